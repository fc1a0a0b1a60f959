#pragma once

#include "kernel/module.h"

namespace queueing {

/** Where jobs go when they are done, and where their lives are measured. */
class Sink : public Module {
 public:
  explicit Sink(const Placement& placement) : Module(placement, "Sink") {}
  void configure() override;
  void handle(std::unique_ptr<Message> message) override;

 private:
  /** After so many the run ends; negative for never. */
  int mostJobs_ = -1;
  int jobs_ = 0;
  Statistic* lifeTime_ = nullptr;
  Statistic* totalQueueingTime_ = nullptr;
  Statistic* totalServiceTime_ = nullptr;
  Statistic* queuesVisited_ = nullptr;
};

}  // namespace queueing
