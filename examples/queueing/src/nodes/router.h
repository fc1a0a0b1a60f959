#pragma once

#include <vector>

#include "kernel/module.h"
#include "nodes/queue.h"

namespace queueing {

/** Sends each job one of several ways: `random` by weights, `roundRobin`, or to the `shortest` queue. */
class Router : public Module {
 public:
  explicit Router(const Placement& placement) : Module(placement, "Router") {}
  void configure() override;
  void initialize() override;
  void handle(std::unique_ptr<Message> message) override;

 private:
  enum class Strategy { kRandom, kRoundRobin, kShortest };
  std::size_t choose();
  std::size_t byWeight();
  std::size_t leastLoaded() const;
  void readWeights();

  Strategy strategy_ = Strategy::kRandom;
  std::string weightsText_;
  /** Running sums, so that a random number finds its place by comparison. */
  std::vector<double> weights_;
  std::vector<const Loaded*> queues_;
  std::size_t next_ = 0;
};

/** Sends each job the way of its priority: priority 0 to the first output, 1 to the second; the last takes the rest. */
class Classifier : public Module {
 public:
  explicit Classifier(const Placement& placement) : Module(placement, "Classifier") {}
  void handle(std::unique_ptr<Message> message) override;
};

}  // namespace queueing
