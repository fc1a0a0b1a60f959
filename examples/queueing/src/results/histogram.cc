#include "results/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace queueing {

namespace {

constexpr std::size_t kWatched = 500;
constexpr double kWantedBins = 40;
constexpr std::int64_t kMostBins = 200;

/** The smallest of 1, 2, 5, 10, 20 … (and their fractions) that is not below `width`. */
double rounded(double width) {
  const double magnitude = std::pow(10, std::floor(std::log10(width)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * magnitude >= width * (1 - 1e-9)) return factor * magnitude;
  }
  return 10 * magnitude;
}

}  // namespace

void Histogram::add(double value, double weight) {
  if (!std::isfinite(value)) return;
  if (hasBins_) return put({value, weight});
  first_.push_back({value, weight});
  if (first_.size() == kWatched) chooseBins();
}

void Histogram::chooseBins() {
  hasBins_ = true;
  const auto byValue = [](const Observation& a, const Observation& b) { return a.value < b.value; };
  const auto [least, greatest] = std::minmax_element(first_.begin(), first_.end(), byValue);
  const double range = greatest->value - least->value;
  const bool areWhole =
      std::all_of(first_.begin(), first_.end(), [](const Observation& o) { return o.value == std::floor(o.value); });
  if (range > 0) width_ = rounded(range / kWantedBins);
  if (areWhole) width_ = std::max(1.0, width_);
  lowest_ = indexOf(least->value);
  for (const Observation& observation : first_) put(observation);
  first_ = {};
}

std::int64_t Histogram::indexOf(double value) const {
  // Far outliers must not overflow; they end up beyond kMostBins doublings anyway.
  return static_cast<std::int64_t>(std::clamp(std::floor(value / width_), -4e18, 4e18));
}

void Histogram::put(const Observation& observation) {
  std::int64_t index = indexOf(observation.value);
  while (!contents_.empty() &&
         std::max(index, lowest_ + static_cast<std::int64_t>(contents_.size())) - std::min(index, lowest_) >
             kMostBins) {
    doubleWidth();
    index = indexOf(observation.value);
  }
  growTo(index);
  contents_[static_cast<std::size_t>(index - lowest_)] += observation.weight;
}

void Histogram::growTo(std::int64_t index) {
  if (contents_.empty()) lowest_ = index;
  if (index < lowest_) {
    contents_.insert(contents_.begin(), static_cast<std::size_t>(lowest_ - index), 0.0);
    lowest_ = index;
  }
  const auto needed = static_cast<std::size_t>(index - lowest_) + 1;
  if (contents_.size() < needed) contents_.resize(needed, 0.0);
}

void Histogram::doubleWidth() {
  const auto half = [](std::int64_t index) { return index >= 0 ? index / 2 : (index - 1) / 2; };
  const std::int64_t last = lowest_ + static_cast<std::int64_t>(contents_.size()) - 1;
  std::vector<double> merged(static_cast<std::size_t>(half(last) - half(lowest_)) + 1, 0.0);
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    merged[static_cast<std::size_t>(half(lowest_ + static_cast<std::int64_t>(i)) - half(lowest_))] += contents_[i];
  }
  lowest_ = half(lowest_);
  contents_ = std::move(merged);
  width_ *= 2;
}

ScalarFile::Bins Histogram::bins() const {
  if (!hasBins_) {
    if (first_.empty()) return {};
    Histogram finished(*this);
    finished.chooseBins();
    return finished.bins();
  }
  ScalarFile::Bins bins{{-std::numeric_limits<double>::infinity(), 0}};
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    bins.emplace_back(static_cast<double>(lowest_ + static_cast<std::int64_t>(i)) * width_, contents_[i]);
  }
  bins.emplace_back(static_cast<double>(lowest_ + static_cast<std::int64_t>(contents_.size())) * width_, 0);
  return bins;
}

}  // namespace queueing
