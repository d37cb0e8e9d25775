// The weights between hidden layers, which a user's sizes may make too many to be held.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gaitbench {

// Whether there are more than `most` of them in `copies` networks.
bool HasMoreWeights(const std::vector<int64_t>& hidden_sizes, int64_t most, int64_t copies = 1);

// Throws ConfigError at `where` if a network that is trained has too many.
void CheckNumWeights(const std::vector<int64_t>& hidden_sizes, const std::string& where);

}  // namespace gaitbench
