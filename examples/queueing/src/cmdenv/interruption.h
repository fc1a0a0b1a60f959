#pragma once

namespace queueing {

/** From now on SIGINT and SIGTERM only leave a note, so that a run can end between two events. */
void watchForInterruption();
bool isInterrupted();

}  // namespace queueing
