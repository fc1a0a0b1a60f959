#include "kernel/fingerprint.h"

#include <array>

#include "config/text.h"
#include "kernel/error.h"
#include "kernel/module.h"

namespace queueing {

namespace {

constexpr std::string_view kKnownIngredients = "tnpiclx";
constexpr std::string_view kUsualIngredients = "tplx";

constexpr std::array<std::uint32_t, 256> crcTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t remainder = byte;
    for (int bit = 0; bit < 8; ++bit) remainder = (remainder >> 1) ^ ((remainder & 1U) ? 0xedb88320U : 0U);
    table[byte] = remainder;
  }
  return table;
}

constexpr auto kCrcTable = crcTable();

void checkIngredients(const std::string& ingredients) {
  const std::size_t unknown = ingredients.find_first_not_of(kKnownIngredients);
  if (unknown == std::string::npos) return;
  throw Error(formatted("Unknown fingerprint ingredient '%c' (known here: %s)", ingredients[unknown],
                        kKnownIngredients.data()));
}

}  // namespace

Fingerprint::Fingerprint(const std::string& expected) : expected_(expected) {
  for (const std::string& item : split(expected, ',')) {
    const std::size_t slash = item.find('/');
    Sum sum;
    sum.expected = item.substr(0, slash);
    sum.ingredients = slash == std::string::npos ? kUsualIngredients : item.substr(slash + 1);
    checkIngredients(sum.ingredients);
    sums_.push_back(sum);
  }
}

void Fingerprint::mix(Sum& sum, const void* data, std::size_t length) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < length; ++i) {
    sum.remainder = (sum.remainder >> 8) ^ kCrcTable[(sum.remainder ^ bytes[i]) & 0xffU];
  }
}

void Fingerprint::add(const Event& event, std::uint64_t number) {
  for (Sum& sum : sums_) {
    for (const char ingredient : sum.ingredients) {
      const std::int64_t time = event.time.picoseconds();
      const int id = event.target->id();
      if (ingredient == 't') mix(sum, &time, sizeof time);
      if (ingredient == 'n') mix(sum, &number, sizeof number);
      if (ingredient == 'i') mix(sum, &id, sizeof id);
      if (ingredient == 'p') mix(sum, event.target->path().data(), event.target->path().size());
      if (ingredient == 'c') mix(sum, event.target->className().data(), event.target->className().size());
    }
  }
}

std::string Fingerprint::calculated(const Sum& sum) {
  const std::uint32_t value = ~sum.remainder;
  return formatted("%04x-%04x/%s", value >> 16, value & 0xffffU, sum.ingredients.c_str());
}

std::string Fingerprint::verdict() const {
  std::string all;
  for (const Sum& sum : sums_) {
    const std::string found = calculated(sum);
    if (found.compare(0, found.find('/'), sum.expected) == 0) return "Fingerprint successfully verified: " + found;
    all += (all.empty() ? "" : ", ") + found;
  }
  return "Fingerprint mismatch! calculated: " + all + ", expected: " + expected_;
}

}  // namespace queueing
