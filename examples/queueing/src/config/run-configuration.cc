#include "config/run-configuration.h"

#include <cmath>

#include "config/iteration.h"
#include "config/options.h"
#include "config/text.h"
#include "expressions/expression.h"
#include "kernel/error.h"

namespace queueing {

namespace {

Value evaluatedOption(const std::string& option, const std::string& text) {
  try {
    return Expression(text).evaluate({});
  } catch (const Error& error) {
    throw Error("Cannot read configuration option '" + option + "': " + error.what());
  }
}

}  // namespace

std::string withVariables(std::string_view text, const RunConfiguration::Variables& variables) {
  return withIterations(text, [&](const Iteration& iteration) {
    const auto found = variables.find(iteration.name);
    if (found == variables.end()) throw Error("No such variable: ${" + iteration.name + "}");
    return found->second;
  });
}

RunConfiguration::RunConfiguration(std::vector<Entry> entries, Variables variables, Variables iterationValues)
    : entries_(std::move(entries)), variables_(std::move(variables)), iterationValues_(std::move(iterationValues)) {
  for (Entry& entry : entries_) {
    if (!isPatternKey(entry.key)) continue;
    const std::size_t dot = entry.key.rfind('.');
    entry.owner.emplace(std::string_view(entry.key).substr(0, dot));
    entry.property = entry.key.substr(dot + 1);
  }
}

std::string RunConfiguration::substituted(std::string_view text) const { return withVariables(text, variables_); }

const RunConfiguration::Entry* RunConfiguration::find(const std::string& option) const {
  for (const Entry& entry : entries_) {
    if (!entry.owner && entry.key == option) return &entry;
  }
  return nullptr;
}

std::string RunConfiguration::text(const std::string& option) const {
  if (const Entry* entry = find(option)) return unquoted(entry->value);
  const Option* known = findOption(option);
  return known ? substituted(known->fallback) : std::string();
}

bool RunConfiguration::flag(const std::string& option) const { return evaluatedOption(option, text(option)).truth(); }

int RunConfiguration::integer(const std::string& option) const {
  const double number = evaluatedOption(option, text(option)).number();
  if (number != std::floor(number) || std::abs(number) > 2e9) {
    throw Error("Cannot read configuration option '" + option + "': " + text(option) + " is not a whole number");
  }
  return static_cast<int>(number);
}

std::optional<double> RunConfiguration::seconds(const std::string& option) const {
  const std::string value = text(option);
  if (value.empty()) return std::nullopt;
  const Value evaluated = evaluatedOption(option, value);
  const Quantity quantity = evaluated.quantity();
  // A bare 0 needs no unit; a bare number is taken as seconds, as it always was.
  return quantity.unit ? convert(quantity.number, quantity.unit, findUnit("s")) : quantity.number;
}

const RunConfiguration::Entry* RunConfiguration::findFor(const std::string& owner, const std::string& property) const {
  for (const Entry& entry : entries_) {
    if (!entry.owner) continue;
    const bool isNamed = entry.property == property;
    if ((isNamed && entry.owner->matches(owner)) ||
        (!isNamed && entry.property.find_first_of("*?{[") != std::string::npos &&
         Pattern(entry.key).matches(owner + '.' + property))) {
      return &entry;
    }
  }
  return nullptr;
}

const RunConfiguration::Entry* RunConfiguration::parameter(const std::string& module, const std::string& name) const {
  return findFor(module, name);
}

bool RunConfiguration::objectFlag(const std::string& object, const std::string& option) const {
  const Entry* entry = findFor(object, option);
  return evaluatedOption(option, entry ? entry->value : std::string(findOption(option)->fallback)).truth();
}

}  // namespace queueing
