#pragma once

#include <optional>

#include "kernel/module.h"
#include "nodes/waiting-line.h"

namespace queueing {

/** Something that can be asked how busy it is, by routers that care. */
class Loaded {
 public:
  virtual ~Loaded() = default;
  /** Jobs waiting and in service. */
  virtual std::size_t load() const = 0;
};

/** A service station: a waiting line of limited or unlimited length before one or more servers. */
class Queue : public Module, public Loaded {
 public:
  explicit Queue(const Placement& placement) : Module(placement, "Queue") {}
  void configure() override;
  void initialize() override;
  void handle(std::unique_ptr<Message> message) override;
  void finish() override;
  std::size_t load() const override { return line_->size() + busy_; }

 private:
  void declareStatistics();
  void arrive(std::unique_ptr<Job> job);
  void overflow();
  void serve(std::unique_ptr<Job> job);
  void complete(std::unique_ptr<Job> job);

  const Parameter* serviceTime_ = nullptr;
  std::size_t servers_ = 1;
  /** Places in the waiting line; negative for no limit. */
  int capacity_ = -1;
  bool failsOnOverflow_ = false;
  std::optional<WaitingLine> line_;
  std::size_t busy_ = 0;
  std::uint64_t served_ = 0;
  Statistic* queueLength_ = nullptr;
  Statistic* queueingTime_ = nullptr;
  Statistic* busyServers_ = nullptr;
  Statistic* dropped_ = nullptr;
};

}  // namespace queueing
