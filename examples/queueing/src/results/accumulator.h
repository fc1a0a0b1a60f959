#pragma once

#include <cstdint>
#include <limits>

#include "results/scalar-file.h"

namespace queueing {

/** Sums over observations, each with a weight: 1 for things counted, a duration for states that hold. */
class Accumulator {
 public:
  void add(double value, double weight);

  std::uint64_t count() const { return count_; }
  double sum() const { return weightedSum_; }
  double min() const { return min_; }
  double max() const { return max_; }
  /** NaN without observations. */
  double mean() const;
  double deviation() const;

  /** As result files list them. */
  ScalarFile::Fields countedFields() const;
  ScalarFile::Fields weightedFields() const;

 private:
  std::uint64_t count_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
  double weights_ = 0;
  double weightedSum_ = 0;
  double squaredWeights_ = 0;
  double weightedSquares_ = 0;
};

}  // namespace queueing
