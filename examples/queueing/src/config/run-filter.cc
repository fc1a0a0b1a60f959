#include "config/run-filter.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "config/text.h"
#include "expressions/expression.h"
#include "kernel/error.h"

namespace queueing {

namespace {

std::size_t runNumber(std::string_view text, const std::string& filter) {
  text = trimmed(text);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw Error("Syntax error in run list '" + filter + "'");
  return number;
}

std::vector<std::size_t> listedRuns(const Scenario& scenario, const std::string& filter) {
  std::vector<bool> isWanted(scenario.runCount());
  const auto check = [&](std::size_t number) {
    if (number < isWanted.size()) return number;
    throw Error(formatted("Run number %zu in run list '%s' is out of range 0..%zd", number, filter.c_str(),
                          static_cast<std::ptrdiff_t>(isWanted.size()) - 1));
  };
  for (const std::string& item : split(filter, ',')) {
    const std::size_t dots = item.find("..");
    const std::size_t dash = dots == std::string::npos ? item.find('-') : dots;
    const std::size_t width = dots == std::string::npos ? 1 : 2;
    const std::size_t first = check(runNumber(item.substr(0, dash), filter));
    const std::size_t last = dash == std::string::npos ? first : check(runNumber(item.substr(dash + width), filter));
    for (std::size_t number = first; number <= last; ++number) isWanted[number] = true;
  }
  std::vector<std::size_t> runs;
  for (std::size_t number = 0; number < isWanted.size(); ++number) {
    if (isWanted[number]) runs.push_back(number);
  }
  return runs;
}

std::vector<std::size_t> matchingRuns(const Scenario& scenario, const std::string& filter) {
  std::vector<std::size_t> runs;
  try {
    for (std::size_t number = 0; number < scenario.runCount(); ++number) {
      if (Expression(scenario.substitute(filter, number)).evaluate({}).truth()) runs.push_back(number);
    }
  } catch (const Error& error) {
    throw Error(std::string("Cannot evaluate run filter: ") + error.what());
  }
  return runs;
}

}  // namespace

std::vector<std::size_t> filterRuns(const Scenario& scenario, const std::string& filter) {
  if (trimmed(filter).empty()) {
    std::vector<std::size_t> all(scenario.runCount());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  const bool isList = filter.find_first_not_of("0123456789,.- ") == std::string::npos;
  return isList ? listedRuns(scenario, filter) : matchingRuns(scenario, filter);
}

}  // namespace queueing
