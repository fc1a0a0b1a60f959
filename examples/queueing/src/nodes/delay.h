#pragma once

#include "kernel/module.h"

namespace queueing {

/** Keeps every job for a while, any number at the same time: a wire, a walk, an infinite server. */
class Delay : public Module {
 public:
  explicit Delay(const Placement& placement) : Module(placement, "Delay") {}
  void configure() override;
  void initialize() override;
  void handle(std::unique_ptr<Message> message) override;

 private:
  const Parameter* delay_ = nullptr;
  int inside_ = 0;
  Statistic* population_ = nullptr;
};

}  // namespace queueing
