#include "kernel/parameter.h"

#include <cmath>

#include "kernel/error.h"

namespace queueing {

namespace {

using Type = ParameterDeclaration::Type;

Value toWhole(const Value& value, const Unit* unit) {
  // The word "integer" is what users of the simulator know the type by.
  if (!value.isQuantity())
    throw Error("Cannot cast " + value.toText() + " from type " + (value.isText() ? "string" : "bool") + " to integer");
  const double number = convert(value.quantity().number, value.quantity().unit, unit);
  if (number != std::floor(number)) throw Error("Cannot cast " + value.toText() + " from type double to integer");
  return {number, unit};
}

}  // namespace

Parameter::Parameter(ParameterDeclaration declaration, const std::string& text, const Surroundings& surroundings)
    : declaration_(std::move(declaration)), unit_(findUnit(declaration_.unit)), expression_(text), value_(0.0) {
  Random trial(0);  // a volatile expression's trial must not use up the run's own random numbers
  value_ = evaluated(declaration_.isVolatile ? Surroundings{&trial, surroundings.now} : surroundings);
}

Value Parameter::evaluated(const Surroundings& surroundings) const {
  const Value value = expression_.evaluate(surroundings);
  switch (declaration_.type) {
    case Type::kTruth: return value.truth();
    case Type::kText: return value.text();
    case Type::kInteger: return toWhole(value, unit_);
    case Type::kNumber: break;
  }
  return {convert(value.quantity().number, value.quantity().unit, unit_), unit_};
}

double Parameter::number(const Surroundings& surroundings) const {
  if (!declaration_.isVolatile) return value_.quantity().number;
  const Value value = expression_.evaluate(surroundings);
  return convert(value.quantity().number, value.quantity().unit, unit_);
}

std::string Parameter::toText() const { return declaration_.isVolatile ? expression_.toText() : value_.toText(); }

}  // namespace queueing
