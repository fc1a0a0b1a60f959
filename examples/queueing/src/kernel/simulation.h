#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "config/run-configuration.h"
#include "kernel/calendar.h"
#include "kernel/fingerprint.h"
#include "kernel/module.h"
#include "kernel/random.h"
#include "results/scalar-file.h"
#include "results/vector-file.h"

namespace queueing {

/** One run: its network, calendar, random numbers and result files. */
class Simulation {
 public:
  explicit Simulation(const RunConfiguration& configuration);
  ~Simulation();

  /** The phases of a run, to be called in this order; each may throw Error. */
  void setUp(const std::string& network);
  void initialize();
  /** One event. Throws EndOfRun at a normal end. */
  void step();
  void finish();
  /** Completes the result files; also after a failure, when what was recorded so far is kept. */
  void closeFiles();

  /** What happens next, for those who want to see every event; undefined (a null pointer) at the end. */
  const Module* nextModule() const { return calendar_.nextTarget(); }
  /** ` -- in module (…) … (id=3), at t=12.5s, event #678`, as far as there is something to say. */
  std::string place() const;
  /** The same for what did not happen in a module. */
  std::string moment() const;

  SimTime now() const { return now_; }
  std::uint64_t eventNumber() const { return eventNumber_; }
  std::size_t scheduledCount() const { return calendar_.size(); }
  std::optional<SimTime> timeLimit() const { return timeLimit_; }
  const std::optional<Fingerprint>& fingerprint() const { return fingerprint_; }

  // For modules.
  const RunConfiguration& configuration() const { return configuration_; }
  Random& random() { return random_; }
  MessageCounts& messages() { return messages_; }
  const MessageCounts& messages() const { return messages_; }
  ScalarFile& scalars() { return scalars_; }
  VectorFile& vectors() { return vectors_; }
  SimTime warmupEnd() const { return warmupEnd_; }
  int nextModuleId() { return ++lastModuleId_; }
  void schedule(SimTime time, Module& target, std::unique_ptr<Message> message);

  /**
   * Says for its lifetime in which module things happen. After an exception it leaves that as it was, so that
   * the error message can say where.
   */
  class Context {
   public:
    Context(Simulation& simulation, const Module& module);
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context();

   private:
    Simulation& simulation_;
    const Module* previous_;
    int exceptions_;
  };

 private:
  enum class Phase { kNone, kSetup, kInitialization, kRunning, kFinalization };
  void handle(Event event);

  const RunConfiguration& configuration_;
  // Before everything that holds messages, which count themselves out when they go.
  MessageCounts messages_;
  Random random_;
  std::optional<SimTime> timeLimit_;
  SimTime warmupEnd_;
  std::optional<Fingerprint> fingerprint_;
  ScalarFile scalars_;
  VectorFile vectors_;
  Calendar calendar_;
  SimTime now_;
  std::uint64_t eventNumber_ = 0;
  int lastModuleId_ = 0;
  Phase phase_ = Phase::kNone;
  const Module* context_ = nullptr;
  std::unique_ptr<Module> network_;
};

}  // namespace queueing
