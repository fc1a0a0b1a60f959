#include "expressions/units.h"

#include <array>

#include "kernel/error.h"

namespace queueing {

namespace {

constexpr std::array kUnits = {
    Unit{"s", "s", 1},         Unit{"ms", "s", 1e-3},        Unit{"us", "s", 1e-6},
    Unit{"ns", "s", 1e-9},     Unit{"ps", "s", 1e-12},       Unit{"min", "s", 60},
    Unit{"h", "s", 3600},      Unit{"d", "s", 86400},        Unit{"b", "b", 1},
    Unit{"B", "b", 8},         Unit{"kb", "b", 1e3},         Unit{"Mb", "b", 1e6},
    Unit{"kB", "b", 8e3},      Unit{"MB", "b", 8e6},         Unit{"KiB", "b", 8192},
    Unit{"MiB", "b", 8388608}, Unit{"GiB", "b", 8589934592}, Unit{"GB", "b", 8e9},
    Unit{"bps", "bps", 1},     Unit{"kbps", "bps", 1e3},     Unit{"Mbps", "bps", 1e6},
    Unit{"Gbps", "bps", 1e9},  Unit{"Bps", "bps", 8},        Unit{"kBps", "bps", 8e3},
    Unit{"MBps", "bps", 8e6},  Unit{"Hz", "Hz", 1},          Unit{"kHz", "Hz", 1e3},
    Unit{"MHz", "Hz", 1e6},    Unit{"GHz", "Hz", 1e9},       Unit{"m", "m", 1},
    Unit{"km", "m", 1e3},      Unit{"cm", "m", 1e-2},        Unit{"mm", "m", 1e-3},
};

std::string nameOf(const Unit* unit) { return unit ? "unit '" + std::string(unit->name) + "'" : "no unit"; }

}  // namespace

const Unit* findUnit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

bool areCompatible(const Unit* a, const Unit* b) {
  if (a == b) return true;
  return a && b && a->base == b->base;
}

double convert(double number, const Unit* from, const Unit* to) {
  if (from == to) return number;
  if (!areCompatible(from, to)) throw Error("Cannot convert " + nameOf(from) + " to " + nameOf(to));
  // Dividing by 1000 is exact where multiplying by 0.001 is not: 2ms must be the double nearest to 0.002.
  const double ratio = from->factor / to->factor;
  return ratio < 1 ? number / (to->factor / from->factor) : number * ratio;
}

}  // namespace queueing
