#include "nodes/router.h"

#include <algorithm>
#include <cstdlib>

#include "config/text.h"
#include "kernel/error.h"

namespace queueing {

void Router::configure() {
  const std::string strategy = text("strategy", "random");
  if (strategy == "random") strategy_ = Strategy::kRandom;
  else if (strategy == "roundRobin") strategy_ = Strategy::kRoundRobin;
  else if (strategy == "shortest") strategy_ = Strategy::kShortest;
  else throw Error("Unknown routing strategy \"" + strategy + "\": use random, roundRobin or shortest");
  weightsText_ = text("weights", "");
}

void Router::initialize() {
  if (outputs().empty()) throw Error("A router needs at least one way to send jobs");
  readWeights();
  if (strategy_ != Strategy::kShortest) return;
  for (const Module* output : outputs()) {
    const auto* queue = dynamic_cast<const Loaded*>(output);
    if (!queue) throw Error("Cannot route to the shortest queue: '" + output->path() + "' is not a queue");
    queues_.push_back(queue);
  }
}

void Router::readWeights() {
  double sum = 0;
  for (const std::string& item : split(weightsText_, ',')) {
    char* end = nullptr;
    const double weight = std::strtod(item.c_str(), &end);
    if (*end != '\0' || !(weight >= 0)) throw Error("weights: '" + item + "' is not a weight");
    weights_.push_back(sum += weight);
  }
  if (weights_.empty()) {
    for (std::size_t i = 0; i < outputs().size(); ++i) weights_.push_back(sum += 1);
  }
  if (weights_.size() != outputs().size() || !(sum > 0)) {
    throw Error(formatted("weights: %zu values for %zu outputs", weights_.size(), outputs().size()));
  }
}

void Router::handle(std::unique_ptr<Message> message) { send(toJob(std::move(message)), choose()); }

std::size_t Router::choose() {
  switch (strategy_) {
    case Strategy::kRandom: return byWeight();
    case Strategy::kShortest: return leastLoaded();
    case Strategy::kRoundRobin: break;
  }
  return next_++ % outputs().size();
}

std::size_t Router::byWeight() {
  const double place = surroundings().random->uniform(0, weights_.back());
  const auto found = std::upper_bound(weights_.begin(), weights_.end(), place);
  return std::min(static_cast<std::size_t>(found - weights_.begin()), weights_.size() - 1);
}

std::size_t Router::leastLoaded() const {
  const auto least = std::min_element(queues_.begin(), queues_.end(),
                                      [](const Loaded* a, const Loaded* b) { return a->load() < b->load(); });
  return static_cast<std::size_t>(least - queues_.begin());
}

void Classifier::handle(std::unique_ptr<Message> message) {
  auto job = toJob(std::move(message));
  if (outputs().empty()) throw Error("A classifier needs at least one way to send jobs");
  const int last = static_cast<int>(outputs().size()) - 1;
  const int output = std::clamp(job->history.priority, 0, last);
  send(std::move(job), static_cast<std::size_t>(output));
}

}  // namespace queueing
