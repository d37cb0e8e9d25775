// The networks of an off-policy learner and one update of them: critics towards their target, and
// with a delay the actor up the critics, the entropy coefficient and the target networks.
//
// Axes: B samples, O observation size, A action size, P parameters.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "algos/kernels/adam.h"
#include "algos/networks/mlp.h"
#include "algos/off_policy/settings.h"
#include "algos/off_policy/squashed_policy.h"
#include "algos/replay/replay_buffer.h"
#include "algos/replay/trained_network.h"
#include "envs/random.h"

namespace gaitbench {

struct UpdateMeasures {
  double critic_loss;           // mean squared error, summed over the critics
  double mean_value;            // of the first critic, on the batch
  double critic_gradient_norm;  // of the first critic
  // of the policy's update, where there was one
  struct OfPolicy {
    double gradient_norm;
    double mean_log_prob;  // nats; 0 of a deterministic actor
    double mean_std;       // 0 of a deterministic actor
  };
  std::optional<OfPolicy> policy;
};

class OffPolicyNetworks {
 public:
  OffPolicyNetworks(const OffPolicySettings& settings, int64_t observation_size,
                    int64_t action_size, RandomStream& actor_weights, RandomStream& critic_weights);

  // One update on a batch; `settings` are those of this iteration, whose shapes are the first ones.
  UpdateMeasures Update(const OffPolicySettings& settings, const ReplayBatch& batch,
                        RandomStream& noise);

  // The targets [B] of the critics on a batch, before the update; valid until the next call.
  std::span<const float> Targets(const OffPolicySettings& settings, const ReplayBatch& batch,
                                 RandomStream& noise);
  const MlpLayout& actor_layout() const { return policy_.layout(); }
  const MlpLayout& critic_layout() const { return critic_layout_; }
  TrainedNetwork& actor() { return actor_; }
  const TrainedNetwork& actor() const { return actor_; }
  std::vector<TrainedNetwork>& critics() { return critics_; }
  double EntropyCoef(const OffPolicySettings& settings) const;
  int64_t num_updates() const { return num_updates_; }  // of critics, so far

  // What is not finite; none if all is.
  std::optional<std::string> FindDivergence() const;

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("actor", self.actor_);
    for (size_t k = 0; k < self.critics_.size(); ++k)
      visit(k == 0 ? "critic" : "critic2", self.critics_[k]);
    visit("log_entropy_coef", self.log_entropy_coef_);
    visit("entropy_adam", self.entropy_adam_);
    visit("num_updates", self.num_updates_);
    visit("num_policy_updates", self.num_policy_updates_);
  }

 private:
  void DrawNoise(int64_t num_samples, RandomStream& noise);
  void Join(std::span<const float> observation, std::span<const float> action);
  void UpdateCritics(const OffPolicySettings& settings, const ReplayBatch& batch,
                     UpdateMeasures& measures);
  UpdateMeasures::OfPolicy UpdatePolicy(const OffPolicySettings& settings, const ReplayBatch& batch,
                                        RandomStream& noise);
  void ClimbCritics(const OffPolicySettings& settings, int64_t num_samples);
  void FollowWithTargets(const OffPolicySettings& settings, float share);

  int64_t observation_size_, action_size_;
  SquashedPolicy policy_;
  TrainedNetwork actor_;
  MlpLayout critic_layout_;
  std::vector<TrainedNetwork> critics_;
  std::vector<float> log_entropy_coef_;  // [1]
  Adam entropy_adam_;
  int64_t num_updates_ = 0, num_policy_updates_ = 0;

  // scratch
  std::vector<MlpActivations> activations_;         // per critic
  std::vector<float> input_;                        // [B,O+A]
  std::vector<float> noise_, action_;               // [B,A]
  std::vector<float> target_, value_gradient_;      // [B]
  std::vector<float> action_gradient_, by_critic_;  // [B,A]
};

}  // namespace gaitbench
