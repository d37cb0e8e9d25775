// The natural-gradient step to the edge of the trust region: what TRPO and NPG share.
// Kakade 2002; Schulman et al. 2015 (arXiv:1502.05477), appendix C.
//
// Axes: P parameters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/derivatives.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

enum class NaturalStepStatus {
  kFound,
  kZeroGradient,  // nothing to follow
  kNoCurvature,   // the Fisher matrix, as estimated, is not positive definite
  kZeroStep,      // conjugate gradients were satisfied with x = 0
  kNotFinite,     // the gradient, a Fisher product or the step
};

struct NaturalStep {
  NaturalStepStatus status;
  std::string message;   // the status with its numbers
  double surrogate;      // of the old policy
  double gradient_norm;  // of the surrogate
  // with kFound:
  std::vector<float> step = {};  // [P], scaled so that the quadratic model of the KL, damping
                                 // included, is max_kl
  double predicted_gain = 0;     // of the surrogate, by the linear model
  std::optional<double> cg_residual = {};  // relative
};

// The advantages [S] of a step on the whole rollout: standardized over it, if at all.
std::vector<float> WholeRolloutAdvantages(const AdvantageEstimate& estimate,
                                          const OnPolicySettings& config);

// All samples of a rollout, with their advantages [S].
PolicyBatch WholeRollout(const Rollout& rollout, std::span<const float> advantage);

// advantage [S], standardized or not. fisher_samples: draws the observations that estimate the
// Fisher matrix, without replacement.
NaturalStep FindNaturalStep(const Rollout& rollout, const std::vector<float>& advantage,
                            const OnPolicySettings& config, RandomStream& fisher_samples,
                            Policy& policy);

// What natural-gradient steps keep from one iteration to the next.
struct FisherState {
  RandomStream fisher_samples;

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("fisher_samples", self.fisher_samples);
  }
};

FisherState MakeFisherState(int64_t run_seed);

}  // namespace gaitbench
