#pragma once

#include <chrono>
#include <optional>

#include "cmdenv/console.h"
#include "kernel/simulation.h"

namespace queueing {

/** How long a run may take; what is undefined is not limited. */
struct Limits {
  std::optional<double> cpuSeconds;
  std::optional<double> realSeconds;
};

/** Which of the runs of this process a run is, for the "total" percentage. */
struct Turn {
  std::size_t index;
  std::size_t count;
};

/** Watches the clocks during a run, prints the status lines and ends the run at its limits. */
class Status {
 public:
  Status(const Simulation& simulation, const RunConfiguration& configuration, const Console& console, Turn turn);

  /** Prints the status lines now and flushes them. */
  void show();
  /** Shows them if it is time to. Throws EndOfRun when a limit is reached. Reads clocks: not to be called every event.
   */
  void check();

 private:
  using Clock = std::chrono::steady_clock;
  double elapsed() const;
  double cpuTime() const;
  void measureSpeed(double seconds);
  std::string percentage(double seconds) const;

  const Simulation& simulation_;
  const Console& console_;
  Turn turn_;
  Limits limits_;
  double interval_;
  bool showsPerformance_;
  Clock::time_point start_ = Clock::now();
  double cpuStart_;
  double nextShow_;
  // Where the current stretch of measuring began, and what the last one came to.
  double measuredAt_ = 0;
  std::uint64_t measuredEvents_ = 0;
  SimTime measuredTime_;
  double eventsPerSecond_ = 0;
  double simulatedPerSecond_ = 0;
  double eventsPerSimulated_ = 0;
};

}  // namespace queueing
