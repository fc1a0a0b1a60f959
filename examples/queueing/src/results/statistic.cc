#include "results/statistic.h"

#include <algorithm>

#include "kernel/error.h"

namespace queueing {

namespace {

bool isHistogram(const std::string& mode) { return mode == "histogram" || mode == "timeWeightedHistogram"; }

}  // namespace

Statistic::Statistic(StatisticDeclaration declaration, std::string module, const RunConfiguration& configuration,
                     VectorFile& vectors, SimTime warmupEnd)
    : declaration_(std::move(declaration)),
      module_(std::move(module)),
      configuration_(configuration),
      vectors_(vectors),
      warmupEnd_(warmupEnd) {
  if (wants("histogram")) histogram_.emplace();
  if (wants("timeWeightedHistogram")) heldHistogram_.emplace();
  isHeld_ = wants("timeavg") || heldHistogram_;
  const std::string vectorName = declaration_.name + ":vector";
  if (wants("vector") && configuration_.objectFlag(module_ + '.' + vectorName, "vector-recording")) {
    vector_ = vectors_.declare(module_, vectorName, attributes("vector"));
  }
}

bool Statistic::wants(const std::string& mode) const {
  if (std::find(declaration_.modes.begin(), declaration_.modes.end(), mode) == declaration_.modes.end()) return false;
  return configuration_.objectFlag(module_ + '.' + declaration_.name, "statistic-recording");
}

void Statistic::observe(double value, SimTime now, std::uint64_t event) {
  if (isHeld_) {
    hold(now);
    hasState_ = true;
    state_ = value;
    stateSince_ = now;
  }
  if (now < warmupEnd_) return;
  observed_.add(value, 1);
  if (histogram_) histogram_->add(value, 1);
  if (vector_) vectors_.record(*vector_, event, now, value);
}

void Statistic::hold(SimTime until) {
  // What held when the warm-up ended goes on holding; only the time before does not count.
  const SimTime since = stateSince_ < warmupEnd_ ? warmupEnd_ : stateSince_;
  if (!hasState_ || since >= until) return;
  const double duration = (until - since).seconds();
  held_.add(state_, duration);
  if (heldHistogram_) heldHistogram_->add(state_, duration);
}

void Statistic::record(ScalarFile& scalars, SimTime now) {
  hold(now);
  stateSince_ = now;
  for (const std::string& mode : declaration_.modes) {
    if (mode != "vector" && wants(mode)) recordMode(scalars, mode);
  }
}

void Statistic::recordMode(ScalarFile& scalars, const std::string& mode) const {
  const std::string name = declaration_.name + ':' + mode;
  const std::string object = module_ + '.' + name;
  if (!configuration_.objectFlag(object, "scalar-recording")) return;
  if (!isHistogram(mode)) return scalars.scalar(module_, name, scalarFor(mode), attributes(mode));
  const bool hasBins = configuration_.objectFlag(object, "bin-recording");
  const Histogram& histogram = mode == "histogram" ? *histogram_ : *heldHistogram_;
  scalars.statistic(module_, name, mode == "histogram" ? observed_.countedFields() : held_.weightedFields(),
                    attributes(mode), hasBins ? histogram.bins() : ScalarFile::Bins());
}

double Statistic::scalarFor(const std::string& mode) const {
  if (mode == "mean") return observed_.mean();
  if (mode == "sum") return observed_.sum();
  if (mode == "count") return static_cast<double>(observed_.count());
  if (mode == "timeavg") return held_.mean();
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  if (mode == "max") return observed_.count() ? observed_.max() : nothing;
  if (mode == "min") return observed_.count() ? observed_.min() : nothing;
  throw Error("Unknown recording mode '" + mode + "' of statistic '" + declaration_.name + "'");
}

Attributes Statistic::attributes(const std::string& mode) const {
  const bool isWhole = mode == "vector" || isHistogram(mode);
  Attributes attributes{{"recordingmode", mode}, {"title", declaration_.title + (isWhole ? "" : ", " + mode)}};
  if (!declaration_.interpolation.empty()) attributes["interpolationmode"] = declaration_.interpolation;
  if (!declaration_.unit.empty() && mode != "count") attributes["unit"] = declaration_.unit;
  return attributes;
}

}  // namespace queueing
