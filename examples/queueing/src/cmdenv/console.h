#pragma once

#include <cstdio>
#include <string>

namespace queueing {

/** Where words go: everything to stdout but errors, which go to stderr unless told otherwise. */
class Console {
 public:
  Console(bool isVerbose, bool mergesStderr) : isVerbose_(isVerbose), errors_(mergesStderr ? stdout : stderr) {}

  bool isVerbose() const { return isVerbose_; }
  void print(const std::string& text) const { std::fputs(text.c_str(), stdout); }
  /** Only when not asked to be silent. */
  void chat(const std::string& text) const {
    if (isVerbose_) print(text);
  }
  /** `<!> …`, and at once: whoever follows the run must see it even if the process dies next. */
  void notice(const std::string& text) const { mark(stdout, text); }
  void error(const std::string& text) const {
    std::fflush(stdout);
    mark(errors_, "Error: " + text);
  }
  void flush() const { std::fflush(stdout); }

 private:
  static void mark(std::FILE* stream, const std::string& text) {
    std::fprintf(stream, "\n<!> %s\n", text.c_str());
    std::fflush(stream);
  }

  bool isVerbose_;
  std::FILE* errors_;
};

}  // namespace queueing
