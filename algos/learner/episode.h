// One episode of a policy at work.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "algos/learner/learner.h"
#include "envs/batched_env.h"

namespace gaitbench {

struct PlayedEpisode {
  double episode_return = 0;  // undiscounted, raw
  int64_t length = 0;         // env steps
};

// What sees an episode's environment after the reset, where there is no action, and after each env
// step.
using EpisodeObserver = std::function<void(const BatchedEnv& env, std::span<const float> action)>;

// From a reset with `seed`, in one environment without autoreset; with `noise`, actions are
// samples.
PlayedEpisode PlayEpisode(uint64_t seed, RandomStream* noise, Actor& actor, BatchedEnv& env,
                          const EpisodeObserver& observer = {});

}  // namespace gaitbench
