#include "cmdenv/arguments.h"

#include "kernel/error.h"

namespace queueing {

namespace {

constexpr std::string_view kWithValue = "ufcrqenlxip";
constexpr std::string_view kFlags = "asmvh";

void setValue(Arguments& arguments, char option, const std::string& value) {
  switch (option) {
    case 'f': arguments.iniFiles.push_back(value); break;
    case 'c': arguments.configuration = value; break;
    case 'r': arguments.runFilter = value; break;
    case 'q': arguments.query = value; break;
    case 'e': arguments.printedOption = value; break;
    case 'u':
      if (value != "Cmdenv") throw Error("There is no user interface '" + value + "' here, only Cmdenv");
      break;
    default: break;  // -n -l -x -i -p: for programs that load models and pictures at run time
  }
}

void setFlag(Arguments& arguments, char option) {
  switch (option) {
    case 'a': arguments.listsConfigurations = true; break;
    case 's': arguments.isSilent = true; break;
    case 'm': arguments.mergesStderr = true; break;
    case 'v': arguments.showsVersion = true; break;
    default: arguments.showsHelp = true; break;
  }
}

IniEntry longOption(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos)
    throw Error("Missing value for command-line configuration option " + word + ": use " + word + "=VALUE");
  return {word.substr(2, equals - 2), word.substr(equals + 1), "<commandline>"};
}

/** Handles `-c Quick`, `-cQuick` and `-sm`; returns how many further words were used. */
std::size_t shortOptions(Arguments& arguments, const std::vector<std::string>& words, std::size_t at) {
  const std::string& word = words[at];
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (kFlags.find(word[i]) != std::string_view::npos) {
      setFlag(arguments, word[i]);
    } else if (kWithValue.find(word[i]) == std::string_view::npos) {
      throw Error("Invalid command-line option -" + std::string(1, word[i]));
    } else if (i + 1 < word.size()) {
      setValue(arguments, word[i], word.substr(i + 1));
      return 0;
    } else if (at + 1 < words.size()) {
      setValue(arguments, word[i], words[at + 1]);
      return 1;
    } else {
      throw Error("Missing value for command-line option -" + std::string(1, word[i]));
    }
  }
  return 0;
}

}  // namespace

Arguments parseArguments(const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (word.compare(0, 2, "--") == 0) {
      arguments.options.push_back(longOption(word));
    } else if (word.size() > 1 && word[0] == '-') {
      at += shortOptions(arguments, words, at);
    } else {
      arguments.iniFiles.push_back(word);
    }
  }
  if (arguments.iniFiles.empty()) arguments.iniFiles.emplace_back("omnetpp.ini");
  return arguments;
}

}  // namespace queueing
