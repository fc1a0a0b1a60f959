#include "kernel/random.h"

#include <cmath>

#include "kernel/error.h"

namespace queueing {

namespace {

/** SplitMix64's output function: turns neighbouring seeds into unrelated numbers. */
std::uint64_t scramble(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

}  // namespace

Random::Random(std::uint64_t seedSet) : state_(scramble(seedSet)), increment_(scramble(~seedSet) | 1U) { bits(); }

std::uint32_t Random::bits() {
  const std::uint64_t old = state_;
  state_ = old * 6364136223846793005U + increment_;
  const auto shifted = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
  const auto rotation = static_cast<std::uint32_t>(old >> 59);
  return (shifted >> rotation) | (shifted << ((32U - rotation) & 31U));
}

double Random::unit() {
  const std::uint64_t high = bits() >> 5;
  const std::uint64_t low = bits() >> 6;
  return static_cast<double>((high << 26) | low) * 0x1p-53;
}

std::int64_t Random::integer(std::int64_t low, std::int64_t high) {
  if (high < low)
    throw Error(
        formatted("intuniform(): %lld is above %lld", static_cast<long long>(low), static_cast<long long>(high)));
  const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  const std::uint64_t word = (static_cast<std::uint64_t>(bits()) << 32) | bits();
  if (span == 0) return static_cast<std::int64_t>(word);
  return low + static_cast<std::int64_t>(word % span);
}

// 1 - unit() is in (0, 1], so the logarithm is finite.
double Random::exponential(double mean) { return -mean * std::log(1 - unit()); }

double Random::normal(double mean, double deviation) {
  // Box and Muller; the second value is thrown away so that the generator has no hidden state.
  const double radius = std::sqrt(-2 * std::log(1 - unit()));
  return mean + deviation * radius * std::cos(6.283185307179586 * unit());
}

double Random::gamma(double alpha, double theta) {
  if (!(alpha > 0) || !(theta > 0))
    throw Error(formatted("gamma: shape %g and scale %g must be positive", alpha, theta));
  if (alpha < 1) return gamma(alpha + 1, theta) * std::pow(1 - unit(), 1 / alpha);
  const double d = alpha - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal(0, 1);
    const double cube = 1 + c * x;
    if (cube <= 0) continue;
    const double v = cube * cube * cube;
    if (std::log(1 - unit()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v * theta;
  }
}

double Random::weibull(double scale, double shape) { return scale * std::pow(-std::log(1 - unit()), 1 / shape); }

double Random::pareto(double shape, double minimum) { return minimum / std::pow(1 - unit(), 1 / shape); }

std::int64_t Random::poisson(double mean) {
  // Counting exponential gaps is exact and needs no tables; means here are small.
  if (!(mean >= 0) || mean > 1e6) throw Error(formatted("poisson(): mean %g is out of range", mean));
  std::int64_t count = -1;
  for (double sum = 0; sum <= mean; ++count) sum += exponential(1);
  return count;
}

}  // namespace queueing
