#include "kernel/simulation.h"

#include <exception>

#include "expressions/expression.h"
#include "kernel/error.h"
#include "nodes/networks.h"
#include "results/run-header.h"

namespace queueing {

namespace {

std::optional<SimTime> timeOption(const RunConfiguration& configuration, const char* option) {
  const std::optional<double> seconds = configuration.seconds(option);
  if (!seconds) return std::nullopt;
  return SimTime::fromSeconds(*seconds);
}

std::optional<Fingerprint> expectedFingerprint(const RunConfiguration& configuration) {
  const std::string expected = configuration.text("fingerprint");
  if (expected.empty()) return std::nullopt;
  return Fingerprint(expected);
}

/** Seventeen significant digits tell any two numbers apart; more would be made up. */
int precisionOption(const RunConfiguration& configuration, const char* option) {
  const int precision = configuration.integer(option);
  if (precision >= 1 && precision <= 17) return precision;
  throw Error(formatted("Configuration option '%s' is %d: use 1 to 17", option, precision));
}

std::size_t memoryOption(const RunConfiguration& configuration, const char* option) {
  const Value value = Expression(configuration.text(option)).evaluate({});
  return static_cast<std::size_t>(convert(value.quantity().number, value.quantity().unit, findUnit("B")));
}

}  // namespace

Simulation::Simulation(const RunConfiguration& configuration)
    : configuration_(configuration),
      random_(static_cast<std::uint64_t>(configuration.integer("seed-set"))),
      timeLimit_(timeOption(configuration, "sim-time-limit")),
      warmupEnd_(timeOption(configuration, "warmup-period").value_or(SimTime())),
      fingerprint_(expectedFingerprint(configuration)),
      scalars_(configuration.text("output-scalar-file"), runHeader(configuration),
               precisionOption(configuration, "output-scalar-precision")),
      vectors_(configuration.text("output-vector-file"), runHeader(configuration),
               precisionOption(configuration, "output-vector-precision"),
               memoryOption(configuration, "output-vectors-memory-limit")) {}

Simulation::~Simulation() = default;

void Simulation::setUp(const std::string& network) {
  network_ = makeNetwork(network, *this);
  phase_ = Phase::kSetup;
  const Context context(*this, *network_);
  network_->configure();
}

void Simulation::initialize() {
  phase_ = Phase::kInitialization;
  if (timeLimit_) calendar_.putEnd(*timeLimit_, std::make_unique<Message>(messages_));
  network_->initializeAll();
  phase_ = Phase::kRunning;
}

void Simulation::step() {
  if (calendar_.empty()) throw EndOfRun("No more events, simulation completed");
  Event event = calendar_.take();
  now_ = event.time;
  ++eventNumber_;
  if (!event.target) throw EndOfRun("Simulation time limit reached");
  if (fingerprint_) fingerprint_->add(event, eventNumber_);
  handle(std::move(event));
}

void Simulation::handle(Event event) {
  // By hand rather than with Context: this is the hottest line of the program.
  context_ = event.target;
  event.target->handle(std::move(event.message));
  context_ = nullptr;
}

void Simulation::finish() {
  phase_ = Phase::kFinalization;
  context_ = nullptr;
  network_->finishAll();
}

void Simulation::closeFiles() {
  scalars_.close();
  vectors_.close();
}

void Simulation::schedule(SimTime time, Module& target, std::unique_ptr<Message> message) {
  if (time < now_) throw Error("Cannot schedule message to the past: t=" + time.toText() + "s");
  calendar_.put(time, target, std::move(message));
}

std::string Simulation::place() const {
  return context_ ? " -- in module " + context_->describe() + ',' + moment().substr(3) : moment();
}

std::string Simulation::moment() const {
  switch (phase_) {
    case Phase::kNone: return {};
    case Phase::kSetup: return " -- during network setup";
    case Phase::kInitialization: return " -- during network initialization";
    case Phase::kFinalization: return " -- during network finalization";
    case Phase::kRunning: break;
  }
  return " -- at t=" + now_.toText() + formatted("s, event #%llu", static_cast<unsigned long long>(eventNumber_));
}

Simulation::Context::Context(Simulation& simulation, const Module& module)
    : simulation_(simulation), previous_(simulation.context_), exceptions_(std::uncaught_exceptions()) {
  simulation.context_ = &module;
}

Simulation::Context::~Context() {
  if (std::uncaught_exceptions() == exceptions_) simulation_.context_ = previous_;
}

}  // namespace queueing
