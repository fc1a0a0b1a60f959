#include "results/file-names.h"

#include <string_view>

#include "kernel/error.h"

namespace queueing {

namespace {

constexpr std::string_view kUnwelcome = "/\\:?*<>|'`\"$%{}^&";

std::string encoded(unsigned char c) {
  if (c == ' ') return "_";
  if (c == '_') return "#_";
  if (c == '#') return "##";
  if (c < 0x20 || c >= 0x7f || kUnwelcome.find(static_cast<char>(c)) != std::string_view::npos)
    return formatted("#%02x", c);
  return std::string(1, static_cast<char>(c));
}

}  // namespace

std::string fileNameEncoded(const std::string& value) {
  std::string result;
  for (const char c : value) result += encoded(static_cast<unsigned char>(c));
  return result;
}

}  // namespace queueing
