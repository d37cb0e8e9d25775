#include "algos/learner/episode.h"

#include <vector>

namespace gaitbench {

PlayedEpisode PlayEpisode(uint64_t seed, RandomStream* noise, Actor& actor, BatchedEnv& env,
                          const EpisodeObserver& observer) {
  std::vector<float> action(env.action_size());
  PlayedEpisode episode;
  env.Reset(seed);
  if (observer) observer(env, {});
  while (episode.length == 0 || !(env.terminated()[0] || env.truncated()[0])) {
    actor.Act(env.observations(), noise, action);
    env.Step(std::span<const float>(action));
    episode.episode_return += env.rewards()[0];
    ++episode.length;
    if (observer) observer(env, action);
  }
  return episode;
}

}  // namespace gaitbench
