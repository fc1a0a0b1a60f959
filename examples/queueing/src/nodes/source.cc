#include "nodes/source.h"

#include "kernel/error.h"

namespace queueing {

namespace {

constexpr double kLargestBatch = 1e6;

}  // namespace

void Source::configure() {
  interarrivalTime_ = &randomTime("interarrivalTime", "exponential(1s)");
  batchSize_ = &declare({"batchSize", ParameterDeclaration::Type::kInteger, "", "1", true});
  priority_ = &declare({"priority", ParameterDeclaration::Type::kInteger, "", "0", true});
  mostJobs_ = integer("maxJobs", -1);
}

void Source::initialize() { scheduleAfter(draw(*interarrivalTime_), newMessage()); }

void Source::handle(std::unique_ptr<Message> message) {
  sendBatch();
  const bool isExhausted = mostJobs_ >= 0 && created_ >= static_cast<std::uint64_t>(mostJobs_);
  if (!isExhausted) scheduleAfter(draw(*interarrivalTime_), std::move(message));
}

void Source::sendBatch() {
  const double size = batchSize_->number(surroundings());
  if (!(size >= 0 && size <= kLargestBatch)) throw Error(formatted("batchSize is out of range: %g", size));
  for (int i = 0; i < size; ++i) {
    auto job = newJob();
    job->history.id = created_++;
    job->history.priority = static_cast<int>(priority_->number(surroundings()));
    job->history.created = now();
    send(std::move(job));
  }
}

void Source::finish() { recordScalar("created", static_cast<double>(created_)); }

}  // namespace queueing
