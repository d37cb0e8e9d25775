// PPO's policy update: epochs of minibatches of a surrogate. With policy_objective log_prob, one
// epoch and one minibatch it is REINFORCE with baseline, with short rollouts of several
// environments A2C. Schulman et al. 2017 (arXiv:1707.06347), algorithm 1.
#pragma once

#include "algos/kernels/adam.h"
#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

// Returns the mean gradient norm over optimizer steps, before clipping. kl_coef: of the KL penalty,
// where there is one.
double UpdatePolicyPpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                       const OnPolicySettings& config, double kl_coef, RandomStream& order,
                       Policy& policy, Adam& adam);

// Whether config's bound on the KL ends the epochs: mean KL(old||new) over the rollout.
bool IsBeyondTargetKl(const Rollout& rollout, const OnPolicySettings& config, Policy& policy);

// The multiple of the penalty for the next iteration, after an update that moved the policy by `kl`
// (section 4).
double NextKlCoef(double kl_coef, double kl, double target);

// What steps on minibatches keep from one iteration to the next.
struct MinibatchStepState {
  RandomStream order;
  double kl_coef = 1;  // of the adaptive KL penalty

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("order", self.order);
    visit("kl_coef", self.kl_coef);
  }
};

class MinibatchStep : public PolicyStepWith<MinibatchStepState> {
 public:
  explicit MinibatchStep(int64_t run_seed);
  bool HasLearningRate() const override { return true; }
  void Adapt(double mean_kl, const OnPolicySettings& settings) override;
};

std::unique_ptr<PolicyStep> MakePpoStep(int64_t run_seed);

}  // namespace gaitbench
