#pragma once

#include <functional>
#include <string>

namespace queueing::test {

/** Registers a test when the program starts; the body fails by calling one of the functions below. */
struct Test {
  Test(const char* name, std::function<void()> body);
};

void check(bool condition, const std::string& what);
void checkEqual(const std::string& found, const std::string& expected);
void checkEqual(double found, double expected, double tolerance = 0);
/** The body must throw an Error whose text contains `part`. */
void checkFails(const std::string& part, const std::function<void()>& body);

/** Runs every test; returns how many failed. */
int runTests();

}  // namespace queueing::test
