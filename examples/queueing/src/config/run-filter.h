#pragma once

#include <string>
#include <vector>

#include "config/scenario.h"

namespace queueing {

/**
 * The numbers of the runs that a filter means: `1,2,5..10` by number, anything else an expression over the
 * `$variables` of each run, empty for all runs. Throws Error on a bad filter or a number that does not exist.
 */
std::vector<std::size_t> filterRuns(const Scenario& scenario, const std::string& filter);

}  // namespace queueing
