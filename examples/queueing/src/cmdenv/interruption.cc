#include "cmdenv/interruption.h"

#include <csignal>

namespace queueing {

namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void noteInterruption(int) { interrupted = 1; }

}  // namespace

void watchForInterruption() {
  struct sigaction action{};
  action.sa_handler = noteInterruption;
  action.sa_flags = SA_RESTART;  // writing results must not fail because of it
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool isInterrupted() { return interrupted != 0; }

}  // namespace queueing
