#include "nodes/terminals.h"

#include "kernel/error.h"

namespace queueing {

void Terminals::configure() {
  population_ = integer("population", 10);
  if (population_ < 1) throw Error(formatted("population is %d, but there must be at least one", population_));
  thinkTime_ = &randomTime("thinkTime", "exponential(1s)");
  responseTime_ = &declare(StatisticDeclaration{
      "responseTime", "response time", "s", "none", {"count", "mean", "max", "histogram", "vector"}});
}

void Terminals::initialize() {
  for (int user = 0; user < population_; ++user) {
    auto job = newJob();
    job->history.id = static_cast<std::uint64_t>(user);
    think(std::move(job));
  }
}

void Terminals::handle(std::unique_ptr<Message> message) {
  const bool hasThought = isOwn(*message);
  auto job = toJob(std::move(message));
  if (hasThought) return submit(std::move(job));
  ++returned_;
  observe(*responseTime_, (now() - job->history.created).seconds());
  think(std::move(job));
}

void Terminals::submit(std::unique_ptr<Job> job) {
  // Each time round counts as a new life.
  const std::uint64_t user = job->history.id;
  job->history = {};
  job->history.id = user;
  job->history.created = now();
  send(std::move(job));
}

void Terminals::think(std::unique_ptr<Job> job) { scheduleAfter(draw(*thinkTime_), std::move(job)); }

void Terminals::finish() {
  const double seconds = now().seconds();
  if (seconds > 0) recordScalar("throughput", static_cast<double>(returned_) / seconds, "Hz");
}

}  // namespace queueing
