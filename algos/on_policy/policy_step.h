// The only place that knows which update belongs to which step rule.
#pragma once

#include <optional>

#include "algos/kernels/adam.h"
#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/config.h"
#include "algos/on_policy/rollout.h"

namespace gaitbench {

// What step rules keep from one iteration to the next, each its own stream.
struct PolicyStepState {
  RandomStream order, fisher_samples;
  double kl_coef = 1;  // of the adaptive KL penalty

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("order", self.order);
    visit("fisher_samples", self.fisher_samples);
    visit("kl_coef", self.kl_coef);
  }
};

struct PolicyUpdateResult {
  double gradient_norm;
  std::optional<double> cg_residual = {}, backtracks = {};  // trust-region steps only
};

PolicyUpdateResult UpdatePolicy(const Rollout& rollout, const AdvantageEstimate& estimate,
                                const AlgoConfig& config, PolicyStepState& state, Policy& policy,
                                Adam& adam);

// Whether a step rule follows policy_learning_rate.
bool HasLearningRate(StepRule step_rule);

}  // namespace gaitbench
