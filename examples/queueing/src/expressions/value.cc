#include "expressions/value.h"

#include "kernel/error.h"

namespace queueing {

const char* Value::typeName() const { return isText() ? "string" : isTruth() ? "bool" : "double"; }

void Value::refuse(const char* wanted) const {
  throw Error("Cannot cast " + toText() + " from type " + typeName() + " to " + wanted);
}

const Quantity& Value::quantity() const {
  if (const auto* quantity = std::get_if<Quantity>(&held_)) return *quantity;
  refuse("double");
}

const std::string& Value::text() const {
  if (const auto* text = std::get_if<std::string>(&held_)) return *text;
  refuse("string");
}

bool Value::truth() const {
  if (const auto* truth = std::get_if<bool>(&held_)) return *truth;
  refuse("bool");
}

double Value::number() const {
  const Quantity& value = quantity();
  return convert(value.number, value.unit, nullptr);
}

std::string Value::toText() const {
  if (isText()) return quoted(text());
  if (isTruth()) return truth() ? "true" : "false";
  const Quantity& value = quantity();
  std::string text = formatted("%g", value.number);
  if (value.unit) text += value.unit->name;
  return text;
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace queueing
