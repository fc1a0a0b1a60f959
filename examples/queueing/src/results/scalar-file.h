#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "results/output-file.h"
#include "results/result-text.h"

namespace queueing {

/** A run's `.sca` file: parameters, scalars, statistics and histograms. It exists from the first thing recorded. */
class ScalarFile {
 public:
  using Fields = std::vector<std::pair<const char*, double>>;
  /** Lower edge and content; the first has edge -inf, the last holds what is beyond the top. */
  using Bins = std::vector<std::pair<double, double>>;

  ScalarFile(std::string path, std::string header, int precision);

  void parameter(const std::string& module, const std::string& name, const std::string& value,
                 const Attributes& attributes);
  void scalar(const std::string& module, const std::string& name, double value, const Attributes& attributes);
  void statistic(const std::string& module, const std::string& name, const Fields& fields, const Attributes& attributes,
                 const Bins& bins);
  /** Writes what is still in memory. */
  void close();

 private:
  void write(const std::string& lines);
  std::string number(double value) const { return resultNumber(value, precision_); }

  std::string path_;
  std::string header_;
  int precision_;
  std::optional<OutputFile> file_;
};

}  // namespace queueing
