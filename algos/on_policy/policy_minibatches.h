// A rollout as the policy's minibatches: gathers some samples and differentiates the objective that
// config asks for.
#pragma once

#include <span>
#include <vector>

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/derivatives.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

class PolicyMinibatches {
 public:
  // kl_coef: of the penalty, where config.policy_objective has one.
  PolicyMinibatches(const Rollout& rollout, const AdvantageEstimate& estimate,
                    const OnPolicySettings& config, double kl_coef);

  // gradient [P] of minus the objective on these samples: to be descended.
  void Gradient(std::span<const int32_t> samples, Policy& policy, std::span<float> gradient);

 private:
  const Rollout& rollout_;
  const OnPolicySettings& config_;
  const Derivatives& derivatives_;
  PolicyGoal goal_;
  std::vector<float> all_advantages_;                   // [S]
  std::vector<float> observation_, action_;             // [B,O], [B,A]
  std::vector<float> old_mean_, old_log_std_;           // [B,A], [A] or [B,A]
  std::vector<float> old_log_prob_, advantage_;         // [B]
  std::vector<int32_t> all_trajectories_, trajectory_;  // [S], [B]; empty where not asked for
};

}  // namespace gaitbench
