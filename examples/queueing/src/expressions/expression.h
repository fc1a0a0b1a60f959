#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "expressions/value.h"
#include "kernel/sim-time.h"

namespace queueing {

class Random;

/** What an expression may draw on while it is evaluated. */
struct Surroundings {
  /** Undefined where chance has no place, as in a run filter. */
  Random* random = nullptr;
  SimTime now;
};

/** One node of a parsed expression. */
class ExpressionNode {
 public:
  virtual ~ExpressionNode() = default;
  virtual Value evaluate(const Surroundings& surroundings) const = 0;
  virtual std::string toText() const = 0;
};

/** A parsed expression: arithmetic with units, comparisons, logic, text, functions and random distributions. */
class Expression {
 public:
  /** Throws Error where the text is not an expression. */
  explicit Expression(std::string_view text);

  Value evaluate(const Surroundings& surroundings) const { return root_->evaluate(surroundings); }
  /** Written out again in one canonical way, numbers with six significant digits. */
  std::string toText() const { return root_->toText(); }

 private:
  std::shared_ptr<const ExpressionNode> root_;
};

}  // namespace queueing
