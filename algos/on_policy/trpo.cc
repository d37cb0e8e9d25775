#include "algos/on_policy/trpo.h"

#include <algorithm>

#include "algos/kernels/line_search.h"
#include "algos/on_policy/natural_gradient.h"

namespace gaitbench {

PolicyUpdateResult UpdatePolicyTrpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                                    const OnPolicySettings& config, RandomStream& fisher_samples,
                                    Policy& policy) {
  const std::vector<float> advantage = WholeRolloutAdvantages(estimate, config);
  const NaturalStep natural = FindNaturalStep(rollout, advantage, config, fisher_samples, policy);

  if (natural.status != NaturalStepStatus::kFound) {
    return {.gradient_norm = natural.gradient_norm,
            .backtracks = static_cast<double>(config.line_search_steps)};
  }

  const Derivatives& derivatives = DerivativesOf(config);
  const PolicyBatch all = WholeRollout(rollout, advantage);
  const std::vector<float> before(policy.parameters().begin(), policy.parameters().end());
  const auto move = [&](double scale) {
    for (size_t i = 0; i < before.size(); ++i) {
      policy.parameters()[i] = before[i] + static_cast<float>(scale) * natural.step[i];
    }
  };
  const auto evaluate = [&](double scale) -> TrialStep {
    move(scale);
    const auto [surrogate, kl] = derivatives.TryPolicy(all, config.kl_direction, policy);
    return {.gain = surrogate - natural.surrogate, .kl = kl};
  };
  const LineSearchResult found = LineSearch({.max_steps = config.line_search_steps,
                                             .shrink = config.line_search_shrink,
                                             .accept_ratio = config.line_search_accept_ratio,
                                             .max_kl = config.line_search_kl_slack * config.max_kl},
                                            natural.predicted_gain, evaluate);
  if (found.scale > 0) {
    move(found.scale);
  } else {
    std::copy(before.begin(), before.end(), policy.parameters().begin());
  }
  return {.gradient_norm = natural.gradient_norm,
          .cg_residual = natural.cg_residual,
          .backtracks = static_cast<double>(found.backtracks)};
}

namespace {

class TrpoStep : public PolicyStepWith<FisherState> {
 public:
  using PolicyStepWith::PolicyStepWith;

  PolicyUpdateResult Update(const Rollout& rollout, const AdvantageEstimate& estimate,
                            const OnPolicySettings& settings, Networks& networks) override {
    return UpdatePolicyTrpo(rollout, estimate, settings, state_.fisher_samples, networks.policy);
  }
};

}  // namespace

std::unique_ptr<PolicyStep> MakeTrpoStep(int64_t run_seed) {
  return std::make_unique<TrpoStep>(MakeFisherState(run_seed));
}

}  // namespace gaitbench
