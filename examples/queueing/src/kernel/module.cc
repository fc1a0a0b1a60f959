#include "kernel/module.h"

#include "kernel/error.h"
#include "kernel/simulation.h"

namespace queueing {

Module::Module(const Placement& placement, std::string className)
    : simulation_(placement.simulation),
      className_(std::move(className)),
      path_(placement.parent ? placement.parent->path() + '.' + placement.name : placement.name),
      id_(placement.simulation.nextModuleId()) {}

void Module::handle(std::unique_ptr<Message>) { throw Error("This module cannot receive messages"); }

std::string Module::describe() const { return "(queueing::" + className_ + ") " + path_ + formatted(" (id=%d)", id_); }

void Module::configureChild(Module& child) {
  const Simulation::Context context(simulation_, child);
  child.configure();
}

void Module::initializeAll() {
  const Simulation::Context context(simulation_, *this);
  initialize();
  for (const auto& child : children_) child->initializeAll();
}

void Module::finishAll() {
  for (const auto& child : children_) child->finishAll();
  const Simulation::Context context(simulation_, *this);
  recordParameters();
  finish();
  for (Statistic& statistic : statistics_) statistic.record(simulation_.scalars(), now());
}

const Parameter& Module::declare(ParameterDeclaration declaration) {
  const RunConfiguration::Entry* entry = simulation_.configuration().parameter(path_, declaration.name);
  if (entry && entry->value == "default") entry = nullptr;
  const std::string expression = entry ? entry->value : declaration.fallback;
  const std::string name = declaration.name;
  try {
    return parameters_.emplace_back(std::move(declaration), expression, surroundings());
  } catch (const Error& error) {
    const std::string place = entry ? " -- at " + entry->location : "";
    throw Error("Cannot assign '" + expression + "' to parameter '" + path_ + '.' + name + "': " + error.what() +
                place + place);
  }
}

const Parameter& Module::randomTime(const std::string& name, const std::string& fallback) {
  return declare({name, ParameterDeclaration::Type::kNumber, "s", fallback, true});
}

int Module::integer(const std::string& name, int fallback) {
  const Parameter& parameter = declare({name, ParameterDeclaration::Type::kInteger, "", std::to_string(fallback)});
  const double number = parameter.value().quantity().number;
  if (!(number > -2e9 && number < 2e9)) throw Error("Parameter '" + name + "' is out of range: " + parameter.toText());
  return static_cast<int>(number);
}

double Module::time(const std::string& name, const std::string& fallback) {
  return declare({name, ParameterDeclaration::Type::kNumber, "s", fallback}).value().quantity().number;
}

std::string Module::text(const std::string& name, const std::string& fallback) {
  return declare({name, ParameterDeclaration::Type::kText, "", quoted(fallback)}).value().text();
}

Statistic& Module::declare(StatisticDeclaration declaration) {
  return statistics_.emplace_back(std::move(declaration), path_, simulation_.configuration(), simulation_.vectors(),
                                  simulation_.warmupEnd());
}

void Module::observe(Statistic& statistic, double value) {
  statistic.observe(value, simulation_.now(), simulation_.eventNumber());
}

void Module::recordScalar(const std::string& name, double value, const std::string& unit) {
  if (!simulation_.configuration().objectFlag(path_ + '.' + name, "scalar-recording")) return;
  simulation_.scalars().scalar(path_, name, value, unit.empty() ? Attributes() : Attributes{{"unit", unit}});
}

void Module::recordParameters() {
  const auto isRecorded = [&](const std::string& name) {
    return simulation_.configuration().objectFlag(path_ + '.' + name, "param-recording");
  };
  if (isRecorded("typename")) simulation_.scalars().parameter(path_, "typename", quoted(className_), {});
  for (const Parameter& parameter : parameters_) {
    if (!isRecorded(parameter.name())) continue;
    const Attributes attributes = parameter.unit().empty() ? Attributes() : Attributes{{"unit", parameter.unit()}};
    simulation_.scalars().parameter(path_, parameter.name(), parameter.toText(), attributes);
  }
}

SimTime Module::now() const { return simulation_.now(); }

Surroundings Module::surroundings() const { return {&simulation_.random(), simulation_.now()}; }

SimTime Module::draw(const Parameter& duration) const {
  const double seconds = duration.number(surroundings());
  if (!(seconds >= 0)) throw Error(formatted("%s is negative: %gs", duration.name().c_str(), seconds));
  return SimTime::fromSeconds(seconds);
}

std::unique_ptr<Job> Module::newJob() const { return std::make_unique<Job>(simulation_.messages()); }

std::unique_ptr<Message> Module::newMessage() const { return std::make_unique<Message>(simulation_.messages()); }

void Module::send(std::unique_ptr<Job> job, std::size_t output) {
  if (output >= outputs_.size()) throw Error(formatted("There is no output %zu to send to", output));
  job->sender = this;
  simulation_.schedule(now(), *outputs_[output], std::move(job));
}

void Module::scheduleAfter(SimTime delay, std::unique_ptr<Message> message) {
  message->sender = this;
  simulation_.schedule(now() + delay, *this, std::move(message));
}

void Module::endSimulation() const { throw EndOfRun("Simulation stopped with endSimulation()"); }

std::unique_ptr<Job> toJob(std::unique_ptr<Message> message) {
  auto* job = dynamic_cast<Job*>(message.get());
  if (!job) throw Error("A message arrived that is not a job");
  message.release();
  return std::unique_ptr<Job>(job);
}

}  // namespace queueing
