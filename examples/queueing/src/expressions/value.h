#pragma once

#include <string>
#include <variant>

#include "expressions/units.h"

namespace queueing {

struct Quantity {
  double number = 0;
  const Unit* unit = nullptr;
};

/** What an expression can be worth. */
class Value {
 public:
  Value(Quantity quantity) : held_(quantity) {}
  Value(double number, const Unit* unit = nullptr) : held_(Quantity{number, unit}) {}
  Value(bool truth) : held_(truth) {}
  Value(std::string text) : held_(std::move(text)) {}

  bool isQuantity() const { return std::holds_alternative<Quantity>(held_); }
  bool isText() const { return std::holds_alternative<std::string>(held_); }
  bool isTruth() const { return std::holds_alternative<bool>(held_); }

  /** These throw Error when the value is of another type. */
  const Quantity& quantity() const;
  const std::string& text() const;
  bool truth() const;
  /** A number without unit. */
  double number() const;

  /** As it would be written in an ini file; numbers with six significant digits. */
  std::string toText() const;

 private:
  [[noreturn]] void refuse(const char* wanted) const;
  const char* typeName() const;

  std::variant<Quantity, bool, std::string> held_;
};

/** The text in double quotes, with `"` and `\` escaped. */
std::string quoted(const std::string& text);

}  // namespace queueing
