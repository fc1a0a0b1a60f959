#pragma once

#include <cstdint>

#include "kernel/sim-time.h"

namespace queueing {

class Module;

/** How many messages a run has made and still holds; shown in the status lines. */
struct MessageCounts {
  std::uint64_t created = 0;
  std::uint64_t present = 0;
};

/** Anything that can be put on the calendar: a job on its way, or a node's own alarm. */
class Message {
 public:
  explicit Message(MessageCounts& counts) : counts_(counts) {
    ++counts_.created;
    ++counts_.present;
  }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;
  virtual ~Message() { --counts_.present; }

  /** The module that put it on the calendar last. */
  Module* sender = nullptr;

 protected:
  MessageCounts& counts() const { return counts_; }

 private:
  MessageCounts& counts_;
};

/** A customer, packet, request: what the queueing network moves around. */
class Job : public Message {
 public:
  using Message::Message;
  /** A copy is a new job with the same history, as a fork makes them. */
  Job(const Job& other) : Message(other.counts()) { history = other.history; }

  struct History {
    std::uint64_t id = 0;
    int priority = 0;
    SimTime created;
    /** When it entered the node where it is now. */
    SimTime arrived;
    SimTime queueing;
    SimTime service;
    /** How long the node where it is now will serve it. */
    SimTime wantedService;
    int queuesVisited = 0;
    /** Set while the job is one part of a forked one. */
    int partsOfWhole = 1;
  } history;
};

}  // namespace queueing
