#include "algos/derivative_free/settings.h"

#include <cmath>

#include <fmt/format.h>

#include "algos/networks/num_weights.h"

namespace gaitbench {
namespace {

// Weights between the hidden layers of all candidates; what all parameters take is looked at where
// the environment is known (Family::bytes_held).
void CheckNumWeights(const DerivativeFreeSettings& settings, const std::string& where) {
  constexpr int64_t kMost = int64_t{1} << 27;
  if (HasMoreWeights(settings.hidden_sizes, kMost, NumCandidates(settings)))
    throw ConfigError(where + ".hidden_sizes",
                      fmt::format("{} candidates have more than {} weights together",
                                  NumCandidates(settings), kMost));
}

}  // namespace

int64_t NumCandidates(const DerivativeFreeSettings& settings) {
  return settings.method == SearchMethod::kArs ? 2 * settings.directions : settings.population;
}

int64_t EnvStepsPerIteration(const DerivativeFreeSettings& settings) {
  return settings.iteration_steps > 0 ? settings.iteration_steps
                                      : NumCandidates(settings) * settings.horizon;
}

int64_t NumElites(const DerivativeFreeSettings& settings) {
  return std::llround(settings.elite_fraction * static_cast<double>(settings.population));
}

void CheckSettings(const DerivativeFreeSettings& settings, const std::string& where) {
  CheckNumWeights(settings, where);
  if (settings.method == SearchMethod::kArs && settings.top_directions > settings.directions)
    throw ConfigError(
        where + ".top_directions",
        fmt::format("{} of {} directions", settings.top_directions, settings.directions));
  if (settings.method == SearchMethod::kCem && NumElites(settings) < 2)
    throw ConfigError(where + ".elite_fraction",
                      fmt::format("{} of {} candidates is less than 2, which a deviation needs",
                                  ShownJson(settings.elite_fraction), settings.population));
}

}  // namespace gaitbench
