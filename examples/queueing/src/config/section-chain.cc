#include "config/section-chain.h"

#include <algorithm>

#include "config/text.h"
#include "kernel/error.h"

namespace queueing {

namespace {

using Chain = std::vector<const IniSection*>;

bool isBehindTheFirst(const Chain& chain, const IniSection* section) {
  return !chain.empty() && std::find(chain.begin() + 1, chain.end(), section) != chain.end();
}

/** The merge step of C3: the next section is the first head that is in nobody's tail. */
Chain merge(std::vector<Chain> chains, const IniSection& section) {
  Chain merged;
  for (;;) {
    chains.erase(std::remove_if(chains.begin(), chains.end(), [](const Chain& c) { return c.empty(); }), chains.end());
    if (chains.empty()) return merged;
    const auto isFree = [&](const Chain& candidate) {
      return std::none_of(chains.begin(), chains.end(),
                          [&](const Chain& other) { return isBehindTheFirst(other, candidate.front()); });
    };
    const auto next = std::find_if(chains.begin(), chains.end(), isFree);
    if (next == chains.end()) {
      throw Error("Inconsistent section inheritance for [" + section.name + "] -- at " + section.location);
    }
    const IniSection* head = next->front();
    merged.push_back(head);
    for (Chain& chain : chains) {
      if (!chain.empty() && chain.front() == head) chain.erase(chain.begin());
    }
  }
}

Chain linearized(const IniFile& file, const IniSection& section, Chain& path) {
  if (std::find(path.begin(), path.end(), &section) != path.end()) {
    throw Error("Cycle in the inheritance of section [" + section.name + "] -- at " + section.location);
  }
  path.push_back(&section);
  std::vector<Chain> chains;
  Chain bases;
  for (const std::string& name : split(ownValue(section, "extends"), ',')) {
    const IniSection* base = file.find(name);
    if (!base) throw Error("No such config: " + name + " -- at " + section.location);
    if (base->name == "General") continue;
    chains.push_back(linearized(file, *base, path));
    bases.push_back(base);
  }
  chains.push_back(bases);
  path.pop_back();
  Chain chain = merge(std::move(chains), section);
  chain.insert(chain.begin(), &section);
  return chain;
}

}  // namespace

std::string ownValue(const IniSection& section, const std::string& option) {
  const auto found = std::find_if(section.entries.begin(), section.entries.end(),
                                  [&](const IniEntry& entry) { return entry.key == option; });
  return found == section.entries.end() ? std::string() : found->value;
}

std::vector<const IniSection*> sectionChain(const IniFile& file, const std::string& configuration) {
  const IniSection* general = file.find("General");
  if (configuration == "General") return general ? Chain{general} : Chain{};
  const IniSection* section = file.find(configuration);
  if (!section) throw Error("No such config: " + configuration);
  Chain path;
  Chain chain = linearized(file, *section, path);
  if (general) chain.push_back(general);
  return chain;
}

}  // namespace queueing
