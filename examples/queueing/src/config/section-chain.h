#pragma once

#include <string>
#include <vector>

#include "config/ini-file.h"

namespace queueing {

/**
 * The sections a configuration is made of, itself first, `General` last, each before everything it extends
 * (C3 linearization, as for multiple inheritance of classes). Throws Error on an unknown or circular base.
 */
std::vector<const IniSection*> sectionChain(const IniFile& file, const std::string& configuration);

/** The value of an option in the section itself, not in what it extends; empty when it is not there. */
std::string ownValue(const IniSection& section, const std::string& option);

}  // namespace queueing
