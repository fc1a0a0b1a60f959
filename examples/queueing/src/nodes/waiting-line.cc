#include "nodes/waiting-line.h"

#include <algorithm>

#include "kernel/error.h"

namespace queueing {

WaitingLine::WaitingLine(const std::string& discipline) {
  if (discipline == "fifo") discipline_ = Discipline::kFifo;
  else if (discipline == "lifo") discipline_ = Discipline::kLifo;
  else if (discipline == "priority") discipline_ = Discipline::kPriority;
  else if (discipline == "shortest") discipline_ = Discipline::kShortest;
  else throw Error("Unknown queueing discipline \"" + discipline + "\": use fifo, lifo, priority or shortest");
}

double WaitingLine::rank(const Job& job) const {
  switch (discipline_) {
    case Discipline::kFifo: return 0;
    case Discipline::kLifo: return -static_cast<double>(order_);
    case Discipline::kPriority: return -job.history.priority;
    case Discipline::kShortest: return static_cast<double>(job.history.wantedService.picoseconds());
  }
  return 0;
}

bool WaitingLine::isLater(const Place& a, const Place& b) {
  return a.rank == b.rank ? a.order > b.order : a.rank > b.rank;
}

void WaitingLine::put(std::unique_ptr<Job> job) {
  const double place = rank(*job);
  waiting_.push_back({place, order_++, std::move(job)});
  std::push_heap(waiting_.begin(), waiting_.end(), isLater);
}

std::unique_ptr<Job> WaitingLine::take() {
  std::pop_heap(waiting_.begin(), waiting_.end(), isLater);
  std::unique_ptr<Job> job = std::move(waiting_.back().job);
  waiting_.pop_back();
  return job;
}

}  // namespace queueing
