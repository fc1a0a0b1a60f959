#include "cmdenv/launch.h"

#include <exception>
#include <optional>

#include "cmdenv/arguments.h"
#include "cmdenv/console.h"
#include "cmdenv/interruption.h"
#include "cmdenv/ned-files.h"
#include "cmdenv/queries.h"
#include "cmdenv/runs.h"
#include "config/configuration.h"
#include "kernel/error.h"

#ifndef QUEUEING_BUILD_MODE
#define QUEUEING_BUILD_MODE "unknown"
#endif

namespace queueing {

namespace {

// clang-format off
constexpr const char* kBanner =
    "Queueing Networks  (not OMNeT++: an example that imitates its command line and file formats)\n"
    "Version: 1.0, build: " QUEUEING_BUILD_MODE ", imitates: OMNeT++ 6.1\n"
    "See README.md for what it is and what it is not\n\n";

constexpr const char* kBuild =
    "Compiler: " __VERSION__ "\n"
    "Mode: " QUEUEING_BUILD_MODE "\n"
    "Simulation time: 64-bit integer, picoseconds\n";
// clang-format on

constexpr const char* kHelp =
    "Usage: queueing [-f INI]... [-c CONFIG] [-r FILTER] [--OPTION=VALUE]...\n"
    "\n"
    "  -f INI      read this ini file (default: omnetpp.ini); may be given several times\n"
    "  -c CONFIG   the configuration to run (default: General)\n"
    "  -r FILTER   which of its runs: a list such as 0,3,5..9, or an expression over\n"
    "              iteration variables such as '$load>0.5 && $repetition==0'; the last one counts\n"
    "  -a          list configurations and how many runs each has\n"
    "  -q QUERY    print runs, runnumbers, numruns, rundetails, runconfig or sectioninheritance\n"
    "  -e OPTION   print what an option is in the one run that -c and -r select\n"
    "  --OPTION=VALUE, --PARAMETER=VALUE   overrules the ini file\n"
    "  -s          say less\n"
    "  -m          write errors to stdout too\n"
    "  -v, -h      print the version, this help\n"
    "  -u Cmdenv   the only user interface there is\n"
    "  -n -l -x -i -p   accepted with their values and ignored\n"
    "\n"
    "Exit code: 0 all runs fine or ended by a limit, 1 an error, 2 interrupted by SIGINT or SIGTERM.\n";

Configuration readConfiguration(const Arguments& arguments) {
  IniFile file;
  for (const std::string& path : arguments.iniFiles) file.read(path);
  return Configuration(std::move(file), arguments.iniFiles.front(), arguments.options);
}

int perform(const Arguments& arguments, const Console& console) {
  if (arguments.showsHelp || arguments.showsVersion) {
    console.print(arguments.showsHelp ? kHelp : kBuild);
    return 0;
  }
  const Configuration configuration = readConfiguration(arguments);
  console.chat("Setting up Cmdenv...\n\n");
  if (isQuery(arguments)) {
    answerQuery(configuration, arguments, console);
    return 0;
  }
  const std::string nedPath = configuration.plainOption(arguments.configuration, "ned-path");
  const std::size_t nedFiles = findNedFiles(nedPath).size();
  console.chat("Loading NED files from " + nedPath + ":  " + std::to_string(nedFiles) + '\n');
  watchForInterruption();
  return executeRuns(configuration, arguments.configuration, arguments.runFilter, console);
}

}  // namespace

int launch(int argumentCount, char** words) {
  std::optional<Console> console(std::in_place, true, false);
  int exitCode = 1;
  try {
    const Arguments arguments = parseArguments({words + 1, words + argumentCount});
    console.emplace(!arguments.isSilent, arguments.mergesStderr);
    console->chat(kBanner);
    exitCode = perform(arguments, *console);
  } catch (const std::exception& error) {
    console->error(error.what());
  }
  console->chat("\nEnd.\n");
  console->flush();
  return exitCode;
}

}  // namespace queueing
