#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace queueing {

std::string_view trimmed(std::string_view text);
/** Splits at `separator`, but not inside quotes, parentheses, brackets or braces; the pieces are trimmed. */
std::vector<std::string> split(std::string_view text, char separator);
/** Where `wanted` first stands outside quotes, parentheses, brackets and braces; npos when nowhere. */
std::size_t findOutside(std::string_view text, std::string_view wanted, std::size_t from = 0);
/** Where the brace opened at `open` is closed again; npos when it is not. */
std::size_t findClosingBrace(std::string_view text, std::size_t open);
/** Without the quotes and escapes, when the text is one quoted string; otherwise as it is. */
std::string unquoted(std::string_view text);
bool isIdentifier(std::string_view text);

}  // namespace queueing
