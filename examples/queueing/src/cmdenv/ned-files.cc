#include "cmdenv/ned-files.h"

#include <algorithm>
#include <filesystem>

#include "config/text.h"

namespace queueing {

namespace fs = std::filesystem;

namespace {

/** Result folders hold tens of thousands of files: looking through them would cost more than a short run. */
bool isSkipped(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == "results" || name == "out" || (!name.empty() && name[0] == '.');
}

void findBelow(const fs::path& folder, std::vector<std::string>& files) {
  std::error_code error;  // a folder that cannot be read holds nothing for us
  fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    std::error_code ignored;
    if (entries->is_directory(ignored)) {
      if (isSkipped(path)) entries.disable_recursion_pending();
    } else if (path.extension() == ".ned") {
      files.push_back(path.string());
    }
  }
}

}  // namespace

std::vector<std::string> findNedFiles(const std::string& nedPath) {
  std::vector<std::string> files;
  for (const std::string& folder : split(nedPath, ';')) findBelow(folder, files);
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace queueing
