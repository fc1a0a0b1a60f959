#include "config/text.h"

#include <algorithm>
#include <cctype>

namespace queueing {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

/** Walks over text and knows whether it is inside quotes or brackets. */
class Nesting {
 public:
  void step(char c) {
    if (isEscaped_) {
      isEscaped_ = false;
    } else if (isQuoted_) {
      isEscaped_ = c == '\\';
      isQuoted_ = c != '"';
    } else if (c == '"') {
      isQuoted_ = true;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth_;
    } else if ((c == ')' || c == ']' || c == '}') && depth_ > 0) {
      --depth_;
    }
  }
  bool isOutside() const { return depth_ == 0 && !isQuoted_; }

 private:
  int depth_ = 0;
  bool isQuoted_ = false;
  bool isEscaped_ = false;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::size_t findOutside(std::string_view text, std::string_view wanted, std::size_t from) {
  Nesting nesting;
  for (std::size_t at = from; at < text.size(); ++at) {
    if (nesting.isOutside() && text.substr(at, wanted.size()) == wanted) return at;
    nesting.step(text[at]);
  }
  return std::string_view::npos;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  if (trimmed(text).empty()) return pieces;
  for (;;) {
    const std::size_t end = findOutside(text, std::string_view(&separator, 1));
    pieces.emplace_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::size_t findClosingBrace(std::string_view text, std::size_t open) {
  Nesting nesting;
  for (std::size_t at = open; at < text.size(); ++at) {
    nesting.step(text[at]);
    if (nesting.isOutside()) return at;
  }
  return std::string_view::npos;
}

std::string unquoted(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string result;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (text[at] == '"') return std::string(text);  // several strings, as in "a" + "b"
    if (text[at] == '\\' && at + 2 < text.size()) ++at;
    result += text[at];
  }
  return result;
}

bool isIdentifier(std::string_view text) {
  const auto isPart = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::all_of(text.begin(), text.end(), isPart);
}

}  // namespace queueing
