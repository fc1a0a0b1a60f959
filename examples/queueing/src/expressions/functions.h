#pragma once

#include <string_view>
#include <vector>

#include "expressions/expression.h"

namespace queueing {

/** A function that expressions can call. */
struct Function {
  std::string_view name;
  std::size_t fewestArguments;
  std::size_t mostArguments;
  Value (*call)(const Surroundings& surroundings, const std::vector<Value>& arguments);
};

/** Undefined (a null pointer) when there is no such function. */
const Function* findFunction(std::string_view name);

}  // namespace queueing
