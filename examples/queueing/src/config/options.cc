#include "config/options.h"

#include <algorithm>
#include <iterator>

namespace queueing {

namespace {

constexpr Option kOptions[] = {
    // What a configuration is.
    {"extends", ""},
    {"description", ""},
    {"abstract", "false"},
    {"repeat", "1"},
    {"constraint", ""},
    {"iteration-nesting-order", ""},
    {"experiment-label", "${configname}"},
    {"measurement-label", "${iterationvars}"},
    {"replication-label", "#${repetition}"},
    // What a run does.
    {"network", ""},
    {"seed-set", "${runnumber}"},
    {"sim-time-limit", ""},
    {"cpu-time-limit", ""},
    {"real-time-limit", ""},
    {"warmup-period", "0s"},
    {"fingerprint", ""},
    {"ned-path", "."},
    // What it writes.
    {"result-dir", "results"},
    {"output-scalar-file", "${resultdir}/${configname}-${iterationvarsf}#${repetition}.sca"},
    {"output-vector-file", "${resultdir}/${configname}-${iterationvarsf}#${repetition}.vec"},
    {"output-scalar-precision", "14"},
    {"output-vector-precision", "14"},
    {"output-vectors-memory-limit", "16MiB"},
    // What it shows.
    {"cmdenv-status-frequency", "2s"},
    {"cmdenv-express-mode", "true"},
    {"cmdenv-performance-display", "true"},
    {"cmdenv-stop-batch-on-error", "true"},
    // Known so that command lines meant for OMNeT++ are accepted; nothing here depends on them.
    {"cmdenv-autoflush", "false"},
    {"cmdenv-interactive", "false"},
    {"cmdenv-log-level", "TRACE"},
    {"debug-on-errors", "false"},
    {"image-path", ""},
    {"load-libs", ""},
    {"print-undisposed", "true"},
    {"user-interface", "Cmdenv"},
    // Per object.
    {"scalar-recording", "true", true},
    {"vector-recording", "true", true},
    {"statistic-recording", "true", true},
    {"bin-recording", "true", true},
    {"param-recording", "true", true},
};

}  // namespace

const Option* findOption(std::string_view name) {
  const auto* found = std::find_if(std::begin(kOptions), std::end(kOptions),
                                   [name](const Option& option) { return option.name == name; });
  return found == std::end(kOptions) ? nullptr : found;
}

bool isPatternKey(std::string_view key) { return key.find('.') != std::string_view::npos; }

bool isPerObjectKey(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  if (dot == std::string_view::npos) return false;
  const Option* option = findOption(key.substr(dot + 1));
  return option && option->isPerObject;
}

}  // namespace queueing
