#include "results/output-file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "kernel/error.h"

namespace queueing {

namespace fs = std::filesystem;

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  std::error_code ignored;  // the open below fails with a better message
  const fs::path folder = fs::path(path_).parent_path();
  if (!folder.empty()) fs::create_directories(folder, ignored);
  file_.reset(std::fopen(path_.c_str(), "wb"));
  if (!file_) throw Error("Cannot open output file '" + path_ + "': " + std::strerror(errno));
}

void OutputFile::check(bool succeeded) const {
  if (!succeeded) throw Error("Cannot write output file '" + path_ + "': " + std::strerror(errno));
}

void OutputFile::write(std::string_view text) {
  check(std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size());
  size_ += text.size();
}

void OutputFile::writeAt(std::uint64_t offset, std::string_view text) {
  check(std::fseek(file_.get(), static_cast<long>(offset), SEEK_SET) == 0);
  check(std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size());
  check(std::fseek(file_.get(), 0, SEEK_END) == 0);
}

void OutputFile::flush() { check(std::fflush(file_.get()) == 0); }

void OutputFile::close() { check(std::fclose(file_.release()) == 0); }

void removeStale(const std::string& path) {
  std::error_code error;
  // Results may be sent to a device such as /dev/null, which is not ours to remove.
  if (!fs::is_regular_file(path, error)) return;
  fs::remove(path, error);
  if (error) throw Error("Cannot remove old result file '" + path + "': " + error.message());
}

}  // namespace queueing
