#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/ini-file.h"
#include "expressions/pattern.h"

namespace queueing {

/** The effective configuration of one run: every entry that applies, strongest first, variables filled in. */
class RunConfiguration {
 public:
  struct Entry {
    std::string key;
    std::string value;
    std::string location;
    /** The value was written with `${…}`. */
    bool hasVariables;
    /** For keys with a dot: what stands before the last one, and after it. */
    std::optional<Pattern> owner;
    std::string property;
  };
  using Variables = std::map<std::string, std::string>;

  RunConfiguration(std::vector<Entry> entries, Variables variables, Variables iterationValues);

  const std::vector<Entry>& entries() const { return entries_; }
  /** `configname`, `runnumber`, `runid`, iteration variables and all else that `${…}` can name. */
  const std::string& variable(const std::string& name) const { return variables_.at(name); }
  /** The variables of the study alone, without the repetition. */
  const Variables& iterationValues() const { return iterationValues_; }
  std::string substituted(std::string_view text) const;

  /** An option of the run, quotes removed, or its default. */
  std::string text(const std::string& option) const;
  bool flag(const std::string& option) const;
  int integer(const std::string& option) const;
  /** A duration in seconds; undefined when the option is not set and has no default. */
  std::optional<double> seconds(const std::string& option) const;

  /** The entry that gives a module parameter its value; undefined (a null pointer) when none does. */
  const Entry* parameter(const std::string& module, const std::string& name) const;
  /** A switch for one object, such as `vector-recording` of `MM1.queue.queueLength:vector`. */
  bool objectFlag(const std::string& object, const std::string& option) const;

 private:
  const Entry* find(const std::string& option) const;
  const Entry* findFor(const std::string& owner, const std::string& property) const;

  std::vector<Entry> entries_;
  Variables variables_;
  Variables iterationValues_;
};

/** Replaces the variables in an option's value; throws Error on an unknown one. */
std::string withVariables(std::string_view text, const RunConfiguration::Variables& variables);

}  // namespace queueing
