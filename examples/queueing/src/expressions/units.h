#pragma once

#include <string>
#include <string_view>

namespace queueing {

/** A unit of measurement and what it is worth: 1 ms = 0.001 s. */
struct Unit {
  std::string_view name;
  /** The unit that all of its kind are converted through. */
  std::string_view base;
  double factor;
};

/** Undefined (a null pointer) means dimensionless, and is also the answer for an unknown name: ask isUnit(). */
const Unit* findUnit(std::string_view name);

/** Whether two quantities can be compared, added and converted into each other. */
bool areCompatible(const Unit* a, const Unit* b);

/** Throws Error when the units measure different things. */
double convert(double number, const Unit* from, const Unit* to);

}  // namespace queueing
