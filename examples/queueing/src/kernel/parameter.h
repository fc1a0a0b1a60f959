#pragma once

#include <string>

#include "expressions/expression.h"
#include "kernel/random.h"

namespace queueing {

/** What a module expects of a parameter. */
struct ParameterDeclaration {
  enum class Type { kNumber, kInteger, kTruth, kText };
  std::string name;
  Type type = Type::kNumber;
  /** Of numbers; empty for dimensionless. */
  std::string unit;
  /** The expression used when the configuration says nothing. */
  std::string fallback;
  /** Evaluated anew each time it is asked for, as a service time is. */
  bool isVolatile = false;
};

/** A module's parameter with the expression assigned to it. */
class Parameter {
 public:
  /**
   * Evaluates the expression once: that gives the value of a parameter that is not volatile, and tells at once
   * when one that is does not have the right type. Throws Error.
   */
  Parameter(ParameterDeclaration declaration, const std::string& text, const Surroundings& surroundings);

  const std::string& name() const { return declaration_.name; }
  const std::string& unit() const { return declaration_.unit; }
  /** In the declared unit. */
  double number(const Surroundings& surroundings) const;
  const Value& value() const { return value_; }
  /** As result files record it: the value, or of a volatile parameter the expression. */
  std::string toText() const;

 private:
  Value evaluated(const Surroundings& surroundings) const;

  ParameterDeclaration declaration_;
  const Unit* unit_;
  Expression expression_;
  Value value_;
};

}  // namespace queueing
