#pragma once

#include <string>
#include <string_view>

namespace queueing {

/** A configuration option that the simulation knows. */
struct Option {
  std::string_view name;
  /** What it is when nobody says; itself open to `${variables}`. */
  std::string_view fallback;
  /** Set for objects (`**.queue.vector-recording`) rather than for the run. */
  bool isPerObject = false;
};

/** Undefined (a null pointer) when there is no such option. */
const Option* findOption(std::string_view name);

/** True for `a.b.option-name` with a known per-object option; any other key with a dot sets a module parameter. */
bool isPerObjectKey(std::string_view key);

/** True for keys that name objects by a pattern, rather than an option of the run. */
bool isPatternKey(std::string_view key);

}  // namespace queueing
