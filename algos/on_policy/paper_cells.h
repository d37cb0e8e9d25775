// The 15 cells of Engstrom et al. 2020 (arXiv:2005.12729, tables 2 and 3), each as the released
// code runs it (MadryLab/implementation-matters 5ee6ecb, configs/), its traps included: TRPO+'s KL
// schedule and gradient bound do nothing, PPO-M and TRPO normalize observations, held-out rollouts
// feed the filters.
#pragma once

#include <string_view>

#include "algos/on_policy/settings.h"

namespace gaitbench {

// preset: ppo, ppo_m, ppo_noclip, trpo or trpo_plus. Throws ConfigError for a robot that the paper
// does not have.
OnPolicySettings PaperCell(std::string_view preset, std::string_view robot);

// The cell, and for robots that the paper does not have that of its simplest one, Hopper.
OnPolicySettings PaperCellOrSimplest(std::string_view preset, std::string_view robot);

}  // namespace gaitbench
