#pragma once

#include <unordered_map>

#include "kernel/module.h"

namespace queueing {

/** Splits each job into parts, one for each output, to be worked on at the same time. */
class Fork : public Module {
 public:
  explicit Fork(const Placement& placement) : Module(placement, "Fork") {}
  void handle(std::unique_ptr<Message> message) override;
};

/** Keeps the parts of a forked job until the last of them is there, then lets the whole go on. */
class Join : public Module {
 public:
  explicit Join(const Placement& placement) : Module(placement, "Join") {}
  void configure() override;
  void handle(std::unique_ptr<Message> message) override;
  void finish() override;

 private:
  struct Incomplete {
    std::unique_ptr<Job> first;
    int parts = 0;
  };
  std::unordered_map<std::uint64_t, Incomplete> incomplete_;
  Statistic* synchronizationTime_ = nullptr;
};

}  // namespace queueing
