#include "nodes/fault.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "kernel/error.h"

namespace queueing {

void Fault::configure() {
  misbehaviour_ = findMisbehaviour(text("kind", "none"));
  time_ = time("at", "1s");
  interval_ = time("interval", "0s");
  amount_ = integer("amount", 1000);
  noise_ = &declare(StatisticDeclaration{"noise", "noise", "", "none", {"vector"}});
}

Fault::Misbehaviour Fault::findMisbehaviour(const std::string& kind) {
  constexpr struct {
    const char* kind;
    Misbehaviour misbehaviour;
  } kKinds[] = {
      {"none", nullptr},
      {"error", &Fault::fail},
      {"abort", &Fault::abort},
      {"segfault", &Fault::violateMemory},
      {"hang", &Fault::hang},
      {"pause", &Fault::pause},
      {"flood", &Fault::flood},
      {"invalidText", &Fault::writeInvalidText},
      {"allocate", &Fault::allocate},
      {"vectors", &Fault::recordVector},
  };
  for (const auto& known : kKinds) {
    if (kind == known.kind) return known.misbehaviour;
  }
  throw Error("Unknown kind of fault \"" + kind + "\"");
}

void Fault::initialize() {
  if (misbehaviour_) scheduleAfter(SimTime::fromSeconds(time_), newMessage());
}

void Fault::handle(std::unique_ptr<Message> message) {
  (this->*misbehaviour_)();
  if (interval_ > 0) scheduleAfter(SimTime::fromSeconds(interval_), std::move(message));
}

void Fault::fail() { throw Error("Something went wrong, on purpose"); }

void Fault::abort() { std::abort(); }

void Fault::violateMemory() { std::raise(SIGSEGV); }

// The event never returns: a polite request to stop is noted and never acted upon.
void Fault::hang() {
  for (volatile bool forever = true; forever;) {
  }
}

void Fault::flood() {
  for (int line = 0; line < amount_; ++line)
    std::printf("[INFO]\tflood: line %d of %d at t=%s\n", line, amount_, now().toText().c_str());
}

void Fault::writeInvalidText() {
  // A lone continuation byte, an overlong form, a cut sequence, a surrogate, a NUL, an escape sequence.
  constexpr char kBytes[] = "[INFO]\tinvalid: \x80 \xc0\xaf \xe2\x82 \xed\xa0\x80 \0 \x1b[31mred\n";
  for (int line = 0; line < amount_; ++line) std::fwrite(kBytes, 1, sizeof kBytes - 1, stdout);
}

void Fault::allocate() {
  constexpr std::size_t kMebibyte = 1024 * 1024;
  for (int block = 0; block < amount_; ++block) {
    // Written to, because memory that nobody touched is not taken. Never given back: that is the fault.
    void* memory = std::malloc(kMebibyte);
    if (!memory) throw Error("Out of memory, on purpose");
    std::memset(memory, 1, kMebibyte);
  }
  // At full speed the computer would be out of memory before anybody could step in.
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

void Fault::pause() { std::this_thread::sleep_for(std::chrono::milliseconds(amount_)); }

void Fault::recordVector() {
  for (int value = 0; value < amount_; ++value) observe(*noise_, surroundings().random->unit());
}

}  // namespace queueing
