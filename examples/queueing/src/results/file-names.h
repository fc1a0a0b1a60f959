#pragma once

#include <string>

namespace queueing {

/** Makes an iteration value fit for a file name, reversibly: blank becomes `_`, what shells and systems dislike `#` and
 * its hex code. */
std::string fileNameEncoded(const std::string& value);

}  // namespace queueing
