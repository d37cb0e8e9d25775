#include "algos/on_policy/rollout.h"

#include <algorithm>

#include "algos/kernels/sizes.h"
#include "algos/learner/clock.h"
#include "algos/learner/streams.h"
#include "algos/networks/action_handling.h"

namespace gaitbench {

Rollout::Rollout(const OnPolicySettings& config, int64_t observations, int64_t actions)
    : horizon(config.horizon),
      num_envs(config.num_envs),
      observation(size() * observations),
      action(size() * actions),
      mean(size() * actions),
      log_std(config.state_dependent_std ? size() * actions : actions),
      log_prob(size()),
      reward(size()),
      terminated(size()),
      truncated(size()),
      observation_size(observations),
      action_size(actions),
      log_std_stride(config.state_dependent_std ? actions : 0) {}

std::vector<int32_t> Rollout::Trajectories() const {
  std::vector<int32_t> trajectory(size());
  int32_t count = 0;
  for (int64_t s = 0; s < size(); ++s) {
    const int64_t before = s - num_envs;
    const bool goes_on = before >= 0 && !Ends(before);
    trajectory[s] = goes_on ? trajectory[before] : count++;
  }
  return trajectory;
}

RolloutCollector::RolloutCollector(const OnPolicySettings& config, BatchedEnv env, int64_t run_seed)
    : config_(config),
      env_(std::move(env)),
      normalizer_(config, env_.observation_size()),
      reward_filter_(config, config.discount, env_.num_envs()),
      noise_(MakeStream(run_seed, Purpose::kActionNoise)),
      env_action_(env_.num_envs() * env_.action_size()),
      episode_return_(env_.num_envs()),
      episode_length_(env_.num_envs()) {
  RandomStream resets = MakeStream(run_seed, Purpose::kResets);
  env_.Reset(DrawResetSeed(resets));
}

void RolloutCollector::StartEpisodes() {
  if (started_) env_.Reset();
  started_ = true;
  for (int64_t n = 0; n < env_.num_envs(); ++n) {
    normalizer_.Add(env_.observations().data() + n * env_.observation_size());
    reward_filter_.StartAfterCutoff(n);
    episode_return_[n] = 0;
    episode_length_[n] = 0;
  }
}

void RolloutCollector::Collect(Policy& policy, Rollout& rollout) {
  const Clock::time_point start = Clock::now();
  RequireSize("environments of a rollout", rollout.num_envs, env_.num_envs());
  RequireSize("observations of a rollout", rollout.observation.size(),
              rollout.size() * env_.observation_size());
  RequireSize("actions of a rollout", rollout.action.size(), rollout.size() * env_.action_size());
  RequireSize("log densities of a rollout", rollout.log_prob.size(), rollout.size());
  if (!started_ || !config_.carry_over_episodes) StartEpisodes();
  returns_ = 0;
  lengths_ = completed_ = 0;
  rollout.successor_of.clear();
  rollout.successor.clear();
  rollout.physics_seconds = 0;

  for (int64_t t = 0; t < rollout.horizon; ++t) {
    Act(t, policy, rollout);
    const Clock::time_point before = Clock::now();
    env_.Step(std::span<const float>(env_action_));
    rollout.physics_seconds += SecondsSince(before);
    RecordStep(t, rollout);
    RecordEnds(t, rollout);
  }

  rollout.episodes = {.count = completed_,
                      .mean_return = completed_ ? returns_ / completed_ : 0,
                      .mean_length = completed_ ? static_cast<double>(lengths_) / completed_ : 0};
  rollout.seconds = SecondsSince(start);
}

void RolloutCollector::Act(int64_t t, Policy& policy, Rollout& rollout) {
  const int64_t num_envs = rollout.num_envs, o = rollout.observation_size, a = rollout.action_size;
  const int64_t first = t * num_envs;
  float* observation = rollout.observation.data() + first * o;
  float* action = rollout.action.data() + first * a;
  for (int64_t n = 0; n < num_envs; ++n) {
    normalizer_.Normalize(env_.observations().data() + n * o, observation + n * o);
  }
  const ActionDistribution at = policy.At({observation, static_cast<size_t>(num_envs * o)});
  std::ranges::copy(at.gaussian().mean, rollout.mean.begin() + first * a);
  std::ranges::copy(at.gaussian().log_std,
                    rollout.log_std.begin() + first * rollout.log_std_stride);
  for (int64_t n = 0; n < num_envs; ++n) {
    rollout.log_prob[first + n] = at.Sample(n, noise_, {action + n * a, static_cast<size_t>(a)});
  }
  HandleActions(config_.action_handling, env_.action_bounds(), std::span(action, num_envs * a),
                env_action_);
}

void RolloutCollector::RecordStep(int64_t t, Rollout& rollout) {
  const int64_t o = rollout.observation_size;
  for (int64_t n = 0; n < rollout.num_envs; ++n) {
    const int64_t s = t * rollout.num_envs + n;
    rollout.terminated[s] = env_.terminated()[n];
    rollout.truncated[s] = env_.truncated()[n];
    // an ended episode's last observation enters the statistics, then its successor's first
    if (rollout.Ends(s)) normalizer_.Add(env_.final_observations().data() + n * o);
    normalizer_.Add(env_.observations().data() + n * o);
    rollout.reward[s] = reward_filter_.Filter(n, env_.rewards()[n]);
    episode_return_[n] += env_.rewards()[n];
    ++episode_length_[n];
  }
}

void RolloutCollector::RecordEnds(int64_t t, Rollout& rollout) {
  const bool last_step = t + 1 == rollout.horizon;
  for (int64_t n = 0; n < rollout.num_envs; ++n) {
    const int64_t s = t * rollout.num_envs + n;
    const bool ended = rollout.Ends(s);
    if ((ended && !rollout.terminated[s]) || (!ended && last_step)) {
      const auto& from = ended ? env_.final_observations() : env_.observations();
      rollout.successor_of.push_back(s);
      rollout.successor.resize(rollout.successor.size() + rollout.observation_size);
      normalizer_.Normalize(
          from.data() + n * rollout.observation_size,
          rollout.successor.data() + rollout.successor.size() - rollout.observation_size);
    }
    if (!ended) continue;
    if (!last_step || config_.count_episode_at_cutoff || completed_ == 0) {
      returns_ += episode_return_[n];
      lengths_ += episode_length_[n];
      ++completed_;
    }
    reward_filter_.StartEpisode(n);
    episode_return_[n] = 0;
    episode_length_[n] = 0;
  }
}

}  // namespace gaitbench
