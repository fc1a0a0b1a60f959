#pragma once

#include <string>

#include "kernel/module.h"

namespace queueing {

/** Makes a run misbehave on purpose, so that what watches over runs can be tried out. Does nothing by default. */
class Fault : public Module {
 public:
  explicit Fault(const Placement& placement) : Module(placement, "Fault") {}
  void configure() override;
  void initialize() override;
  void handle(std::unique_ptr<Message> message) override;

 private:
  using Misbehaviour = void (Fault::*)();
  static Misbehaviour findMisbehaviour(const std::string& kind);
  void fail();
  void abort();
  void violateMemory();
  void hang();
  void pause();
  void flood();
  void writeInvalidText();
  void allocate();
  void recordVector();

  Misbehaviour misbehaviour_ = nullptr;
  double time_ = 0;
  double interval_ = 0;
  int amount_ = 0;
  Statistic* noise_ = nullptr;
};

}  // namespace queueing
