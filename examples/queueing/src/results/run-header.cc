#include "results/run-header.h"

#include "config/options.h"
#include "config/text.h"
#include "results/result-text.h"

namespace queueing {

namespace {

constexpr const char* kRunAttributes[] = {
    "configname",     "datetime",       "datetimef",   "experiment", "inifile",   "iterationvars",
    "iterationvarsd", "iterationvarsf", "measurement", "network",    "processid", "repetition",
    "replication",    "resultdir",      "runnumber",   "seedset",
};

std::string iterationLines(const RunConfiguration& configuration) {
  std::string lines;
  for (const auto& [name, value] : configuration.iterationValues()) {
    lines += "itervar " + resultToken(name) + ' ' + resultToken(value) + '\n';
  }
  return lines;
}

std::string configLine(const RunConfiguration::Entry& entry) {
  // Options are recorded as the text they mean, parameters as the expression that was assigned.
  const std::string value = isPatternKey(entry.key) ? entry.value : unquoted(entry.value);
  return "config " + resultToken(entry.key) + ' ' + resultToken(value) + '\n';
}

}  // namespace

std::string runHeader(const RunConfiguration& configuration) {
  std::string header = "version 3\nrun " + resultToken(configuration.variable("runid")) + '\n';
  Attributes attributes;
  for (const char* name : kRunAttributes) attributes[name] = configuration.variable(name);
  header += attributeLines(attributes) + iterationLines(configuration);
  for (const RunConfiguration::Entry& entry : configuration.entries()) header += configLine(entry);
  return header + '\n';
}

}  // namespace queueing
