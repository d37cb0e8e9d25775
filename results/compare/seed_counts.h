#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace gaitbench {

// How many seeds each environment has, or is to have.
using SeedCounts = std::map<std::string, int64_t>;

}  // namespace gaitbench
