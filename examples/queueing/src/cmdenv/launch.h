#pragma once

namespace queueing {

/** The whole program; returns its exit code. */
int launch(int argumentCount, char** arguments);

}  // namespace queueing
