#include "results/vector-file.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "kernel/error.h"

namespace queueing {

namespace {

/** One vector's share of memory before it is written, whatever the others hold. */
constexpr std::size_t kMostBytesPerVector = 1024 * 1024;
/** The index begins with this many characters to be filled in at the end; until then they are blank. */
constexpr std::size_t kFileLineLength = 64;

std::string withExtension(const std::string& path, const std::string& extension) {
  const std::size_t dot = path.rfind('.');
  const bool hasExtension = dot != std::string::npos && path.find('/', dot) == std::string::npos;
  return path.substr(0, hasExtension ? dot : std::string::npos) + extension;
}

/** How the index knows that it belongs to this .vec file. */
std::string fileLine(const std::string& path, std::uint64_t size) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) throw Error("Cannot read back '" + path + "': " + std::strerror(errno));
  std::string line =
      formatted("file %llu %lld", static_cast<unsigned long long>(size), static_cast<long long>(status.st_mtime));
  line.resize(kFileLineLength, ' ');
  return line;
}

}  // namespace

VectorFile::VectorFile(std::string path, std::string header, int precision, std::size_t memoryLimit)
    : path_(std::move(path)),
      indexPath_(withExtension(path_, ".vci")),
      header_(std::move(header)),
      precision_(precision),
      mostWaiting_(memoryLimit / sizeof(Sample)) {
  removeStale(path_);
  removeStale(indexPath_);
}

std::size_t VectorFile::declare(const std::string& module, const std::string& name, const Attributes& attributes) {
  Vector vector;
  vector.name = resultToken(module) + ' ' + resultToken(name);
  vector.attributes = attributeLines(attributes);
  vectors_.push_back(std::move(vector));
  return vectors_.size() - 1;
}

void VectorFile::record(std::size_t index, std::uint64_t event, SimTime time, double value) {
  Vector& vector = vectors_[index];
  if (!vector.id) name(vector);
  vector.waiting.push_back({event, time, value});
  ++waiting_;
  if (vector.waiting.size() >= kMostBytesPerVector / sizeof(Sample)) {
    writeBlock(vector);
  } else if (waiting_ >= mostWaiting_) {
    writeAll();
  }
}

void VectorFile::open() {
  file_.emplace(path_);
  file_->write(header_);
  file_->flush();
  index_.emplace(indexPath_);
  index_->write(std::string(kFileLineLength, ' ') + '\n' + header_);
  index_->flush();
}

void VectorFile::name(Vector& vector) {
  if (!file_) open();
  vector.id = nextId_++;
  file_->write(declaration(vector));
}

std::string VectorFile::declaration(const Vector& vector) {
  return "vector " + std::to_string(*vector.id) + ' ' + vector.name + " ETV\n" + vector.attributes;
}

void VectorFile::writeBlock(Vector& vector) {
  if (vector.waiting.empty()) return;
  const std::uint64_t offset = file_->size();
  writeSamples(vector);
  // Flushed first: whoever reads the index while the run goes on must find there what it promises.
  file_->flush();
  writeIndexLine(vector, offset);
  waiting_ -= vector.waiting.size();
  vector.waiting.clear();
}

void VectorFile::writeSamples(const Vector& vector) {
  constexpr std::size_t kLongestLine = 128;
  char buffer[64 * 1024];
  char* out = buffer;
  for (const Sample& sample : vector.waiting) {
    if (static_cast<std::size_t>(buffer + sizeof buffer - out) < kLongestLine) {
      file_->write({buffer, static_cast<std::size_t>(out - buffer)});
      out = buffer;
    }
    out = std::to_chars(out, out + 20, *vector.id).ptr;
    *out++ = '\t';
    out = std::to_chars(out, out + 20, sample.event).ptr;
    *out++ = '\t';
    out = sample.time.write(out);
    *out++ = '\t';
    out = writeResultNumber(out, sample.value, precision_);
    *out++ = '\n';
  }
  file_->write({buffer, static_cast<std::size_t>(out - buffer)});
}

void VectorFile::writeIndexLine(Vector& vector, std::uint64_t offset) {
  const std::vector<Sample>& samples = vector.waiting;
  double least = samples.front().value;
  double greatest = least;
  double sum = 0;
  double squares = 0;
  for (const Sample& sample : samples) {
    least = std::min(least, sample.value);
    greatest = std::max(greatest, sample.value);
    sum += sample.value;
    squares += sample.value * sample.value;
  }
  const Sample& first = samples.front();
  const Sample& last = samples.back();
  std::string line = std::to_string(*vector.id) + '\t';
  line += std::to_string(offset) + ' ' + std::to_string(file_->size() - offset) + ' ';
  line += std::to_string(first.event) + ' ' + std::to_string(last.event) + ' ';
  line += first.time.toText() + ' ' + last.time.toText() + ' ' + std::to_string(samples.size());
  for (const double number : {least, greatest, sum, squares}) line += ' ' + resultNumber(number, precision_);
  if (!std::exchange(vector.isIndexed, true)) index_->write(declaration(vector));
  index_->write(line + '\n');
  index_->flush();
}

void VectorFile::writeAll() {
  for (Vector& vector : vectors_) writeBlock(vector);
}

void VectorFile::close() {
  if (!file_) return;
  writeAll();
  file_->write("\n");
  file_->close();
  index_->write("\n");
  index_->writeAt(0, fileLine(path_, file_->size()));
  index_->close();
  file_.reset();
  index_.reset();
}

}  // namespace queueing
