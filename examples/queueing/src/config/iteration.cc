#include "config/iteration.h"

#include <cctype>
#include <cmath>
#include <cstdlib>

#include "config/text.h"
#include "kernel/error.h"

namespace queueing {

namespace {

constexpr auto kNowhere = std::string_view::npos;
constexpr double kMostValues = 1e6;

double number(std::string_view text, std::string_view range) {
  const std::string copy(trimmed(text));
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || *end != '\0' || !std::isfinite(value)) {
    throw Error("Syntax error in iteration range '" + std::string(range) + "': '" + copy + "' is not a number");
  }
  return value;
}

/** Where ` step ` begins in `1..10 step 2`; npos when there is none. */
std::size_t findStep(std::string_view text) {
  for (std::size_t at = text.find("step"); at != kNowhere; at = text.find("step", at + 1)) {
    if (at > 0 && std::isspace(static_cast<unsigned char>(text[at - 1]))) return at;
  }
  return kNowhere;
}

void expandRange(std::string_view range, std::size_t dots, std::vector<std::string>& values) {
  const std::size_t step = findStep(range);
  const double low = number(range.substr(0, dots), range);
  const double high = number(range.substr(dots + 2, step == kNowhere ? kNowhere : step - dots - 2), range);
  const double stride = step == kNowhere ? 1 : number(range.substr(step + 4), range);
  // A hair more than the quotient, so that 0..1 step 0.1 includes its end.
  const double count = std::floor((high - low) / stride + 1e-9);
  if (stride == 0 || !(count < kMostValues)) throw Error("Iteration range '" + std::string(range) + "' has no end");
  for (int i = 0; i <= count; ++i) values.push_back(formatted("%.10g", low + i * stride));
}

}  // namespace

Iteration parseIteration(std::string_view inside) {
  Iteration iteration;
  std::string_view rest = trimmed(inside);
  const std::size_t equals = findOutside(rest, "=");
  if (equals != kNowhere && isIdentifier(trimmed(rest.substr(0, equals)))) {
    iteration.name = trimmed(rest.substr(0, equals));
    rest = trimmed(rest.substr(equals + 1));
    if (rest.empty()) throw Error("Iteration variable ${" + iteration.name + "} has no values");
  } else if (isIdentifier(rest)) {
    iteration.name = rest;
    return iteration;
  }
  const std::size_t exclamation = findOutside(rest, "!");
  if (exclamation != kNowhere && isIdentifier(trimmed(rest.substr(exclamation + 1)))) {
    iteration.parallelTo = trimmed(rest.substr(exclamation + 1));
    rest = trimmed(rest.substr(0, exclamation));
  }
  iteration.list = rest;
  if (iteration.list.empty()) throw Error("Empty iteration ${}");
  return iteration;
}

std::vector<std::string> expandList(std::string_view list) {
  std::vector<std::string> values;
  for (const std::string& item : split(list, ',')) {
    const std::size_t dots = findOutside(item, "..");
    if (dots == kNowhere) {
      values.push_back(item);
    } else {
      expandRange(item, dots, values);
    }
  }
  return values;
}

std::string withIterations(std::string_view value, const std::function<std::string(const Iteration&)>& replace) {
  std::string result;
  for (;;) {
    const std::size_t start = value.find("${");
    result += value.substr(0, start);
    if (start == kNowhere) return result;
    const std::size_t end = findClosingBrace(value, start + 1);
    if (end == kNowhere) throw Error("Missing '}' in '" + std::string(value) + "'");
    result += replace(parseIteration(value.substr(start + 2, end - start - 2)));
    value.remove_prefix(end + 1);
  }
}

}  // namespace queueing
