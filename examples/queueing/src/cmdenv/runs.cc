#include "cmdenv/runs.h"

#include "cmdenv/interruption.h"
#include "cmdenv/status.h"
#include "config/run-filter.h"
#include "kernel/error.h"
#include "kernel/simulation.h"
#include "nodes/networks.h"

namespace queueing {

namespace {

enum class Outcome { kSuccess, kError, kInterrupted };

/** The clocks are read only so often: most events take less time than reading them. */
constexpr std::uint64_t kEventsPerCheck = 256;

void announce(const RunConfiguration& configuration, const Console& console) {
  const std::string& name = configuration.variable("configname");
  const std::string& number = configuration.variable("runnumber");
  const std::string& values = configuration.variable("iterationvars");
  const std::string repetition = "$repetition=" + configuration.variable("repetition");
  const std::string scenario = values.empty() ? repetition : values + ", " + repetition;
  if (!console.isVerbose()) return console.print(name + " run " + number + ": " + scenario + '\n');
  console.print("\nPreparing for running configuration " + name + ", run #" + number + "...\n");
  if (!values.empty()) console.print("Scenario: " + scenario + '\n');
  console.print("Assigned runID=" + configuration.variable("runid") + '\n');
}

void describeNextEvent(const Simulation& simulation, const Console& console) {
  const Module* module = simulation.nextModule();
  if (!module) return;
  console.print(formatted("** Event #%llu  t=%s  %s\n", static_cast<unsigned long long>(simulation.eventNumber() + 1),
                          simulation.now().toText().c_str(), module->describe().c_str()));
}

/** Never returns: every end, good or bad, is an exception. */
[[noreturn]] void simulate(Simulation& simulation, Status& status, bool isExpress, const Console& console) {
  for (;;) {
    if (!isExpress) describeNextEvent(simulation, console);
    simulation.step();
    if (isInterrupted()) throw EndOfRun("SIGINT or SIGTERM received, exiting", true);
    if (simulation.eventNumber() % kEventsPerCheck == 0) status.check();
  }
}

/** Returns whether the run was interrupted from outside. */
bool simulateToTheEnd(Simulation& simulation, const RunConfiguration& configuration, const Console& console,
                      Turn turn) {
  Status status(simulation, configuration, console, turn);
  const bool isExpress = configuration.flag("cmdenv-express-mode");
  if (isExpress) status.show();
  try {
    simulate(simulation, status, isExpress, console);
  } catch (const EndOfRun& end) {
    if (isExpress) status.show();
    console.notice(end.what() + simulation.place());
    return end.interrupted();
  } catch (const std::exception&) {
    if (isExpress) status.show();
    throw;
  }
}

bool executePhases(Simulation& simulation, const RunConfiguration& configuration, const Console& console, Turn turn) {
  const std::string network = configuration.text("network");
  checkNetwork(network);
  console.chat("Setting up network \"" + network + "\"...\n");
  simulation.setUp(network);
  console.chat("Initializing...\n");
  simulation.initialize();
  console.chat("\nRunning simulation...\n");
  const bool isInterruptedRun = simulateToTheEnd(simulation, configuration, console, turn);
  console.chat("\nCalling finish() at end of Run #" + configuration.variable("runnumber") + "...\n");
  simulation.finish();
  simulation.closeFiles();
  if (simulation.fingerprint()) console.notice(simulation.fingerprint()->verdict() + '\n');
  return isInterruptedRun;
}

/** Keeps what a failed run has recorded so far; `failure` is why it failed. */
void salvage(Simulation& simulation, const std::string& failure, const Console& console) {
  try {
    simulation.closeFiles();
  } catch (const std::exception& error) {
    // A full disk is the failure already told, not one more.
    if (failure != error.what()) console.error(error.what());
  }
}

Outcome executeRun(const RunConfiguration& configuration, const Console& console, Turn turn) {
  announce(configuration, console);
  std::optional<Simulation> simulation;
  try {
    simulation.emplace(configuration);
    return executePhases(*simulation, configuration, console, turn) ? Outcome::kInterrupted : Outcome::kSuccess;
  } catch (const std::exception& error) {
    console.error(error.what() + (simulation ? simulation->place() : std::string()));
    if (simulation) salvage(*simulation, error.what(), console);
    return Outcome::kError;
  }
}

struct Tally {
  std::size_t total = 0;
  std::size_t successful = 0;
  std::size_t errors = 0;
  std::size_t interrupted = 0;

  std::size_t skipped() const { return total - successful - errors - interrupted; }
  std::string describe() const {
    std::string text = formatted("\nRun statistics: total %zu", total);
    if (successful) text += formatted(", successful %zu", successful);
    if (errors) text += formatted(", errors %zu", errors);
    if (interrupted) text += formatted(", interrupted %zu", interrupted);
    if (skipped()) text += formatted(", skipped %zu", skipped());
    return text + '\n';
  }
};

}  // namespace

int executeRuns(const Configuration& configuration, const std::string& name, const std::string& filter,
                const Console& console) {
  const Scenario scenario = configuration.scenario(name);
  const std::vector<std::size_t> runs = filterRuns(scenario, filter);
  Tally tally;
  tally.total = runs.size();
  for (std::size_t index = 0; index < runs.size(); ++index) {
    const RunConfiguration run = configuration.run(name, scenario, runs[index]);
    switch (executeRun(run, console, {index, runs.size()})) {
      case Outcome::kSuccess: ++tally.successful; break;
      case Outcome::kError: ++tally.errors; break;
      case Outcome::kInterrupted: ++tally.interrupted; break;
    }
    if (tally.interrupted || (tally.errors && run.flag("cmdenv-stop-batch-on-error"))) break;
  }
  if (runs.size() > 1) console.chat(tally.describe());
  return tally.errors ? 1 : tally.interrupted ? 2 : 0;
}

}  // namespace queueing
