#include "algos/learner/episode.h"

namespace gaitbench {

PlayedEpisode PlayEpisode(uint64_t seed, RandomStream* noise, Actor& actor, BatchedEnv& env) {
  std::vector<float> action(env.action_size());
  PlayedEpisode episode;
  env.Reset(seed);
  while (episode.length == 0 || !(env.terminated()[0] || env.truncated()[0])) {
    actor.Act(env.observations(), noise, action);
    env.Step(std::span<const float>(action));
    episode.episode_return += env.rewards()[0];
    ++episode.length;
  }
  return episode;
}

}  // namespace gaitbench
