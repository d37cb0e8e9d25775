// The 15 cells of Engstrom et al. 2020 (arXiv:2005.12729, tables 2 and 3), each as the released
// code runs it (MadryLab/implementation-matters 5ee6ecb, configs/), its traps included: TRPO+'s KL
// schedule and gradient bound do nothing, PPO-M and TRPO normalize observations, held-out rollouts
// feed the filters.
#pragma once

#include <optional>
#include <string_view>

#include "algos/on_policy/config.h"

namespace gaitbench {

// preset: ppo, ppo_m, ppo_noclip, trpo or trpo_plus; robot: Hopper, Walker2d or Humanoid. None for
// others.
std::optional<AlgoConfig> FindPaperCell(std::string_view preset, std::string_view robot);

}  // namespace gaitbench
