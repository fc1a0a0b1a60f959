#include <cmath>
#include <fstream>
#include <vector>

#include "check.h"
#include "config/configuration.h"
#include "kernel/error.h"
#include "kernel/simulation.h"
#include "temporary-folder.h"

namespace queueing::test {

namespace {

/** Executes one run and gives back its scalar file. */
std::string simulated(const std::string& settings, std::size_t run) {
  const TemporaryFolder folder;
  IniFile file;
  // What comes first wins, so the settings come before the defaults.
  file.read(folder.write("omnetpp.ini", "[General]\n" + settings +
                                            "network=MM1\noutput-scalar-file=" + folder.file("a.sca") +
                                            "\noutput-vector-file=" + folder.file("a.vec") + '\n'));
  const Configuration configuration(std::move(file), "omnetpp.ini", {});
  const RunConfiguration effective = configuration.run("General", configuration.scenario("General"), run);
  Simulation simulation(effective);
  simulation.setUp(effective.text("network"));
  simulation.initialize();
  try {
    for (;;) simulation.step();
  } catch (const EndOfRun&) {
    simulation.finish();
  }
  simulation.closeFiles();
  std::ifstream results(folder.file("a.sca"));
  return std::string(std::istreambuf_iterator<char>(results), {});
}

double scalar(const std::string& results, const std::string& name) {
  const std::string start = "\nscalar " + name + ' ';
  const std::size_t at = results.find(start);
  check(at != std::string::npos, "no scalar " + name);
  return std::stod(results.substr(at + start.size()));
}

/** The mean over independent runs must be within the 99.9 % confidence interval, and that must be narrow. */
void checkMean(const std::string& settings, const std::string& name, double expected) {
  constexpr int kRuns = 20;
  constexpr double kStudent = 3.883;  // two-sided 99.9 %, 19 degrees of freedom
  double sum = 0;
  double squares = 0;
  for (std::size_t run = 0; run < kRuns; ++run) {
    const double value =
        scalar(simulated("repeat=20\nwarmup-period=500s\n**.vector-recording=false\n" + settings, run), name);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / kRuns;
  const double halfWidth = kStudent * std::sqrt((squares - sum * mean) / (kRuns - 1) / kRuns);
  check(halfWidth < 0.08 * expected, formatted("the interval is too wide to tell: %g ± %g", mean, halfWidth));
  checkEqual(mean, expected, halfWidth);
}

const std::string kArrivals = "sim-time-limit=30000s\n*.source.interarrivalTime=exponential(1s)\n";

// W_q = rho / (1 - rho) * E[S]
const Test mm1("theory: M/M/1 queueing time, load 0.8", [] {
  checkMean(kArrivals + "*.queue.serviceTime=exponential(0.8s)\n", "MM1.queue queueingTime:mean", 3.2);
});

// L_q = lambda * W_q, by Little's law
const Test little("theory: M/M/1 mean queue length, load 0.8", [] {
  checkMean(kArrivals + "*.queue.serviceTime=exponential(0.8s)\n", "MM1.queue queueLength:timeavg", 3.2);
});

// Pollaczek and Khinchine: W_q = lambda * E[S^2] / (2 * (1 - rho))
const Test md1("theory: M/D/1 queueing time, load 0.8",
               [] { checkMean(kArrivals + "*.queue.serviceTime=0.8s\n", "MM1.queue queueingTime:mean", 1.6); });

const Test mg1("theory: M/G/1 with hyperexponential service, load 0.7", [] {
  const double secondMoment = 2 * (0.2 * 2.3 * 2.3 + 0.8 * 0.3 * 0.3);
  checkMean(kArrivals + "*.queue.serviceTime=hyperexponential(0.2, 2.3s, 0.3s)\n", "MM1.queue queueingTime:mean",
            secondMoment / (2 * 0.3));
});

// Erlang's C formula for two servers: C = 2 rho^2 / (1 + rho), W_q = C * E[S] / (2 (1 - rho))
const Test mm2("theory: M/M/2 queueing time, load 0.75", [] {
  checkMean(kArrivals + "*.queue.servers=2\n*.queue.serviceTime=exponential(1.5s)\n", "MM1.queue queueingTime:mean",
            2 * 0.75 * 0.75 / 1.75 * 1.5 / (2 * 0.25));
});

// Erlang's B formula, one server and no place to wait: half the jobs are lost at load 1.
const Test loss("theory: M/M/1/1 loses what it should", [] {
  checkMean(kArrivals + "*.queue.capacity=0\n*.queue.serviceTime=exponential(1s)\n", "MM1.queue busyServers:timeavg",
            0.5);
});

// Machine repairman with 3 users, thinking 1 s, served 1 s: by its four states, throughput is 15/16.
const Test closed("theory: closed network throughput", [] {
  checkMean(
      "network=ClosedNetwork\nsim-time-limit=30000s\n*.terminals.population=3\n*.router.weights=\"1,0,0\"\n"
      "*.terminals.thinkTime=exponential(1s)\n*.processor.serviceTime=exponential(1s)\n",
      "ClosedNetwork.terminals throughput", 15.0 / 16);
});

const Test determinism("runs: the same seed gives the same results, another seed others", [] {
  const auto results = [](std::size_t run) {
    const std::string text = simulated("repeat=2\nsim-time-limit=500s\n", run);
    return text.substr(text.find("\npar "));
  };
  checkEqual(results(0), results(0));
  check(results(0) != results(1), "another seed, the same results");
});

}  // namespace

}  // namespace queueing::test
