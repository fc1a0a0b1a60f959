#include "config/scenario.h"

#include <algorithm>
#include <cctype>

#include "config/text.h"
#include "expressions/expression.h"
#include "kernel/error.h"
#include "results/file-names.h"

namespace queueing {

namespace {

constexpr const char* kRepetition = "repetition";
/** More runs than this are a slip in the ini file, not a study. */
constexpr std::size_t kMostRuns = 10'000'000;

/** The nesting order with everything it does not mention put where `...` is, or before the repetition at the end. */
std::vector<std::string> completeOrder(const ScenarioSettings& settings) {
  std::vector<std::string> all;
  for (const Iteration& variable : settings.variables) {
    if (variable.parallelTo.empty()) all.push_back(variable.name);
  }
  const auto contains = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  for (const std::string& name : settings.nestingOrder) {
    if (name != "..." && name != kRepetition && !contains(all, name)) {
      throw Error("Unknown iteration variable '" + name + "' in iteration-nesting-order");
    }
  }
  std::vector<std::string> rest;
  for (const std::string& name : all) {
    if (!contains(settings.nestingOrder, name)) rest.push_back(name);
  }
  if (!contains(settings.nestingOrder, kRepetition)) rest.emplace_back(kRepetition);
  std::vector<std::string> order = settings.nestingOrder;
  const auto dots = std::find(order.begin(), order.end(), "...");
  const auto place = dots == order.end() ? order.end() : order.erase(dots);
  order.insert(place, rest.begin(), rest.end());
  return order;
}

}  // namespace

Scenario::Scenario(const ScenarioSettings& settings) {
  addLoops(settings);
  addParallels(settings);
  orderVariables();
  enumerate(settings.constraint);
}

void Scenario::addLoops(const ScenarioSettings& settings) {
  for (const std::string& name : completeOrder(settings)) {
    std::vector<std::string> values;
    if (name == kRepetition) {
      for (int repetition = 0; repetition < settings.repeat; ++repetition) values.push_back(std::to_string(repetition));
    } else {
      const auto found = std::find_if(settings.variables.begin(), settings.variables.end(),
                                      [&](const Iteration& variable) { return variable.name == name; });
      values = expandList(found->list);
    }
    loops_.push_back({name, values.size()});
    variables_.push_back({name, std::move(values), loops_.size() - 1});
  }
}

void Scenario::addParallels(const ScenarioSettings& settings) {
  for (const Iteration& parallel : settings.variables) {
    if (parallel.parallelTo.empty()) continue;
    const auto leader =
        std::find_if(loops_.begin(), loops_.end(), [&](const Loop& l) { return l.name == parallel.parallelTo; });
    if (leader == loops_.end())
      throw Error("Unknown variable '" + parallel.parallelTo + "' in parallel iteration ${" + parallel.name + "}");
    std::vector<std::string> values = expandList(parallel.list);
    if (values.size() < leader->size) {
      throw Error("Parallel iteration ${" + parallel.name + "} has fewer values than ${" + parallel.parallelTo + "}");
    }
    variables_.push_back({parallel.name, std::move(values), static_cast<std::size_t>(leader - loops_.begin())});
  }
}

void Scenario::orderVariables() {
  std::stable_sort(variables_.begin(), variables_.end(),
                   [](const Variable& a, const Variable& b) { return a.loop < b.loop; });
}

void Scenario::enumerate(const std::string& constraint) {
  std::size_t total = 1;
  for (const Loop& loop : loops_) {
    total *= loop.size;
    if (total > kMostRuns) throw Error("The configuration has too many runs");
  }
  for (std::size_t combination = 0; combination < total; ++combination) {
    combinations_.push_back(combination);
    if (constraint.empty()) continue;
    try {
      if (!Expression(substitute(constraint, combinations_.size() - 1)).evaluate({}).truth()) combinations_.pop_back();
    } catch (const Error& error) {
      throw Error(std::string("Cannot evaluate constraint expression: ") + error.what());
    }
  }
}

const std::string& Scenario::valueOf(const Variable& variable, std::size_t run) const {
  std::size_t rest = combinations_[run];
  for (std::size_t loop = loops_.size() - 1; loop > variable.loop; --loop) rest /= loops_[loop].size;
  return variable.values[rest % loops_[variable.loop].size];
}

const Scenario::Variable* Scenario::find(std::string_view name) const {
  const auto found =
      std::find_if(variables_.begin(), variables_.end(), [&](const Variable& v) { return v.name == name; });
  return found == variables_.end() ? nullptr : &*found;
}

IterationValues Scenario::values(std::size_t run) const {
  IterationValues values;
  for (const Variable& variable : variables_) values[variable.name] = valueOf(variable, run);
  return values;
}

std::string Scenario::describe(std::size_t run, const char* prefix, const char* separator) const {
  std::string text;
  for (const Variable& variable : variables_) {
    if (variable.name == kRepetition) continue;
    text += (text.empty() ? "" : separator) + (prefix + variable.name) + '=' + valueOf(variable, run);
  }
  return text;
}

std::string Scenario::describeForFile(std::size_t run) const {
  std::string text;
  for (const Variable& variable : variables_) {
    if (variable.name == kRepetition) continue;
    const bool isUnnamed = !isIdentifier(variable.name);
    text += (text.empty() ? "" : ",") + (isUnnamed ? "" : variable.name + '=') +
            fileNameEncoded(unquoted(valueOf(variable, run)));
  }
  return text.empty() ? text : text + '-';
}

std::string Scenario::describeWithRepetition(std::size_t run) const {
  std::string text;
  for (const Variable& variable : variables_) {
    text += (text.empty() ? "$" : ", $") + variable.name + '=' + valueOf(variable, run);
  }
  return text;
}

std::string Scenario::substitute(const std::string& text, std::size_t run) const {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$') {
      result += text[at++];
      continue;
    }
    const bool isBraced = at + 1 < text.size() && text[at + 1] == '{';
    std::size_t end = at += isBraced ? 2 : 1;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_')) ++end;
    const std::string_view name = std::string_view(text).substr(at, end - at);
    const Variable* variable = find(name);
    if (!variable) throw Error("Unknown variable $" + std::string(name));
    result += valueOf(*variable, run);
    at = end + (isBraced && end < text.size() && text[end] == '}' ? 1 : 0);
  }
  return result;
}

}  // namespace queueing
