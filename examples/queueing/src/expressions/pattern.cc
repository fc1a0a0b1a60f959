#include "expressions/pattern.h"

#include <cctype>
#include <charconv>
#include <limits>

#include "kernel/error.h"

namespace queueing {

namespace {

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/** An empty end of a range is open. */
bool readEnd(std::string_view text, long open, long& number) {
  number = open;
  if (text.empty()) return true;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

Pattern::Pattern(std::string_view text, Dots dots) : dots_(dots) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '*') {
      const bool isDouble = at + 1 < text.size() && text[at + 1] == '*';
      steps_.push_back({isDouble ? Kind::kAny : Kind::kAnyInSegment, {}});
      at += isDouble ? 2 : 1;
    } else if (c == '?') {
      steps_.push_back({Kind::kAnyCharacter, {}});
      ++at;
    } else if (c == '{') {
      at = addBraces(text, at);
    } else if (c == '[') {
      addLiteral(c);
      ++at;
      // Only a range inside makes brackets special; `host[3]` and `host[*]` are ordinary.
      const std::size_t close = text.find(']', at);
      if (close != std::string_view::npos && addRange(text.substr(at, close - at))) at = close;
    } else {
      addLiteral(c);
      ++at;
    }
  }
}

void Pattern::addLiteral(char c) {
  if (steps_.empty() || steps_.back().kind != Kind::kLiteral) steps_.push_back({Kind::kLiteral, {}});
  steps_.back().text += c;
}

std::size_t Pattern::addBraces(std::string_view text, std::size_t at) {
  const std::size_t close = text.find('}', at);
  if (close == std::string_view::npos) throw Error("Unmatched '{' in pattern '" + std::string(text) + "'");
  std::string_view inside = text.substr(at + 1, close - at - 1);
  if (!addRange(inside)) {
    const bool negated = !inside.empty() && inside[0] == '^';
    if (negated) inside.remove_prefix(1);
    steps_.push_back({Kind::kSet, std::string(inside), negated});
  }
  return close + 1;
}

bool Pattern::addRange(std::string_view inside) {
  const std::size_t dots = inside.find("..");
  if (dots == std::string_view::npos) return false;
  Step step{Kind::kRange, {}};
  if (!readEnd(inside.substr(0, dots), 0, step.low)) return false;
  if (!readEnd(inside.substr(dots + 2), std::numeric_limits<long>::max(), step.high)) return false;
  steps_.push_back(step);
  return true;
}

bool Pattern::isInSet(const std::string& set, char c) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      if (set[i] <= c && c <= set[i + 2]) return true;
      i += 2;
    } else if (set[i] == c) {
      return true;
    }
  }
  return false;
}

bool Pattern::matches(std::string_view name) const { return matchesFrom(0, name); }

bool Pattern::matchesFrom(std::size_t index, std::string_view rest) const {
  if (index == steps_.size()) return rest.empty();
  const Step& step = steps_[index];
  const auto isDot = [this](char c) { return c == '.' && dots_ == Dots::kSeparate; };
  switch (step.kind) {
    case Kind::kLiteral:
      return rest.substr(0, step.text.size()) == step.text && matchesFrom(index + 1, rest.substr(step.text.size()));
    case Kind::kAnyCharacter: return !rest.empty() && !isDot(rest[0]) && matchesFrom(index + 1, rest.substr(1));
    case Kind::kSet:
      return !rest.empty() && isInSet(step.text, rest[0]) != step.negated && matchesFrom(index + 1, rest.substr(1));
    case Kind::kRange: {
      std::size_t length = 0;
      while (length < rest.size() && isDigit(rest[length])) ++length;
      long number = 0;
      if (length == 0 || !readEnd(rest.substr(0, length), 0, number)) return false;
      return step.low <= number && number <= step.high && matchesFrom(index + 1, rest.substr(length));
    }
    case Kind::kAny:
    case Kind::kAnyInSegment:
      if (index + 1 == steps_.size() && step.kind == Kind::kAny) return true;
      for (std::size_t skip = 0;; ++skip) {
        if (matchesFrom(index + 1, rest.substr(skip))) return true;
        if (skip == rest.size() || (step.kind == Kind::kAnyInSegment && isDot(rest[skip]))) return false;
      }
  }
  return false;
}

}  // namespace queueing
