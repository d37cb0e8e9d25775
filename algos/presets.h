// Named algorithms: the 15 cells of Engstrom et al. 2020 (arXiv:2005.12729, tables 2 and 3), each
// as the released code runs it (MadryLab/implementation-matters 5ee6ecb, configs/), and what stands
// beside them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "algos/config.h"

namespace gaitbench {

struct PresetInfo {
  std::string_view name;     // "ppo_m"
  std::string_view meaning;  // one line
};

std::span<const PresetInfo> Presets();

// The preset's settings for an environment's robot ("Hopper-v4": Hopper). Throws ConfigError naming
// the presets if there is none of that name.
AlgoConfig FindPreset(std::string_view name, std::string_view environment);

}  // namespace gaitbench
