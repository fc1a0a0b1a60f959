#pragma once

#include <stdexcept>
#include <string>

namespace queueing {

/** Something the user must be told: a bad option, a bad model parameter, a model that cannot go on. */
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/** A run's normal end, thrown through the event loop; `what()` is the reason as users know it. */
class EndOfRun : public std::runtime_error {
 public:
  explicit EndOfRun(const std::string& reason, bool interrupted = false)
      : std::runtime_error(reason), interrupted_(interrupted) {}
  /** True when somebody outside asked for the end, so that the run is not complete. */
  bool interrupted() const { return interrupted_; }

 private:
  bool interrupted_;
};

/** printf into a string. */
[[gnu::format(printf, 1, 2)]] std::string formatted(const char* format, ...);

}  // namespace queueing
