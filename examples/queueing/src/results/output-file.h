#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace queueing {

/** A file being written, which says so when the disk does not take it. */
class OutputFile {
 public:
  /** Makes the folders on the way and starts an empty file. Throws Error. */
  explicit OutputFile(std::string path);

  /** These throw Error when the text cannot be written. */
  void write(std::string_view text);
  void writeAt(std::uint64_t offset, std::string_view text);
  void flush();
  void close();

  const std::string& path() const { return path_; }
  /** How many bytes have been written. */
  std::uint64_t size() const { return size_; }

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void check(bool succeeded) const;

  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::uint64_t size_ = 0;
};

/** A file from an earlier try must not be taken for this run's. A file that is not there is fine. */
void removeStale(const std::string& path);

}  // namespace queueing
