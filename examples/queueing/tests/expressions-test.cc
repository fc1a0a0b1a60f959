#include "check.h"
#include "expressions/expression.h"
#include "expressions/pattern.h"
#include "kernel/error.h"
#include "kernel/random.h"
#include "kernel/sim-time.h"

namespace queueing::test {

namespace {

std::string evaluated(const char* text) { return Expression(text).evaluate({}).toText(); }

const Test arithmetic("expressions: arithmetic, precedence, units", [] {
  checkEqual(evaluated("1+2*3^2"), "19");
  checkEqual(evaluated("-(1+2)*3"), "-9");
  checkEqual(evaluated("1s + 500ms"), "1.5s");
  checkEqual(evaluated("1min30s"), "1.5min");
  checkEqual(evaluated("2 * 3kB"), "6kB");
  checkEqual(evaluated("1h / 1min"), "60");
  checkEqual(evaluated("max(1ms, 2us)"), "1ms");
  checkFails("Cannot convert", [] { evaluated("1s + 1B"); });
});

const Test logic("expressions: comparison, logic, matching", [] {
  checkEqual(evaluated("1 < 2 && 2 >= 2 || false"), "true");
  checkEqual(evaluated("true ## true"), "false");
  checkEqual(evaluated("\"tcp\" == \"tcp\" ? 1 : 2"), "1");
  checkEqual(evaluated("\"tcp-reno\" =~ \"tcp*\""), "true");
  checkEqual(evaluated("1000ms == 1s"), "true");
  checkFails("Syntax error", [] { evaluated("1 +"); });
  checkFails("Syntax error", [] { evaluated("1 2"); });
  checkFails("nested too deeply", [] { Expression(std::string(100000, '(')); });
});

const Test canonical("expressions: are written back in one way", [] {
  checkEqual(Expression("exponential( 0.5s )").toText(), "exponential(0.5s)");
  checkEqual(Expression("uniform(0m,1000m)").toText(), "uniform(0m, 1000m)");
  checkEqual(Expression("1+sin(3*0.31415926)").toText(), "1 + sin(3*0.314159)");
});

const Test chance("expressions: no random numbers where there is no chance",
                  [] { checkFails("random", [] { evaluated("exponential(1s)"); }); });

const Test patterns("patterns: stars, sets, ranges", [] {
  check(Pattern("**.queue").matches("Net.sub.queue"), "** crosses dots");
  check(!Pattern("*.queue").matches("Net.sub.queue"), "* does not");
  check(Pattern("*.queue[*]").matches("Net.queue[12]"), "brackets are ordinary");
  check(Pattern("Net.queue[3..]").matches("Net.queue[12]"), "open range");
  check(!Pattern("Net.queue[3..7]").matches("Net.queue[12]"), "closed range");
  check(Pattern("host{a-c}?").matches("hostb1"), "set");
  check(!Pattern("host{^a-c}").matches("hostb"), "negated set");
  checkFails("Unmatched", [] { Pattern("host{a"); });
});

const Test times("simulation time: exact, printed without zeros", [] {
  checkEqual(SimTime::fromPicoseconds(106067401570204991).toText(), "106067.401570204991");
  checkEqual(SimTime::fromSeconds(0.1).toText(), "0.1");
  checkEqual(SimTime::fromSeconds(300).toText(), "300");
  checkEqual((SimTime::fromSeconds(0) - SimTime::fromSeconds(1.5)).toText(), "-1.5");
  checkFails("out of range", [] { SimTime::fromSeconds(1e8); });
  checkFails("overflow", [] { (void)(SimTime::fromSeconds(9e6) + SimTime::fromSeconds(9e6)); });
});

const Test moments("random numbers: means as they should be, the same for the same seed", [] {
  Random random(7);
  Random again(7);
  constexpr int kDraws = 200000;
  double exponential = 0;
  double gamma = 0;
  double normal = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double drawn = random.exponential(2);
    checkEqual(drawn, again.exponential(2));
    exponential += drawn;
    const double scaled = random.gamma(2.5, 2);
    checkEqual(scaled, again.gamma(2.5, 2));
    gamma += scaled;
    const double shifted = random.normal(3, 1);
    checkEqual(shifted, again.normal(3, 1));
    normal += shifted;
  }
  // Five standard errors each.
  checkEqual(exponential / kDraws, 2, 0.023);
  checkEqual(gamma / kDraws, 5, 0.036);
  checkEqual(normal / kDraws, 3, 0.012);
  check(Random(1).bits() != Random(2).bits(), "different seeds give different numbers");
});

}  // namespace

}  // namespace queueing::test
