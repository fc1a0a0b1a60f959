#include "config/configuration.h"
#include "check.h"
#include "config/run-filter.h"
#include "results/file-names.h"
#include "temporary-folder.h"

namespace queueing::test {

namespace {

Configuration parsed(const std::string& text, std::vector<IniEntry> commandLine = {}) {
  const TemporaryFolder folder;
  IniFile file;
  file.read(folder.write("omnetpp.ini", text));
  return Configuration(std::move(file), "omnetpp.ini", std::move(commandLine));
}

std::string listed(const Scenario& scenario) {
  std::string text;
  for (std::size_t run = 0; run < scenario.runCount(); ++run)
    text += (run ? "; " : "") + scenario.describeWithRepetition(run);
  return text;
}

std::string filtered(const Scenario& scenario, const std::string& filter) {
  std::string text;
  for (const std::size_t run : filterRuns(scenario, filter)) text += (text.empty() ? "" : " ") + std::to_string(run);
  return text;
}

const Test expansion("iterations: nested in order, repetition innermost", [] {
  checkEqual(
      listed(parsed("[A]\nrepeat=2\n*.a=${x=1,2}\n*.b=${5..6}\n").scenario("A")),
      "$x=1, $0=5, $repetition=0; $x=1, $0=5, $repetition=1; $x=1, $0=6, $repetition=0; $x=1, $0=6, $repetition=1; "
      "$x=2, $0=5, $repetition=0; $x=2, $0=5, $repetition=1; $x=2, $0=6, $repetition=0; $x=2, $0=6, $repetition=1");
});

const Test ranges("iterations: ranges with steps include their end, forwards and backwards", [] {
  checkEqual(listed(parsed("[A]\n*.a=${x=0..1 step 0.5, 7}\n").scenario("A")),
             "$x=0, $repetition=0; $x=0.5, $repetition=0; $x=1, $repetition=0; $x=7, $repetition=0");
  check(parsed("[A]\n*.a=${x=0..1 step 0.1}\n").scenario("A").runCount() == 11, "0.1 steps to 1");
  check(parsed("[A]\n*.a=${x=3..1 step -1}\n").scenario("A").runCount() == 3, "backwards");
  checkFails("has no end", [] { parsed("[A]\n*.a=${x=0..1 step 0}\n").scenario("A"); });
});

const Test parallels("iterations: parallel variables move together", [] {
  checkEqual(listed(parsed("[A]\n*.a=${x=1,2}\n*.b=${y=a,b ! x}\n").scenario("A")),
             "$x=1, $y=a, $repetition=0; $x=2, $y=b, $repetition=0");
  checkFails("fewer values", [] { parsed("[A]\n*.a=${x=1,2,3}\n*.b=${y=a,b ! x}\n").scenario("A"); });
});

const Test constraints("iterations: constraint and nesting order", [] {
  checkEqual(listed(parsed("[A]\nconstraint = $x < $y\n*.a=${x=1,2}\n*.b=${y=2,3}\n").scenario("A")),
             "$x=1, $y=2, $repetition=0; $x=1, $y=3, $repetition=0; $x=2, $y=3, $repetition=0");
  checkEqual(
      listed(
          parsed("[A]\niteration-nesting-order = repetition, y\nrepeat=1\n*.a=${x=1,2}\n*.b=${y=3,4}\n").scenario("A")),
      "$repetition=0, $y=3, $x=1; $repetition=0, $y=3, $x=2; $repetition=0, $y=4, $x=1; $repetition=0, $y=4, $x=2");
  checkFails("Cannot evaluate constraint", [] { parsed("[A]\nconstraint = $z < 1\n*.a=${x=1,2}\n").scenario("A"); });
});

const Test filters("run filters: lists and expressions", [] {
  const Scenario scenario = parsed("[A]\nrepeat=2\n*.a=${hosts=10,20}\n*.b=${proto=\"tcp\",\"udp\"}\n").scenario("A");
  checkEqual(filtered(scenario, ""), "0 1 2 3 4 5 6 7");
  checkEqual(filtered(scenario, "5, 0..2,1"), "0 1 2 5");
  checkEqual(filtered(scenario, "6-7"), "6 7");
  checkEqual(filtered(scenario, "$hosts==10 && $repetition==1"), "1 3");
  checkEqual(filtered(scenario, "$proto=~\"u*\" && !(${hosts}<15)"), "6 7");
  checkFails("Run number 8 in run list '8' is out of range 0..7", [&] { filterRuns(scenario, "8"); });
  checkFails("Cannot evaluate run filter: Unknown variable $nosuch", [&] { filterRuns(scenario, "$nosuch==1"); });
  checkFails("Syntax error in run list", [&] { filterRuns(scenario, "1..2..3"); });
});

const Test inheritance("sections: several bases, each before what it extends", [] {
  const Configuration configuration = parsed(
      "[General]\n*.v=0\n[Config "
      "Base]\n*.v=1\n*.w=1\n[Left]\nextends=Base\n*.v=2\n[Right]\nextends=Base\n*.w=3\n[Both]\nextends=Left, Right\n");
  std::string chain;
  for (const std::string& name : configuration.inheritance("Both")) chain += name + ';';
  checkEqual(chain, "Config Both;Config Left;Config Right;Config Base;General;");
  const RunConfiguration run = configuration.run("Both", configuration.scenario("Both"), 0);
  checkEqual(run.parameter("Net", "v")->value, "2");
  checkEqual(run.parameter("Net", "w")->value, "3");
  checkFails("Cycle", [] { parsed("[A]\nextends=B\n[B]\nextends=A\n").scenario("A"); });
  checkFails("No such config: C", [] { parsed("[A]\nextends=C\n").scenario("A"); });
});

const Test strength("entries: the command line beats the ini file, the first match wins", [] {
  const Configuration configuration =
      parsed("[General]\n**.x = 1\n*.host[0].x = 2\n", {{"*.host[1].x", "3", "<commandline>"}});
  const RunConfiguration run = configuration.run("General", configuration.scenario("General"), 0);
  checkEqual(run.parameter("Net.host[0]", "x")->value, "1");
  checkEqual(run.parameter("Net.host[1]", "x")->value, "3");
});

const Test syntax("ini files: comments, continuation lines, includes, errors", [] {
  const TemporaryFolder folder;
  folder.write("more.ini", "*.b = 2\n");
  IniFile file;
  file.read(folder.write(
      "omnetpp.ini",
      "# comment\n[General]\n*.a = \"#1\" # two\ninclude more.ini\n*.c = 1 + \\\n  2\n*.d = max(1,\n    3)\n"));
  const std::vector<IniEntry>& entries = file.find("General")->entries;
  checkEqual(entries.at(0).value, "\"#1\"");
  checkEqual(entries.at(1).value, "2");
  checkEqual(entries.at(2).value, "1 + 2");
  checkEqual(entries.at(3).value, "max(1, 3)");
  checkFails("key=value", [] { parsed("[General]\nnonsense\n"); });
  checkFails("Unknown configuration option: nonsense", [] { parsed("[General]\nnonsense = 1\n"); });
  checkFails("include each other", [&] { IniFile().read(folder.write("loop.ini", "include loop.ini\n")); });
});

const Test fileNames("file names: iteration values are encoded, and name the files", [] {
  checkEqual(fileNameEncoded("a b_c#d/e"), "a_b#_c##d#2fe");
  const Configuration configuration = parsed("[A]\nrepeat=2\n*.x=${text=\"a b\"}\n*.y=${1,2}\n");
  const RunConfiguration run = configuration.run("A", configuration.scenario("A"), 3);
  checkEqual(run.text("output-scalar-file"), "results/A-text=a_b,2-#1.sca");
  checkEqual(run.text("seed-set"), "3");
});

const Test manyRuns("ten thousand runs: numbers, values and files are told apart", [] {
  const Scenario scenario = parsed("[A]\nrepeat=100\n*.x=${x=1..100}\n").scenario("A");
  check(scenario.runCount() == 10000, "10,000 runs");
  checkEqual(scenario.describeWithRepetition(9999), "$x=100, $repetition=99");
  checkEqual(filtered(scenario, "$x==57 && $repetition>97"), "5698 5699");
});

}  // namespace

}  // namespace queueing::test
