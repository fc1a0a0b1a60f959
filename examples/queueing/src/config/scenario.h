#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/iteration.h"

namespace queueing {

using IterationValues = std::map<std::string, std::string>;

/** What decides which runs a configuration has. */
struct ScenarioSettings {
  /** Every iteration variable in order of appearance; unnamed ones have been given numbers for names. */
  std::vector<Iteration> variables;
  int repeat = 1;
  /** An expression over `$variables`; empty for none. */
  std::string constraint;
  /** Names of variables from outermost to innermost loop; `...` stands for those not named. */
  std::vector<std::string> nestingOrder;
};

/** The runs of a configuration: every combination of its iteration variables, as often as `repeat` says. */
class Scenario {
 public:
  explicit Scenario(const ScenarioSettings& settings);

  std::size_t runCount() const { return combinations_.size(); }
  /** Every variable and `repetition`. */
  IterationValues values(std::size_t run) const;
  /** `$numHosts=10, $iaMean=1`, in nesting order, without the repetition; empty without variables. */
  std::string describe(std::size_t run, const char* prefix = "$", const char* separator = ", ") const;
  /** The same as part of a file name: `numHosts=10,iaMean=1-`. */
  std::string describeForFile(std::size_t run) const;
  /** With the repetition at its place, as runs are listed. */
  std::string describeWithRepetition(std::size_t run) const;
  /** `text` with `$name` and `${name}` replaced; throws Error on a name that is not a variable. */
  std::string substitute(const std::string& text, std::size_t run) const;

 private:
  struct Variable {
    std::string name;
    std::vector<std::string> values;
    /** The loop that moves it. */
    std::size_t loop;
  };
  struct Loop {
    std::string name;
    std::size_t size;
  };
  void addLoops(const ScenarioSettings& settings);
  void addParallels(const ScenarioSettings& settings);
  void orderVariables();
  void enumerate(const std::string& constraint);
  const std::string& valueOf(const Variable& variable, std::size_t run) const;
  const Variable* find(std::string_view name) const;

  std::vector<Loop> loops_;
  std::vector<Variable> variables_;
  /** For each run the position of each loop, packed into one number, the innermost loop counting fastest. */
  std::vector<std::size_t> combinations_;
};

}  // namespace queueing
