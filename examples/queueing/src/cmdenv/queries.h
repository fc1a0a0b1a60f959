#pragma once

#include "cmdenv/arguments.h"
#include "cmdenv/console.h"
#include "config/configuration.h"

namespace queueing {

/** True when the command line asks about configurations rather than for runs to be executed. */
bool isQuery(const Arguments& arguments);

/** Prints the answer. Throws Error. */
void answerQuery(const Configuration& configuration, const Arguments& arguments, const Console& console);

}  // namespace queueing
