#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "kernel/message.h"
#include "kernel/parameter.h"
#include "results/statistic.h"

namespace queueing {

class Simulation;

/** Where a module stands; only add() and the simulation make one. */
struct Placement {
  Simulation& simulation;
  Module* parent;
  std::string name;
};

/** A part of the model: a node that handles jobs, or a network made of nodes. */
class Module {
 public:
  Module(const Placement& placement, std::string className);
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  virtual ~Module() = default;

  /** Reads parameters, declares statistics, makes submodules. Comes before initialize() of anything. */
  virtual void configure() {}
  /** Puts the first events on the calendar. */
  virtual void initialize() {}
  /** A job arrived, or a message that this module had scheduled for itself. */
  virtual void handle(std::unique_ptr<Message> message);
  /** The run ended; the last chance to record results. */
  virtual void finish() {}

  /** Jobs sent to the next free output will arrive at `target`. */
  void connectTo(Module& target) { outputs_.push_back(&target); }

  int id() const { return id_; }
  const std::string& path() const { return path_; }
  const std::string& className() const { return className_; }
  /** `(queueing::Queue) MM1.queue (id=3)` */
  std::string describe() const;

  void initializeAll();
  /** Calls finish() and writes parameters, scalars and statistics, submodules first. */
  void finishAll();

 protected:
  template <typename Node>
  Node& add(const std::string& name) {
    auto node = std::make_unique<Node>(Placement{simulation_, this, name});
    Node& added = *node;
    children_.push_back(std::move(node));
    configureChild(added);
    return added;
  }

  const Parameter& declare(ParameterDeclaration declaration);
  /** A parameter that is drawn anew each time, in seconds. */
  const Parameter& randomTime(const std::string& name, const std::string& fallback);
  int integer(const std::string& name, int fallback);
  double time(const std::string& name, const std::string& fallback);
  std::string text(const std::string& name, const std::string& fallback);

  Statistic& declare(StatisticDeclaration declaration);
  void observe(Statistic& statistic, double value);
  void recordScalar(const std::string& name, double value, const std::string& unit = {});

  SimTime now() const;
  Surroundings surroundings() const;
  /** What a volatile parameter is this time; durations must not be negative. */
  SimTime draw(const Parameter& duration) const;
  Simulation& simulation() const { return simulation_; }
  std::unique_ptr<Job> newJob() const;
  std::unique_ptr<Message> newMessage() const;
  const std::vector<Module*>& outputs() const { return outputs_; }

  /** Arrives at the connected module at the current time, as an event of its own. */
  void send(std::unique_ptr<Job> job, std::size_t output = 0);
  /** Comes back to this module's handle() after the delay. */
  void scheduleAfter(SimTime delay, std::unique_ptr<Message> message);
  bool isOwn(const Message& message) const { return message.sender == this; }

  [[noreturn]] void endSimulation() const;

 private:
  void configureChild(Module& child);
  void recordParameters();

  Simulation& simulation_;
  std::string className_;
  std::string path_;
  int id_;
  std::vector<std::unique_ptr<Module>> children_;
  std::vector<Module*> outputs_;
  // Deques, because modules keep references to what they declared.
  std::deque<Parameter> parameters_;
  std::deque<Statistic> statistics_;
};

/** The job in a message; throws Error when it is none. */
std::unique_ptr<Job> toJob(std::unique_ptr<Message> message);

}  // namespace queueing
