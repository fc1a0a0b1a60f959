#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace queueing {

/** What stands between `${` and `}` in a value. */
struct Iteration {
  /** Empty for an unnamed iteration such as `${1,2,5}`. */
  std::string name;
  /** The list as written; empty for a reference such as `${name}`. */
  std::string list;
  /** The variable it runs in step with (`${a=1,2 ! b}`); empty for none. */
  std::string parallelTo;

  bool isReference() const { return list.empty(); }
};

Iteration parseIteration(std::string_view inside);

/** `1,2,5..10 step 1` as its values, each as written. Throws Error on a range that is not one. */
std::vector<std::string> expandList(std::string_view list);

/** The value with every `${…}` replaced by what `replace` says of it. Throws Error on a missing brace. */
std::string withIterations(std::string_view value, const std::function<std::string(const Iteration&)>& replace);

}  // namespace queueing
