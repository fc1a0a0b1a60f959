#include "cmdenv/queries.h"

#include "config/options.h"
#include "config/run-filter.h"
#include "kernel/error.h"

namespace queueing {

namespace {

void listConfigurations(const Configuration& configuration, const Console& console) {
  for (const std::string& name : configuration.names()) {
    console.print("Config " + name + ": " + std::to_string(configuration.scenario(name).runCount()) + '\n');
  }
}

void printOption(const Configuration& configuration, const Arguments& arguments, const Console& console) {
  const Scenario scenario = configuration.scenario(arguments.configuration);
  const std::vector<std::size_t> runs = filterRuns(scenario, arguments.runFilter);
  if (runs.empty()) throw Error("Run filter does not match any runs");
  if (runs.size() > 1) throw Error(formatted("Run filter matches more than one run (%zu)", runs.size()));
  const Option* option = findOption(arguments.printedOption);
  if (!option || option->isPerObject) throw Error("No such configuration option: " + arguments.printedOption);
  console.print(configuration.run(arguments.configuration, scenario, runs.front()).text(arguments.printedOption) +
                '\n');
}

std::string runLine(const Scenario& scenario, std::size_t run) {
  return "Run " + std::to_string(run) + ": " + scenario.describeWithRepetition(run) + '\n';
}

/** Runs with their entries, all of them or only those that depend on the run; blank lines between. */
void printDetails(const Configuration& configuration, const std::string& name, const std::vector<std::size_t>& runs,
                  bool onlyVariable, const Console& console) {
  const Scenario scenario = configuration.scenario(name);
  for (const std::size_t run : runs) {
    std::string text = (run == runs.front() ? "" : "\n") + runLine(scenario, run);
    const RunConfiguration effective = configuration.run(name, scenario, run);
    for (const RunConfiguration::Entry& entry : effective.entries()) {
      if (entry.hasVariables || !onlyVariable) text += '\t' + entry.key + " = " + entry.value + '\n';
    }
    console.print(text);
  }
}

void printRunNumbers(const std::vector<std::size_t>& runs, const Console& console) {
  std::string line = console.isVerbose() ? "Run numbers:" : "";
  for (const std::size_t run : runs) line += ' ' + std::to_string(run);
  console.print(line + '\n');
}

void printRuns(const Scenario& scenario, const std::vector<std::size_t>& runs, const Console& console) {
  for (const std::size_t run : runs) console.print(runLine(scenario, run));
}

void answerAboutRuns(const Configuration& configuration, const Arguments& arguments, const Console& console) {
  const std::string& name = arguments.configuration;
  const std::string& query = arguments.query;
  const Scenario scenario = configuration.scenario(name);
  const std::vector<std::size_t> runs = filterRuns(scenario, arguments.runFilter);
  console.chat("Config: " + name + "\nNumber of runs: " + std::to_string(runs.size()) + '\n');
  if (query == "numruns") {
    if (!console.isVerbose()) console.print(std::to_string(runs.size()) + '\n');
    return;
  }
  console.chat("\n");
  if (query == "runnumbers") return printRunNumbers(runs, console);
  if (query == "runs") return printRuns(scenario, runs, console);
  if (query == "rundetails" || query == "runconfig")
    return printDetails(configuration, name, runs, query == "rundetails", console);
  if (query == "sectioninheritance") {
    for (const std::string& section : configuration.inheritance(name)) console.print(section + '\n');
    return;
  }
  throw Error("Unrecognized query -q " + query +
              ": use runs, runnumbers, numruns, rundetails, runconfig or sectioninheritance");
}

}  // namespace

bool isQuery(const Arguments& arguments) {
  return arguments.listsConfigurations || !arguments.query.empty() || !arguments.printedOption.empty();
}

void answerQuery(const Configuration& configuration, const Arguments& arguments, const Console& console) {
  if (arguments.listsConfigurations) return listConfigurations(configuration, console);
  if (!arguments.printedOption.empty()) return printOption(configuration, arguments, console);
  answerAboutRuns(configuration, arguments, console);
}

}  // namespace queueing
