// The rows of the table of tasks: each robot once, as Gymnasium's v5, and what older versions do
// otherwise. The recipe for one more is in docs/extend.md.
#pragma once

#include <vector>

#include "envs/task.h"

namespace gaitbench {

struct Robot {
  Task v5;
  void (*make_older)(Task& task, int version);
  std::vector<int> versions = {2, 3, 4, 5};
};

std::vector<Robot> PlanarRobots();
std::vector<Robot> SpatialRobots();
std::vector<Robot> ControlRobots();

// What robots that move along have in common.
inline constexpr Quantity kGainsOfMoving[] = {Quantity::kForwardReward, Quantity::kHealthyReward};
inline constexpr Quantity kCostsOfMoving[] = {Quantity::kControlReward, Quantity::kContactReward};
inline constexpr auto kExcludesPosition = &TaskOptions::exclude_current_positions_from_observation;

inline constexpr std::string_view kTianshou =
    "score 0: an untrained policy (ppo_modern's first iteration, 10 seeds), 1: PPO's best of 1M env "
    "steps on v2 or v3 (Tianshou's benchmark)";

}  // namespace gaitbench
