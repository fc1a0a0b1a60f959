#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/sim-time.h"
#include "results/output-file.h"
#include "results/result-text.h"

namespace queueing {

/**
 * A run's `.vec` file and its `.vci` index. Samples wait in memory and are written in blocks, one vector each;
 * the index has a line per block. The files exist from the first block on.
 */
class VectorFile {
 public:
  VectorFile(std::string path, std::string header, int precision, std::size_t memoryLimit);
  VectorFile(const VectorFile&) = delete;
  VectorFile& operator=(const VectorFile&) = delete;

  /** A new vector's number. It is mentioned in the files only when it gets a value. */
  std::size_t declare(const std::string& module, const std::string& name, const Attributes& attributes);
  void record(std::size_t vector, std::uint64_t event, SimTime time, double value);
  /** Writes what is still in memory and marks the index as complete. */
  void close();

 private:
  struct Sample {
    std::uint64_t event;
    SimTime time;
    double value;
  };
  struct Vector {
    std::string name;
    std::string attributes;
    std::vector<Sample> waiting;
    /** The number it has in the files, given when it is first used. */
    std::optional<std::size_t> id;
    bool isIndexed = false;
  };
  void open();
  void name(Vector& vector);
  void writeAll();
  void writeBlock(Vector& vector);
  void writeSamples(const Vector& vector);
  void writeIndexLine(Vector& vector, std::uint64_t offset);
  static std::string declaration(const Vector& vector);

  std::string path_;
  std::string indexPath_;
  std::string header_;
  int precision_;
  std::size_t mostWaiting_;
  std::size_t waiting_ = 0;
  std::size_t nextId_ = 0;
  std::vector<Vector> vectors_;
  std::optional<OutputFile> file_;
  std::optional<OutputFile> index_;
};

}  // namespace queueing
