#include "nodes/delay.h"

namespace queueing {

void Delay::configure() {
  delay_ = &randomTime("delay", "1s");
  population_ =
      &declare(StatisticDeclaration{"population", "jobs inside", "", "sample-hold", {"timeavg", "max", "vector"}});
}

void Delay::initialize() { observe(*population_, 0); }

void Delay::handle(std::unique_ptr<Message> message) {
  const bool isDone = isOwn(*message);
  inside_ += isDone ? -1 : 1;
  observe(*population_, inside_);
  if (isDone) {
    send(toJob(std::move(message)));
  } else {
    scheduleAfter(draw(*delay_), std::move(message));
  }
}

}  // namespace queueing
