// The weights between hidden layers, which a user's sizes may make too many to be held.
#pragma once

#include <cstdint>
#include <vector>

namespace gaitbench {

// Whether there are more than `most` of them in `copies` networks.
inline bool HasMoreWeights(const std::vector<int64_t>& hidden_sizes, int64_t most,
                           int64_t copies = 1) {
  int64_t weights = 0;
  for (size_t i = 1; i < hidden_sizes.size() && weights <= most; ++i)
    weights += hidden_sizes[i - 1] * hidden_sizes[i] * copies;
  return weights > most;
}

}  // namespace gaitbench
