#include "nodes/fork-join.h"

#include <algorithm>

#include "kernel/error.h"

namespace queueing {

void Fork::handle(std::unique_ptr<Message> message) {
  auto whole = toJob(std::move(message));
  if (outputs().empty()) throw Error("A fork needs at least one way to send parts");
  whole->history.partsOfWhole = static_cast<int>(outputs().size());
  for (std::size_t output = 1; output < outputs().size(); ++output) send(std::make_unique<Job>(*whole), output);
  send(std::move(whole), 0);
}

void Join::configure() {
  synchronizationTime_ = &declare(StatisticDeclaration{"synchronizationTime",
                                                       "time from the first part to the last",
                                                       "s",
                                                       "none",
                                                       {"mean", "max", "histogram", "vector"}});
}

void Join::handle(std::unique_ptr<Message> message) {
  auto part = toJob(std::move(message));
  const std::uint64_t id = part->history.id;
  const int wanted = part->history.partsOfWhole;
  Incomplete& incomplete = incomplete_[id];
  ++incomplete.parts;
  if (!incomplete.first) {
    part->history.arrived = now();
    incomplete.first = std::move(part);
  } else {
    // The whole has waited as long as the part that waited longest.
    Job::History& history = incomplete.first->history;
    history.queueing = std::max(history.queueing, part->history.queueing);
    history.service = std::max(history.service, part->history.service);
  }
  if (incomplete.parts < wanted) return;
  auto whole = std::move(incomplete.first);
  incomplete_.erase(id);
  observe(*synchronizationTime_, (now() - whole->history.arrived).seconds());
  whole->history.partsOfWhole = 1;
  send(std::move(whole));
}

void Join::finish() { recordScalar("incomplete", static_cast<double>(incomplete_.size())); }

}  // namespace queueing
