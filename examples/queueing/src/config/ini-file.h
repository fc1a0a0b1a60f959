#pragma once

#include <string>
#include <vector>

namespace queueing {

/** One `key = value` line; the value as written, without its comment. */
struct IniEntry {
  std::string key;
  std::string value;
  /** Where it was written, for error messages: `omnetpp.ini:12`, or `<commandline>`. */
  std::string location;
};

struct IniSection {
  /** `General` or the configuration's name, whether or not the heading said `Config`. */
  std::string name;
  std::string location;
  std::vector<IniEntry> entries;
};

/** What one or more ini files say, in the order in which they say it. */
class IniFile {
 public:
  /** Reads one more file, and those it includes; a section met again is continued. Throws Error. */
  void read(const std::string& path);
  const std::vector<IniSection>& sections() const { return sections_; }
  /** Undefined (a null pointer) when there is no such section. */
  const IniSection* find(const std::string& name) const;

 private:
  struct Line {
    std::string text;
    std::string location;
  };
  void readInto(std::size_t& section, const std::string& path, int depth);
  void readLine(std::size_t& section, const Line& line, const std::string& path, int depth);
  std::size_t openSection(const std::string& heading, const std::string& location);

  std::vector<IniSection> sections_;
};

}  // namespace queueing
