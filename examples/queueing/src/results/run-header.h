#pragma once

#include <string>

#include "config/run-configuration.h"

namespace queueing {

/** The lines that every result file starts with: format version, run, its attributes, iteration variables and
 * configuration. */
std::string runHeader(const RunConfiguration& configuration);

}  // namespace queueing
