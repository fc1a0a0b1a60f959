#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace queueing {

/**
 * A wildcard pattern over dotted names, as ini keys use them: `?` one character, `*` any characters but a dot,
 * `**` any characters, `{a-z}` and `{^a-z}` one of (not of) a set, `{3..7}` a number in a range, also as `[3..7]`.
 */
class Pattern {
 public:
  enum class Dots { kSeparate, kOrdinary };

  /** With `Dots::kOrdinary`, `*` crosses dots too. Throws Error on an unclosed brace. */
  explicit Pattern(std::string_view text, Dots dots = Dots::kSeparate);
  bool matches(std::string_view name) const;

 private:
  enum class Kind { kLiteral, kAnyCharacter, kAnyInSegment, kAny, kSet, kRange };
  struct Step {
    Kind kind;
    std::string text;
    bool negated = false;
    long low = 0;
    long high = 0;
  };
  void addLiteral(char c);
  std::size_t addBraces(std::string_view text, std::size_t at);
  bool addRange(std::string_view inside);
  bool matchesFrom(std::size_t step, std::string_view rest) const;
  static bool isInSet(const std::string& set, char c);

  std::vector<Step> steps_;
  Dots dots_;
};

}  // namespace queueing
