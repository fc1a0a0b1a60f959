#pragma once

#include <cstdint>
#include <vector>

#include "results/scalar-file.h"

namespace queueing {

/**
 * A histogram that finds its own range: it watches the first observations, chooses bins of a round width
 * (1, 2 or 5 times a power of ten), then grows by adding bins and, when they get too many, by doubling their width.
 */
class Histogram {
 public:
  void add(double value, double weight);
  ScalarFile::Bins bins() const;

 private:
  struct Observation {
    double value;
    double weight;
  };
  void chooseBins();
  void put(const Observation& observation);
  void growTo(std::int64_t index);
  void doubleWidth();
  std::int64_t indexOf(double value) const;

  std::vector<Observation> first_;
  bool hasBins_ = false;
  double width_ = 1;
  /** Bin i reaches from (lowest_ + i) * width_ to one width further. */
  std::int64_t lowest_ = 0;
  std::vector<double> contents_;
};

}  // namespace queueing
