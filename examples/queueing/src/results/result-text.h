#pragma once

#include <map>
#include <string>

namespace queueing {

/** Attributes of a run, scalar, statistic or vector, in the order in which files list them. */
using Attributes = std::map<std::string, std::string>;

/** A token of a result file: in quotes, with escapes, when it is empty or has blanks, quotes or control characters. */
std::string resultToken(const std::string& text);
/** A number with `precision` significant digits, whole numbers without exponent where they fit. */
std::string resultNumber(double number, int precision);
/** Writes what resultNumber() says to `out`, which must have room for 40 characters; returns the end. */
char* writeResultNumber(char* out, double number, int precision);
/** One `attr` line each. */
std::string attributeLines(const Attributes& attributes);

}  // namespace queueing
