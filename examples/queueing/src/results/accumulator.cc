#include "results/accumulator.h"

#include <algorithm>
#include <cmath>

namespace queueing {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void Accumulator::add(double value, double weight) {
  ++count_;
  min_ = std::min(min_, value);
  max_ = std::max(max_, value);
  weights_ += weight;
  weightedSum_ += weight * value;
  squaredWeights_ += weight * weight;
  weightedSquares_ += weight * value * value;
}

double Accumulator::mean() const { return weights_ > 0 ? weightedSum_ / weights_ : kNothing; }

double Accumulator::deviation() const {
  if (count_ < 2 || !(weights_ > 0)) return kNothing;
  // For weights of 1 the divisor is n - 1; for durations there is no such thing as one fewer.
  const bool isCounted = squaredWeights_ == weights_ && weights_ == static_cast<double>(count_);
  const double divisor = isCounted ? weights_ - 1 : weights_;
  return std::sqrt(std::max(0.0, (weightedSquares_ - weightedSum_ * weightedSum_ / weights_) / divisor));
}

ScalarFile::Fields Accumulator::countedFields() const {
  const bool isEmpty = count_ == 0;
  return {{"count", static_cast<double>(count_)},
          {"mean", mean()},
          {"stddev", deviation()},
          {"min", isEmpty ? kNothing : min_},
          {"max", isEmpty ? kNothing : max_},
          {"sum", weightedSum_},
          {"sqrsum", weightedSquares_}};
}

ScalarFile::Fields Accumulator::weightedFields() const {
  const bool isEmpty = count_ == 0;
  return {{"count", static_cast<double>(count_)},
          {"mean", mean()},
          {"stddev", deviation()},
          {"min", isEmpty ? kNothing : min_},
          {"max", isEmpty ? kNothing : max_},
          {"weights", weights_},
          {"weightedSum", weightedSum_},
          {"sqrSumWeights", squaredWeights_},
          {"weightedSqrSum", weightedSquares_}};
}

}  // namespace queueing
