#include "algos/networks/num_weights.h"

#include <fmt/format.h>

#include "results/log/config_error.h"

namespace gaitbench {

bool HasMoreWeights(const std::vector<int64_t>& hidden_sizes, int64_t most, int64_t copies) {
  int64_t weights = 0;
  for (size_t i = 1; i < hidden_sizes.size() && weights <= most; ++i)
    weights += hidden_sizes[i - 1] * hidden_sizes[i] * copies;
  return weights > most;
}

void CheckNumWeights(const std::vector<int64_t>& hidden_sizes, const std::string& where) {
  constexpr int64_t kMost = int64_t{1} << 26;
  constexpr int64_t kBytes = 16;  // each, with its gradient and moments
  if (HasMoreWeights(hidden_sizes, kMost))
    throw ConfigError(where, fmt::format("has more than {} weights, {} GB with their gradient and "
                                         "moments",
                                         kMost, kBytes * kMost >> 30));
}

}  // namespace gaitbench
