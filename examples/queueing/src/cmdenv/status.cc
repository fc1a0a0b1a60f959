#include "cmdenv/status.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "kernel/error.h"

namespace queueing {

namespace {

/** Too short a time says nothing about speed. */
constexpr double kShortestMeasurement = 0.01;

double processCpuTime() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::string asDuration(double elapsed) {
  const auto seconds = static_cast<long long>(elapsed);
  if (seconds < 3600) return formatted("%lldm %02llds", seconds / 60, seconds % 60);
  if (seconds < 86400) return formatted("%lldh %02lldm", seconds / 3600, seconds / 60 % 60);
  return formatted("%lldd %02lldh", seconds / 86400, seconds / 3600 % 24);
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : 1; }

}  // namespace

Status::Status(const Simulation& simulation, const RunConfiguration& configuration, const Console& console, Turn turn)
    : simulation_(simulation),
      console_(console),
      turn_(turn),
      limits_{configuration.seconds("cpu-time-limit"), configuration.seconds("real-time-limit")},
      interval_(std::max(0.001, configuration.seconds("cmdenv-status-frequency").value_or(2))),
      showsPerformance_(configuration.flag("cmdenv-performance-display")),
      cpuStart_(processCpuTime()),
      nextShow_(interval_) {}

double Status::elapsed() const {
  // Whole microseconds, as the line shows them.
  const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start_);
  return static_cast<double>(elapsed.count()) / 1e6;
}

double Status::cpuTime() const { return processCpuTime() - cpuStart_; }

void Status::measureSpeed(double seconds) {
  const double stretch = seconds - measuredAt_;
  if (stretch < kShortestMeasurement) return;
  const auto events = static_cast<double>(simulation_.eventNumber() - measuredEvents_);
  const double simulated = (simulation_.now() - measuredTime_).seconds();
  eventsPerSecond_ = events / stretch;
  simulatedPerSecond_ = simulated / stretch;
  eventsPerSimulated_ = simulated > 0 ? events / simulated : 0;
  measuredAt_ = seconds;
  measuredEvents_ = simulation_.eventNumber();
  measuredTime_ = simulation_.now();
}

std::string Status::percentage(double seconds) const {
  if (!simulation_.timeLimit() && !limits_.cpuSeconds && !limits_.realSeconds) return {};
  double done = 0;
  if (simulation_.timeLimit()) done = ratio(simulation_.now().seconds(), simulation_.timeLimit()->seconds());
  if (limits_.cpuSeconds) done = std::max(done, ratio(cpuTime(), *limits_.cpuSeconds));
  if (limits_.realSeconds) done = std::max(done, ratio(seconds, *limits_.realSeconds));
  done = std::min(done, 1.0);
  const double total = (static_cast<double>(turn_.index) + done) / static_cast<double>(turn_.count);
  return formatted("  %d%% completed  (%d%% total)", static_cast<int>(100 * done), static_cast<int>(100 * total));
}

void Status::show() {
  const double seconds = elapsed();
  measureSpeed(seconds);
  std::string lines = formatted(
      "** Event #%llu   t=%s   Elapsed: %gs (%s)%s", static_cast<unsigned long long>(simulation_.eventNumber()),
      simulation_.now().toText().c_str(), seconds, asDuration(seconds).c_str(), percentage(seconds).c_str());
  if (showsPerformance_) {
    const MessageCounts& messages = simulation_.messages();
    lines += formatted("\n     Speed:     ev/sec=%g   simsec/sec=%g   ev/simsec=%g\n", eventsPerSecond_,
                       simulatedPerSecond_, eventsPerSimulated_);
    lines += formatted("     Messages:  created: %llu   present: %llu   in FES: %zu\n",
                       static_cast<unsigned long long>(messages.created),
                       static_cast<unsigned long long>(messages.present), simulation_.scheduledCount());
  } else {
    lines += formatted("   ev/sec=%g\n", eventsPerSecond_);
  }
  console_.print(lines);
  console_.flush();
}

void Status::check() {
  const double seconds = elapsed();
  if (limits_.realSeconds && seconds >= *limits_.realSeconds) throw EndOfRun("Realtime limit reached");
  if (limits_.cpuSeconds && cpuTime() >= *limits_.cpuSeconds) throw EndOfRun("CPU time limit reached");
  if (seconds < nextShow_) return;
  show();
  // From the schedule rather than from now, so that lines do not drift; skipping those that were missed.
  nextShow_ += interval_ * (1 + std::floor((seconds - nextShow_) / interval_));
}

}  // namespace queueing
