#pragma once

#include <string>
#include <vector>

#include "cmdenv/console.h"
#include "config/configuration.h"

namespace queueing {

/** Executes the runs one after the other; returns the exit code: 0 fine, 1 an error, 2 interrupted. */
int executeRuns(const Configuration& configuration, const std::string& name, const std::string& filter,
                const Console& console);

}  // namespace queueing
