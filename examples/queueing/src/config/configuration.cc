#include "config/configuration.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "config/options.h"
#include "config/section-chain.h"
#include "config/text.h"
#include "kernel/error.h"

namespace queueing {

namespace {

constexpr const char* kCommandLine = "<commandline>";

void validate(const IniSection& section) {
  for (const IniEntry& entry : section.entries) {
    const Option* option = findOption(entry.key);
    if (isPatternKey(entry.key)) continue;
    if (option && !option->isPerObject) continue;
    throw Error(entry.location == kCommandLine
                    ? "Unknown command-line configuration option --" + entry.key
                    : "Unknown configuration option: " + entry.key + " -- at " + entry.location);
  }
}

/** Calls `visit(iteration, name)` for each `${…}` of the entries in order; unnamed iterations are named by their
 * number. */
template <typename Visit>
void visitIterations(const std::vector<const IniEntry*>& entries, Visit visit) {
  int unnamed = 0;
  for (const IniEntry* entry : entries) {
    withIterations(entry->value, [&](const Iteration& iteration) {
      visit(iteration, iteration.name.empty() ? std::to_string(unnamed++) : iteration.name);
      return std::string();
    });
  }
}

std::vector<Iteration> collectVariables(const std::vector<const IniEntry*>& entries) {
  std::vector<Iteration> variables;
  visitIterations(entries, [&](const Iteration& iteration, const std::string& name) {
    if (iteration.isReference()) return;
    const auto isSame = [&](const Iteration& other) { return other.name == name; };
    if (std::any_of(variables.begin(), variables.end(), isSame)) {
      throw Error("Redefinition of iteration variable ${" + name + "} in the configuration");
    }
    variables.push_back(iteration);
    variables.back().name = name;
  });
  return variables;
}

std::string firstValue(const std::vector<const IniEntry*>& entries, const std::string& option) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const IniEntry* entry) { return entry->key == option; });
  return found == entries.end() ? std::string() : (*found)->value;
}

int repeatCount(const std::string& text) {
  if (text.empty()) return 1;
  char* end = nullptr;
  const long count = std::strtol(text.c_str(), &end, 10);
  if (*end != '\0' || count < 1 || count > 10'000'000) throw Error("Invalid value for repeat: '" + text + "'");
  return static_cast<int>(count);
}

std::string now(const char* format) {
  const std::time_t seconds = std::time(nullptr);
  std::tm local{};
  localtime_r(&seconds, &local);
  char text[64];
  return std::string(text, std::strftime(text, sizeof text, format, &local));
}

/** Everything `${…}` can name that does not come from another option. */
RunConfiguration::Variables runVariables(const std::string& name, const Scenario& scenario, std::size_t number) {
  RunConfiguration::Variables variables = scenario.values(number);
  variables["configname"] = name;
  variables["runnumber"] = std::to_string(number);
  variables["iterationvars"] = scenario.describe(number);
  variables["iterationvarsd"] = scenario.describe(number, "", "/");
  variables["iterationvarsf"] = scenario.describeForFile(number);
  variables["processid"] = std::to_string(getpid());
  variables["datetime"] = now("%Y%m%d-%H:%M:%S");
  variables["datetimef"] = now("%Y%m%d-%H%M%S");
  variables["runid"] = name + '-' + variables["runnumber"] + '-' + variables["datetime"] + '-' + variables["processid"];
  return variables;
}

}  // namespace

Configuration::Configuration(IniFile file, std::string mainFile, std::vector<IniEntry> commandLine)
    : file_(std::move(file)), mainFile_(std::move(mainFile)), commandLine_{"", kCommandLine, std::move(commandLine)} {
  validate(commandLine_);
  for (const IniSection& section : file_.sections()) validate(section);
}

std::vector<std::string> Configuration::names() const {
  std::vector<std::string> names;
  if (!file_.find("General")) names.emplace_back("General");
  for (const IniSection& section : file_.sections()) names.push_back(section.name);
  return names;
}

std::vector<std::string> Configuration::inheritance(const std::string& name) const {
  std::vector<std::string> names;
  for (const IniSection* section : sectionChain(file_, name)) {
    names.push_back(section->name == "General" ? section->name : "Config " + section->name);
  }
  return names;
}

std::vector<const IniEntry*> Configuration::entries(const std::string& name) const {
  std::vector<const IniEntry*> entries;
  for (const IniEntry& entry : commandLine_.entries) entries.push_back(&entry);
  for (const IniSection* section : sectionChain(file_, name)) {
    for (const IniEntry& entry : section->entries) {
      const bool isInherited =
          section->name == name || (entry.key != "abstract" && entry.key != "extends" && entry.key != "description");
      if (isInherited) entries.push_back(&entry);
    }
  }
  return entries;
}

Scenario Configuration::scenario(const std::string& name) const {
  const std::vector<const IniEntry*> all = entries(name);
  ScenarioSettings settings;
  settings.variables = collectVariables(all);
  settings.repeat = repeatCount(firstValue(all, "repeat"));
  settings.constraint = unquoted(firstValue(all, "constraint"));
  settings.nestingOrder = split(unquoted(firstValue(all, "iteration-nesting-order")), ',');
  return Scenario(settings);
}

std::string Configuration::plainOption(const std::string& name, const std::string& option) const {
  const std::string value = unquoted(firstValue(entries(name), option));
  return value.empty() ? std::string(findOption(option)->fallback) : value;
}

RunConfiguration Configuration::run(const std::string& name, const Scenario& scenario, std::size_t number) const {
  const std::vector<const IniEntry*> all = entries(name);
  RunConfiguration::Variables variables = runVariables(name, scenario, number);
  variables["inifile"] = mainFile_;
  const auto define = [&](const char* variable, const char* option) {
    variables[variable] = withVariables(plainOption(name, option), variables);
  };
  define("resultdir", "result-dir");
  define("network", "network");
  define("seedset", "seed-set");
  define("experiment", "experiment-label");
  define("measurement", "measurement-label");
  define("replication", "replication-label");
  std::vector<RunConfiguration::Entry> filled;
  int unnamed = 0;
  for (const IniEntry* entry : all) {
    std::string value = withIterations(entry->value, [&](const Iteration& iteration) {
      const std::string variable = iteration.name.empty() ? std::to_string(unnamed++) : iteration.name;
      const auto found = variables.find(variable);
      if (found == variables.end()) throw Error("No such variable: ${" + variable + "} -- at " + entry->location);
      return found->second;
    });
    filled.push_back(
        {entry->key, std::move(value), entry->location, entry->value.find("${") != std::string::npos, {}, {}});
  }
  RunConfiguration::Variables iterationValues = scenario.values(number);
  iterationValues.erase("repetition");
  return RunConfiguration(std::move(filled), std::move(variables), std::move(iterationValues));
}

}  // namespace queueing
