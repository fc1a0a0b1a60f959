#include "kernel/calendar.h"

#include <algorithm>
#include <limits>

namespace queueing {

Calendar::~Calendar() {
  for (const Entry& entry : entries_) delete entry.message;
}

bool Calendar::isLater(const Entry& a, const Entry& b) {
  return a.time == b.time ? a.order > b.order : b.time < a.time;
}

void Calendar::put(SimTime time, Module& target, std::unique_ptr<Message> message) {
  push({time, order_++, &target, message.get()});
  message.release();
}

void Calendar::putEnd(SimTime time, std::unique_ptr<Message> message) {
  push({time, std::numeric_limits<std::uint64_t>::max(), nullptr, message.get()});
  message.release();
}

void Calendar::push(const Entry& entry) {
  entries_.push_back(entry);
  std::push_heap(entries_.begin(), entries_.end(), isLater);
}

Event Calendar::take() {
  std::pop_heap(entries_.begin(), entries_.end(), isLater);
  const Entry entry = entries_.back();
  entries_.pop_back();
  return {entry.time, entry.target, std::unique_ptr<Message>(entry.message)};
}

}  // namespace queueing
