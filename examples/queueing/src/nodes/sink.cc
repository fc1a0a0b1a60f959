#include "nodes/sink.h"

namespace queueing {

void Sink::configure() {
  mostJobs_ = integer("maxJobs", -1);
  lifeTime_ = &declare(StatisticDeclaration{
      "lifeTime", "life time of jobs", "s", "none", {"count", "mean", "max", "histogram", "vector"}});
  totalQueueingTime_ = &declare(StatisticDeclaration{
      "totalQueueingTime", "time spent waiting, all queues", "s", "none", {"mean", "max", "vector"}});
  totalServiceTime_ = &declare(
      StatisticDeclaration{"totalServiceTime", "time spent in service, all queues", "s", "none", {"mean", "max"}});
  queuesVisited_ = &declare(StatisticDeclaration{"queuesVisited", "queues visited", "", "none", {"mean", "max"}});
}

void Sink::handle(std::unique_ptr<Message> message) {
  const auto job = toJob(std::move(message));
  observe(*lifeTime_, (now() - job->history.created).seconds());
  observe(*totalQueueingTime_, job->history.queueing.seconds());
  observe(*totalServiceTime_, job->history.service.seconds());
  observe(*queuesVisited_, job->history.queuesVisited);
  if (++jobs_ == mostJobs_) endSimulation();
}

}  // namespace queueing
