#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/run-configuration.h"
#include "kernel/sim-time.h"
#include "results/accumulator.h"
#include "results/histogram.h"
#include "results/scalar-file.h"
#include "results/vector-file.h"

namespace queueing {

/** What a module observes, and what of it is recorded. */
struct StatisticDeclaration {
  std::string name;
  std::string title;
  /** Empty for a plain number. */
  std::string unit;
  /** `none` for single observations, `sample-hold` for a state that lasts until it changes. */
  std::string interpolation;
  /** Among mean, max, min, sum, count, timeavg, histogram, timeWeightedHistogram, vector. */
  std::vector<std::string> modes;
};

/** Takes a module's observations of one thing and keeps what the result files need. */
class Statistic {
 public:
  Statistic(StatisticDeclaration declaration, std::string module, const RunConfiguration& configuration,
            VectorFile& vectors, SimTime warmupEnd);

  void observe(double value, SimTime now, std::uint64_t event);
  /** Writes scalars and histograms; a state is taken to have held until `now`. */
  void record(ScalarFile& scalars, SimTime now);

 private:
  bool wants(const std::string& mode) const;
  void hold(SimTime until);
  void recordMode(ScalarFile& scalars, const std::string& mode) const;
  double scalarFor(const std::string& mode) const;
  Attributes attributes(const std::string& mode) const;

  StatisticDeclaration declaration_;
  std::string module_;
  const RunConfiguration& configuration_;
  VectorFile& vectors_;
  SimTime warmupEnd_;
  Accumulator observed_;
  Accumulator held_;
  std::optional<Histogram> histogram_;
  std::optional<Histogram> heldHistogram_;
  std::optional<std::size_t> vector_;
  bool isHeld_ = false;
  bool hasState_ = false;
  double state_ = 0;
  SimTime stateSince_;
};

}  // namespace queueing
