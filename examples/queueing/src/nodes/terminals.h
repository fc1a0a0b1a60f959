#pragma once

#include "kernel/module.h"

namespace queueing {

/** The users of a closed network: each thinks for a while, sends its job in, and waits for it to come back. */
class Terminals : public Module {
 public:
  explicit Terminals(const Placement& placement) : Module(placement, "Terminals") {}
  void configure() override;
  void initialize() override;
  void handle(std::unique_ptr<Message> message) override;
  void finish() override;

 private:
  void submit(std::unique_ptr<Job> job);
  void think(std::unique_ptr<Job> job);

  int population_ = 1;
  const Parameter* thinkTime_ = nullptr;
  std::uint64_t returned_ = 0;
  Statistic* responseTime_ = nullptr;
};

}  // namespace queueing
