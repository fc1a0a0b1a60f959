#pragma once

#include <string>
#include <vector>

#include "config/ini-file.h"
#include "config/run-configuration.h"
#include "config/scenario.h"

namespace queueing {

/** The ini files and what the command line adds to them: every configuration there is, before a run is chosen. */
class Configuration {
 public:
  /** Throws Error on an option that nobody knows. */
  Configuration(IniFile file, std::string mainFile, std::vector<IniEntry> commandLine);

  /** Every section, `General` too, in the order of the file. */
  std::vector<std::string> names() const;
  /** The names of the sections a configuration consists of. */
  std::vector<std::string> inheritance(const std::string& name) const;
  /** Throws Error on an unknown configuration, or variables that cannot be combined. */
  Scenario scenario(const std::string& name) const;
  RunConfiguration run(const std::string& name, const Scenario& scenario, std::size_t number) const;
  /** An option's value, for what is needed before a run is chosen. */
  std::string plainOption(const std::string& name, const std::string& option) const;

 private:
  std::vector<const IniEntry*> entries(const std::string& name) const;

  IniFile file_;
  std::string mainFile_;
  IniSection commandLine_;
};

}  // namespace queueing
