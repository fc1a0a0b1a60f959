#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kernel/message.h"
#include "kernel/sim-time.h"

namespace queueing {

/** One thing that will happen. */
struct Event {
  SimTime time;
  Module* target = nullptr;
  std::unique_ptr<Message> message;
};

/** The future events of a run in order of time; events of the same time happen in the order they were put in. */
class Calendar {
 public:
  Calendar() = default;
  Calendar(const Calendar&) = delete;
  Calendar& operator=(const Calendar&) = delete;
  ~Calendar();

  void put(SimTime time, Module& target, std::unique_ptr<Message> message);
  /** The end of the run: an event without target that comes after everything else at its time. */
  void putEnd(SimTime time, std::unique_ptr<Message> message);
  /** The earliest event; must not be called on an empty calendar. */
  Event take();
  /** Whom the earliest event concerns; undefined (a null pointer) for the end, and when there is none. */
  const Module* nextTarget() const { return entries_.empty() ? nullptr : entries_.front().target; }
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }

 private:
  /** Plain data, because the heap moves entries around all the time; the calendar owns the messages. */
  struct Entry {
    SimTime time;
    std::uint64_t order;
    Module* target;
    Message* message;
  };
  void push(const Entry& entry);
  static bool isLater(const Entry& a, const Entry& b);

  std::vector<Entry> entries_;
  std::uint64_t order_ = 0;
};

}  // namespace queueing
