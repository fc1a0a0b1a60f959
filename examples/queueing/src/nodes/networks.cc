#include "nodes/networks.h"

#include "kernel/error.h"
#include "kernel/simulation.h"
#include "nodes/delay.h"
#include "nodes/fault.h"
#include "nodes/fork-join.h"
#include "nodes/queue.h"
#include "nodes/router.h"
#include "nodes/sink.h"
#include "nodes/source.h"
#include "nodes/terminals.h"

namespace queueing {

namespace {

int atLeastOne(const char* name, int number) {
  if (number >= 1) return number;
  throw Error(formatted("%s is %d, but there must be at least one", name, number));
}

std::string indexed(const char* name, int index) { return formatted("%s[%d]", name, index); }

/** A source, a queue, a sink: with exponential times the one queue whose every figure is known by theory. */
class MM1 : public Module {
 public:
  explicit MM1(const Placement& placement) : Module(placement, "MM1") {}
  void configure() override {
    auto& source = add<Source>("source");
    auto& queue = add<Queue>("queue");
    auto& sink = add<Sink>("sink");
    add<Fault>("fault");
    source.connectTo(queue);
    queue.connectTo(sink);
  }
};

/** Several queues one after the other. */
class Tandem : public Module {
 public:
  explicit Tandem(const Placement& placement) : Module(placement, "Tandem") {}
  void configure() override {
    const int stages = atLeastOne("stages", integer("stages", 3));
    Module* previous = &add<Source>("source");
    for (int stage = 0; stage < stages; ++stage) {
      auto& queue = add<Queue>(indexed("queue", stage));
      previous->connectTo(queue);
      previous = &queue;
    }
    previous->connectTo(add<Sink>("sink"));
  }
};

/** The central server model of a computer: users at terminals, a processor, disks; no job enters or leaves. */
class ClosedNetwork : public Module {
 public:
  explicit ClosedNetwork(const Placement& placement) : Module(placement, "ClosedNetwork") {}
  void configure() override {
    const int disks = atLeastOne("disks", integer("disks", 2));
    auto& terminals = add<Terminals>("terminals");
    auto& processor = add<Queue>("processor");
    auto& router = add<Router>("router");
    terminals.connectTo(processor);
    processor.connectTo(router);
    router.connectTo(terminals);
    for (int index = 0; index < disks; ++index) {
      auto& disk = add<Queue>(indexed("disk", index));
      router.connectTo(disk);
      disk.connectTo(processor);
    }
  }
};

/** Requests of two classes: urgent ones to a server of their own, the others spread over a farm of servers. */
class WebFarm : public Module {
 public:
  explicit WebFarm(const Placement& placement) : Module(placement, "WebFarm") {}
  void configure() override {
    const int servers = atLeastOne("servers", integer("servers", 4));
    auto& source = add<Source>("source");
    auto& classifier = add<Classifier>("classifier");
    auto& dispatcher = add<Router>("dispatcher");
    auto& express = add<Queue>("express");
    auto& line = add<Delay>("line");
    auto& sink = add<Sink>("sink");
    source.connectTo(classifier);
    classifier.connectTo(dispatcher);
    classifier.connectTo(express);
    express.connectTo(line);
    for (int index = 0; index < servers; ++index) {
      auto& server = add<Queue>(indexed("server", index));
      dispatcher.connectTo(server);
      server.connectTo(line);
    }
    line.connectTo(sink);
  }
};

/** Each job is split, its parts are served at the same time, and it goes on when the slowest part is done. */
class ForkJoin : public Module {
 public:
  explicit ForkJoin(const Placement& placement) : Module(placement, "ForkJoin") {}
  void configure() override {
    const int branches = atLeastOne("branches", integer("branches", 3));
    auto& source = add<Source>("source");
    auto& fork = add<Fork>("fork");
    auto& join = add<Join>("join");
    source.connectTo(fork);
    for (int index = 0; index < branches; ++index) {
      auto& queue = add<Queue>(indexed("queue", index));
      fork.connectTo(queue);
      queue.connectTo(join);
    }
    join.connectTo(add<Sink>("sink"));
  }
};

struct KnownNetwork {
  const char* name;
  std::unique_ptr<Module> (*make)(const Placement& placement);
};

template <typename Network>
std::unique_ptr<Module> make(const Placement& placement) {
  return std::make_unique<Network>(placement);
}

constexpr KnownNetwork kNetworks[] = {
    {"MM1", make<MM1>},         {"Tandem", make<Tandem>},     {"ClosedNetwork", make<ClosedNetwork>},
    {"WebFarm", make<WebFarm>}, {"ForkJoin", make<ForkJoin>},
};

const KnownNetwork& findNetwork(const std::string& name) {
  for (const KnownNetwork& network : kNetworks) {
    if (name == network.name) return network;
  }
  throw Error("Network '" + name + "' not found, check .ini and .ned files");
}

}  // namespace

void checkNetwork(const std::string& name) {
  if (name.empty()) throw Error("No network specified (missing or empty network= configuration option)");
  findNetwork(name);
}

std::vector<std::string> networkNames() {
  std::vector<std::string> names;
  for (const KnownNetwork& network : kNetworks) names.emplace_back(network.name);
  return names;
}

std::unique_ptr<Module> makeNetwork(const std::string& name, Simulation& simulation) {
  return findNetwork(name).make({simulation, nullptr, name});
}

}  // namespace queueing
