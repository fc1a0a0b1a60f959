#pragma once

#include <cstdint>
#include <string>

namespace queueing {

/** A point in, or a span of, simulated time: a whole number of picoseconds, so that sums are exact. */
class SimTime {
 public:
  constexpr SimTime() = default;

  static constexpr SimTime fromPicoseconds(std::int64_t picoseconds) { return SimTime(picoseconds); }
  /** Rounds to the nearest picosecond; throws Error beyond ±9.2 million seconds. */
  static SimTime fromSeconds(double seconds);

  constexpr std::int64_t picoseconds() const { return picoseconds_; }
  double seconds() const { return static_cast<double>(picoseconds_) * 1e-12; }

  /** Throws Error on overflow rather than wrapping into the past. */
  SimTime operator+(SimTime other) const;
  constexpr SimTime operator-(SimTime other) const { return SimTime(picoseconds_ - other.picoseconds_); }
  constexpr bool operator<(SimTime other) const { return picoseconds_ < other.picoseconds_; }
  constexpr bool operator>=(SimTime other) const { return picoseconds_ >= other.picoseconds_; }
  constexpr bool operator==(SimTime other) const { return picoseconds_ == other.picoseconds_; }

  /** Seconds with up to twelve decimals, no trailing zeros and no unit: `106067.401570204991`. */
  std::string toText() const;
  /** Writes what toText() says to `out`, which must have room for 24 characters; returns the end. */
  char* write(char* out) const;

 private:
  explicit constexpr SimTime(std::int64_t picoseconds) : picoseconds_(picoseconds) {}

  std::int64_t picoseconds_ = 0;
};

}  // namespace queueing
