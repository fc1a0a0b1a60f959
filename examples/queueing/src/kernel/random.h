#pragma once

#include <cstdint>

namespace queueing {

/**
 * The only source of randomness in a run: a permuted congruential generator (PCG-XSH-RR, 64 bits of state,
 * M. E. O'Neill 2014) and the distributions built on it. Nothing here depends on the platform's library beyond
 * the mathematical functions, so a seed means the same numbers everywhere.
 */
class Random {
 public:
  /** Different seed sets give unrelated streams, not shifted copies of one stream. */
  explicit Random(std::uint64_t seedSet);

  std::uint32_t bits();
  /** In [0, 1), 53 random bits. */
  double unit();
  double uniform(double low, double high) { return low + (high - low) * unit(); }
  /** Both ends included. */
  std::int64_t integer(std::int64_t low, std::int64_t high);
  double exponential(double mean);
  double normal(double mean, double deviation);
  /** Gamma with shape `alpha` and scale `theta` (Marsaglia and Tsang 2000). */
  double gamma(double alpha, double theta);
  double weibull(double scale, double shape);
  double pareto(double shape, double minimum);
  std::int64_t poisson(double mean);

 private:
  std::uint64_t state_;
  std::uint64_t increment_;
};

}  // namespace queueing
