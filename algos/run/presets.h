// Named algorithms: the cells of the paper (paper_cells.h), and what users compare them with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "algos/on_policy/config.h"

namespace gaitbench {

struct PresetInfo {
  std::string_view name;     // "ppo_m"
  std::string_view meaning;  // one line
};

std::vector<PresetInfo> Presets();

// The preset's settings for an environment's robot ("Hopper-v4": Hopper). Throws ConfigError naming
// the presets if there is none of that name.
AlgoConfig FindPreset(std::string_view name, std::string_view environment);

}  // namespace gaitbench
