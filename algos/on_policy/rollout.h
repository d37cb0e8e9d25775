// Acting: the env steps of one iteration, as the learner sees them.
//
// Axes: T horizon, N environments, S = T N samples with sample s = t N + n, O observation size, A
// action size.
#pragma once

#include <cstdint>
#include <vector>

#include "algos/networks/normalizer.h"
#include "algos/networks/policy.h"
#include "algos/on_policy/settings.h"
#include "envs/batched_env.h"
#include "envs/random.h"

namespace gaitbench {

// Episodes completed inside one iteration, by raw reward.
struct EpisodeTotals {
  int64_t count = 0;
  double mean_return = 0;  // undiscounted
  double mean_length = 0;  // env steps
};

struct Rollout {
  Rollout(const OnPolicySettings& config, int64_t observation_size, int64_t action_size);

  int64_t horizon, num_envs;                   // T, N
  std::vector<float> observation;              // [S,O], filtered
  std::vector<float> action;                   // [S,A]
  std::vector<float> mean;                     // [S,A], of the policy that acted
  std::vector<float> log_std;                  // [A], or [S,A], of the same
  std::vector<float> log_prob;                 // [S], of the actions
  std::vector<double> reward;                  // [S], filtered
  std::vector<uint8_t> terminated, truncated;  // [S]
  // filtered observations after the samples of `successor_of`, where the next sample does not hold
  // them: after time limits and after the last step of the iteration
  std::vector<int64_t> successor_of;
  std::vector<float> successor;  // [successor_of.size(),O]
  EpisodeTotals episodes;
  double physics_seconds = 0, seconds = 0;  // in the environment; in all

  int64_t size() const { return horizon * num_envs; }  // S

  // Whether an episode ended with sample s.
  bool Ends(int64_t s) const { return terminated[s] || truncated[s]; }
  GaussianAt gaussian() const { return {action_size, mean, log_std}; }
  // [S], the trajectory of each sample, counted from 0. One begins where its episode does or, of an
  // episode that goes on, with the iteration; the iteration's end cuts it.
  std::vector<int32_t> Trajectories() const;
  int64_t observation_size, action_size;  // O, A
  int64_t log_std_stride;                 // 0, or A
};

// The environments of a run, its filters and its streams of resets and action noise.
class RolloutCollector {
 public:
  RolloutCollector(const OnPolicySettings& config, BatchedEnv env, int64_t run_seed);

  // T env steps of each environment into `rollout`. Environments start anew or go on, as config
  // says.
  void Collect(Policy& policy, Rollout& rollout);

  const ObservationNormalizer& observation_normalizer() const { return normalizer_; }

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("env", self.env_);
    visit("normalizer", self.normalizer_);
    visit("reward_filter", self.reward_filter_);
    visit("noise", self.noise_);
    visit("started", self.started_);
    visit("episode_return", self.episode_return_);
    visit("episode_length", self.episode_length_);
  }

 private:
  void StartEpisodes();
  // Step t of the rollout: the policy's actions, what the env step said, and the episodes that
  // ended.
  void Act(int64_t t, Policy& policy, Rollout& rollout);
  void RecordStep(int64_t t, Rollout& rollout);
  void RecordEnds(int64_t t, Rollout& rollout);

  OnPolicySettings config_;
  BatchedEnv env_;
  ObservationNormalizer normalizer_;
  RewardFilter reward_filter_;
  RandomStream noise_;
  bool started_ = false;
  std::vector<float> env_action_;        // [N,A]
  std::vector<double> episode_return_;   // [N], raw, so far
  std::vector<int64_t> episode_length_;  // [N]
  double returns_ = 0;                   // sums over the episodes completed in this iteration
  int64_t lengths_ = 0, completed_ = 0;
};

}  // namespace gaitbench
