#pragma once

#include <string>
#include <vector>

#include "config/ini-file.h"

namespace queueing {

/** What was asked for on the command line. */
struct Arguments {
  std::vector<std::string> iniFiles;
  std::string configuration = "General";
  /** The last `-r`; empty for all runs. */
  std::string runFilter;
  /** `-q`: runs, runnumbers, numruns, rundetails, runconfig or sectioninheritance; empty for none. */
  std::string query;
  /** `-e`: the option whose value to print; empty for none. */
  std::string printedOption;
  bool listsConfigurations = false;
  bool isSilent = false;
  bool mergesStderr = false;
  bool showsVersion = false;
  bool showsHelp = false;
  /** `--key=value`, in the order given. */
  std::vector<IniEntry> options;
};

/** Throws Error on what is not understood. */
Arguments parseArguments(const std::vector<std::string>& words);

}  // namespace queueing
