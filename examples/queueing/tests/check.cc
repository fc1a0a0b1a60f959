#include "check.h"

#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

#include "kernel/error.h"

namespace queueing::test {

namespace {

std::vector<std::pair<const char*, std::function<void()>>>& tests() {
  static std::vector<std::pair<const char*, std::function<void()>>> all;
  return all;
}

}  // namespace

Test::Test(const char* name, std::function<void()> body) { tests().emplace_back(name, std::move(body)); }

void check(bool condition, const std::string& what) {
  if (!condition) throw std::logic_error(what);
}

void checkEqual(const std::string& found, const std::string& expected) {
  check(found == expected, "found '" + found + "', expected '" + expected + "'");
}

void checkEqual(double found, double expected, double tolerance) {
  check(std::abs(found - expected) <= tolerance,
        formatted("found %.17g, expected %.17g ± %g", found, expected, tolerance));
}

void checkFails(const std::string& part, const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return check(std::string(error.what()).find(part) != std::string::npos,
                 std::string("failed otherwise: ") + error.what());
  }
  check(false, "did not fail with '" + part + "'");
}

int runTests() {
  int failures = 0;
  for (const auto& [name, body] : tests()) {
    try {
      body();
      std::printf("ok    %s\n", name);
    } catch (const std::exception& error) {
      ++failures;
      std::printf("FAIL  %s: %s\n", name, error.what());
    }
  }
  return failures;
}

}  // namespace queueing::test

int main() { return queueing::test::runTests() == 0 ? 0 : 1; }
