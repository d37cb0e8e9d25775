// One episode of a policy at work.
#pragma once

#include <cstdint>
#include <vector>

#include "algos/learner/learner.h"
#include "envs/batched_env.h"

namespace gaitbench {

struct PlayedEpisode {
  double episode_return = 0;  // undiscounted, raw
  int64_t length = 0;         // env steps
};

// From a reset with `seed`, in one environment without autoreset; with `noise`, actions are
// samples.
PlayedEpisode PlayEpisode(uint64_t seed, RandomStream* noise, Actor& actor, BatchedEnv& env);

}  // namespace gaitbench
