#include "kernel/sim-time.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "kernel/error.h"

namespace queueing {

namespace {

constexpr std::int64_t kPicosecondsPerSecond = 1'000'000'000'000;
constexpr int kDecimals = 12;

}  // namespace

SimTime SimTime::fromSeconds(double seconds) {
  const double picoseconds = seconds * static_cast<double>(kPicosecondsPerSecond);
  // Written so that NaN fails too.
  if (!(std::abs(picoseconds) < 9.2e18)) {
    throw Error(formatted(
        "Cannot convert %g to simulation time: out of range (picosecond resolution allows ±9.2 million seconds)",
        seconds));
  }
  return SimTime(std::llround(picoseconds));
}

SimTime SimTime::operator+(SimTime other) const {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(picoseconds_, other.picoseconds_, &sum)) {
    throw Error("Simulation time overflow: " + toText() + "s + " + other.toText() + "s");
  }
  return SimTime(sum);
}

char* SimTime::write(char* out) const {
  std::int64_t rest = picoseconds_;
  if (rest < 0) {
    *out++ = '-';
    rest = -rest;
  }
  out = std::to_chars(out, out + 8, rest / kPicosecondsPerSecond).ptr;
  std::int64_t fraction = rest % kPicosecondsPerSecond;
  if (fraction == 0) return out;
  char* const point = out;
  for (int digit = kDecimals; digit >= 1; --digit, fraction /= 10)
    point[digit] = static_cast<char>('0' + fraction % 10);
  *point = '.';
  out = point + kDecimals + 1;
  while (out[-1] == '0') --out;
  return out;
}

std::string SimTime::toText() const {
  char buffer[24];
  return std::string(buffer, write(buffer));
}

}  // namespace queueing
