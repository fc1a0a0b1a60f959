#include "results/scalar-file.h"

namespace queueing {

namespace {

std::string nameOf(const std::string& module, const std::string& name) {
  return resultToken(module) + ' ' + resultToken(name);
}

}  // namespace

ScalarFile::ScalarFile(std::string path, std::string header, int precision)
    : path_(std::move(path)), header_(std::move(header)), precision_(precision) {
  removeStale(path_);
}

void ScalarFile::write(const std::string& lines) {
  if (!file_) {
    file_.emplace(path_);
    file_->write(header_);
  }
  file_->write(lines);
}

void ScalarFile::parameter(const std::string& module, const std::string& name, const std::string& value,
                           const Attributes& attributes) {
  write("par " + nameOf(module, name) + ' ' + resultToken(value) + '\n' + attributeLines(attributes));
}

void ScalarFile::scalar(const std::string& module, const std::string& name, double value,
                        const Attributes& attributes) {
  write("scalar " + nameOf(module, name) + ' ' + number(value) + '\n' + attributeLines(attributes));
}

void ScalarFile::statistic(const std::string& module, const std::string& name, const Fields& fields,
                           const Attributes& attributes, const Bins& bins) {
  std::string lines = "statistic " + nameOf(module, name) + '\n';
  for (const auto& [field, value] : fields) lines += std::string("field ") + field + ' ' + number(value) + '\n';
  lines += attributeLines(attributes);
  for (const auto& [edge, content] : bins) lines += "bin\t" + number(edge) + '\t' + number(content) + '\n';
  write(lines);
}

void ScalarFile::close() {
  if (!file_) return;
  file_->write("\n");
  file_->close();
  file_.reset();
}

}  // namespace queueing
