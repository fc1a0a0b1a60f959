#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kernel/module.h"

namespace queueing {

/** The name must be one of networkNames(). */
std::unique_ptr<Module> makeNetwork(const std::string& name, Simulation& simulation);
std::vector<std::string> networkNames();
/** Throws Error when there is no network of this name. */
void checkNetwork(const std::string& name);

}  // namespace queueing
