#include "config/ini-file.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "config/text.h"
#include "kernel/error.h"

namespace queueing {

namespace {

constexpr std::size_t kNoSection = static_cast<std::size_t>(-1);
/** An include that includes itself ends here, with an error. */
constexpr int kDeepestInclude = 16;

std::string withoutComment(const std::string& line) {
  bool isQuoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\' && isQuoted) {
      ++at;
    } else if (line[at] == '"') {
      isQuoted = !isQuoted;
    } else if (line[at] == '#' && !isQuoted) {
      return line.substr(0, at);
    }
  }
  return line;
}

bool takeBackslash(std::string& line) {
  while (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty() || line.back() != '\\') return false;
  line.pop_back();
  return true;
}

}  // namespace

void IniFile::read(const std::string& path) {
  std::size_t section = kNoSection;
  readInto(section, path, 0);
}

void IniFile::readInto(std::size_t& section, const std::string& path, int depth) {
  std::ifstream file(path);
  if (!file || std::filesystem::is_directory(path)) throw Error("Cannot open ini file '" + path + "'");
  if (depth > kDeepestInclude) throw Error("Ini files include each other without end, at '" + path + "'");
  Line pending;
  const auto finishPending = [&] {
    if (!pending.text.empty()) readLine(section, pending, path, depth);
    pending = {};
  };
  std::string text;
  bool continues = false;
  for (int number = 1; std::getline(file, text); ++number) {
    const bool backslash = takeBackslash(text);
    const bool isIndented =
        !text.empty() && std::isspace(static_cast<unsigned char>(text[0])) && !trimmed(text).empty();
    const std::string content(trimmed(withoutComment(text)));
    if (continues || (isIndented && !pending.text.empty() && !content.empty())) {
      pending.text += ' ' + content;
    } else if (!content.empty()) {
      finishPending();
      pending = {content, path + ":" + std::to_string(number)};
    }
    continues = backslash;
  }
  finishPending();
}

void IniFile::readLine(std::size_t& section, const Line& line, const std::string& path, int depth) {
  const std::string& text = line.text;
  if (text.front() == '[') {
    if (text.back() != ']') throw Error("Ini file syntax error: section heading without ']' -- at " + line.location);
    section = openSection(text.substr(1, text.size() - 2), line.location);
    return;
  }
  const bool isInclude =
      text.compare(0, 7, "include") == 0 && text.size() > 7 && std::isspace(static_cast<unsigned char>(text[7]));
  const std::size_t equals = text.find('=');
  if (isInclude && (equals == std::string::npos || text.find('"') < equals)) {
    const std::filesystem::path included = unquoted(text.substr(8));
    readInto(section, (std::filesystem::path(path).parent_path() / included).string(), depth + 1);
    return;
  }
  if (equals == std::string::npos)
    throw Error("Ini file syntax error: line must be in the form key=value -- at " + line.location);
  // An entry before any heading belongs to [General].
  if (section == kNoSection) section = openSection("General", line.location);
  const std::string key(trimmed(std::string_view(text).substr(0, equals)));
  if (key.empty()) throw Error("Ini file syntax error: empty key -- at " + line.location);
  sections_[section].entries.push_back(
      {key, std::string(trimmed(std::string_view(text).substr(equals + 1))), line.location});
}

std::size_t IniFile::openSection(const std::string& heading, const std::string& location) {
  std::string name(trimmed(heading));
  if (name.compare(0, 7, "Config ") == 0) name = trimmed(name.substr(7));
  if (!isIdentifier(name)) throw Error("Invalid section name '[" + heading + "]' -- at " + location);
  const auto found =
      std::find_if(sections_.begin(), sections_.end(), [&](const IniSection& s) { return s.name == name; });
  if (found != sections_.end()) return static_cast<std::size_t>(found - sections_.begin());
  sections_.push_back({name, location, {}});
  return sections_.size() - 1;
}

const IniSection* IniFile::find(const std::string& name) const {
  const auto found =
      std::find_if(sections_.begin(), sections_.end(), [&](const IniSection& s) { return s.name == name; });
  return found == sections_.end() ? nullptr : &*found;
}

}  // namespace queueing
