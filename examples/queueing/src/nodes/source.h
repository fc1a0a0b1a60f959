#pragma once

#include "kernel/module.h"

namespace queueing {

/** Where jobs come from: batches at random intervals. */
class Source : public Module {
 public:
  explicit Source(const Placement& placement) : Module(placement, "Source") {}
  void configure() override;
  void initialize() override;
  void handle(std::unique_ptr<Message> message) override;
  void finish() override;

 private:
  void sendBatch();

  const Parameter* interarrivalTime_ = nullptr;
  const Parameter* batchSize_ = nullptr;
  const Parameter* priority_ = nullptr;
  int mostJobs_ = -1;
  std::uint64_t created_ = 0;
};

}  // namespace queueing
