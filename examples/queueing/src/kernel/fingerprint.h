#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/calendar.h"

namespace queueing {

/**
 * A checksum over the course of a run, to tell whether a change made the simulation do something else.
 * Written `f7f3-c2ab/tplx`: 32 bits (CRC-32) and the ingredients that went in, of each event: `t` time, `n` number,
 * `p` the module's path, `i` its number, `c` its class, `l` the length of the message (jobs have none), `x` extra
 * data (there is none).
 */
class Fingerprint {
 public:
  /** Takes what is expected, e.g. `f7f3-c2ab/tplx`; several, separated by commas, are alternatives. Throws Error. */
  explicit Fingerprint(const std::string& expected);

  void add(const Event& event, std::uint64_t number);
  /** The sentence users look for. */
  std::string verdict() const;

 private:
  struct Sum {
    std::string expected;
    std::string ingredients;
    std::uint32_t remainder = 0xffffffffU;
  };
  static void mix(Sum& sum, const void* data, std::size_t length);
  static std::string calculated(const Sum& sum);

  std::string expected_;
  std::vector<Sum> sums_;
};

}  // namespace queueing
