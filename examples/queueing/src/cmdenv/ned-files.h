#pragma once

#include <string>
#include <vector>

namespace queueing {

/** The `.ned` files in the folders of a NED path (separated by `;`) and below, leaving out results and build output. */
std::vector<std::string> findNedFiles(const std::string& nedPath);

}  // namespace queueing
