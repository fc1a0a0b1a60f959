#include "nodes/queue.h"

#include "kernel/error.h"

namespace queueing {

void Queue::configure() {
  serviceTime_ = &randomTime("serviceTime", "exponential(1s)");
  const int servers = integer("servers", 1);
  if (servers < 1) throw Error(formatted("servers is %d, but there must be at least one", servers));
  servers_ = static_cast<std::size_t>(servers);
  capacity_ = integer("capacity", -1);
  line_.emplace(text("discipline", "fifo"));
  const std::string onOverflow = text("onOverflow", "drop");
  if (onOverflow != "drop" && onOverflow != "error")
    throw Error("onOverflow is \"" + onOverflow + "\": use drop or error");
  failsOnOverflow_ = onOverflow == "error";
  declareStatistics();
}

void Queue::declareStatistics() {
  queueLength_ = &declare(StatisticDeclaration{
      "queueLength", "queue length", "", "sample-hold", {"timeavg", "max", "timeWeightedHistogram", "vector"}});
  queueingTime_ = &declare(
      StatisticDeclaration{"queueingTime", "queueing time", "s", "none", {"mean", "max", "histogram", "vector"}});
  busyServers_ = &declare(StatisticDeclaration{"busyServers", "busy servers", "", "sample-hold", {"timeavg"}});
  dropped_ = &declare(StatisticDeclaration{"dropped", "dropped jobs", "", "none", {"count"}});
}

void Queue::initialize() {
  observe(*queueLength_, 0);
  observe(*busyServers_, 0);
}

void Queue::handle(std::unique_ptr<Message> message) {
  const bool isServed = isOwn(*message);
  auto job = toJob(std::move(message));
  if (isServed) {
    complete(std::move(job));
  } else {
    arrive(std::move(job));
  }
}

void Queue::arrive(std::unique_ptr<Job> job) {
  job->history.arrived = now();
  job->history.wantedService = draw(*serviceTime_);
  ++job->history.queuesVisited;
  if (busy_ < servers_) return serve(std::move(job));
  if (capacity_ >= 0 && line_->size() >= static_cast<std::size_t>(capacity_)) return overflow();
  line_->put(std::move(job));
  observe(*queueLength_, static_cast<double>(line_->size()));
}

void Queue::overflow() {
  if (failsOnOverflow_)
    throw Error(formatted("Queue overflow: %d jobs are waiting and there is no place for more", capacity_));
  observe(*dropped_, 1);
}

void Queue::serve(std::unique_ptr<Job> job) {
  const SimTime waited = now() - job->history.arrived;
  job->history.queueing = job->history.queueing + waited;
  observe(*queueingTime_, waited.seconds());
  observe(*busyServers_, static_cast<double>(++busy_));
  const SimTime duration = job->history.wantedService;
  scheduleAfter(duration, std::move(job));
}

void Queue::complete(std::unique_ptr<Job> job) {
  job->history.service = job->history.service + job->history.wantedService;
  ++served_;
  send(std::move(job));
  observe(*busyServers_, static_cast<double>(--busy_));
  if (line_->empty()) return;
  auto next = line_->take();
  observe(*queueLength_, static_cast<double>(line_->size()));
  serve(std::move(next));
}

void Queue::finish() { recordScalar("served", static_cast<double>(served_)); }

}  // namespace queueing
