#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kernel/module.h"

namespace queueing {

/** Throws Error when there is no network of this name. */
std::unique_ptr<Module> makeNetwork(const std::string& name, Simulation& simulation);
bool isNetwork(const std::string& name);

}  // namespace queueing
