#include "results/result-text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "kernel/error.h"

namespace queueing {

namespace {

bool needsQuotes(const std::string& text) {
  if (text.empty()) return true;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\\' || c == 0x7f) return true;
  }
  return false;
}

std::string escaped(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  const auto code = static_cast<unsigned char>(c);
  return code < ' ' || code == 0x7f ? formatted("\\x%02X", code) : std::string(1, c);
}

}  // namespace

std::string resultToken(const std::string& text) {
  if (!needsQuotes(text)) return text;
  std::string result = "\"";
  for (const char c : text) result += escaped(c);
  return result + '"';
}

char* writeResultNumber(char* out, double number, int precision) {
  // Most values are small whole numbers, for which the general routine is several times slower.
  if (std::abs(number) < 1e6 && number == std::floor(number) && !(number == 0 && std::signbit(number))) {
    return std::to_chars(out, out + 16, static_cast<std::int64_t>(number)).ptr;
  }
  return out + std::snprintf(out, 40, "%.*g", precision, number);
}

std::string resultNumber(double number, int precision) {
  char buffer[40];
  return std::string(buffer, writeResultNumber(buffer, number, precision));
}

std::string attributeLines(const Attributes& attributes) {
  std::string lines;
  for (const auto& [name, value] : attributes) lines += "attr " + resultToken(name) + ' ' + resultToken(value) + '\n';
  return lines;
}

}  // namespace queueing
