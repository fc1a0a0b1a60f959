#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kernel/message.h"

namespace queueing {

/** Jobs that wait, and who is next: `fifo`, `lifo`, `priority` (greatest first) or `shortest` (least service time
 * first). */
class WaitingLine {
 public:
  /** Throws Error on an unknown discipline. */
  explicit WaitingLine(const std::string& discipline);

  void put(std::unique_ptr<Job> job);
  /** Must not be called on an empty line. */
  std::unique_ptr<Job> take();
  std::size_t size() const { return waiting_.size(); }
  bool empty() const { return waiting_.empty(); }

 private:
  enum class Discipline { kFifo, kLifo, kPriority, kShortest };
  struct Place {
    /** The least is next; among equals the first that came. */
    double rank;
    std::uint64_t order;
    std::unique_ptr<Job> job;
  };
  static bool isLater(const Place& a, const Place& b);
  double rank(const Job& job) const;

  Discipline discipline_;
  std::vector<Place> waiting_;
  std::uint64_t order_ = 0;
};

}  // namespace queueing
