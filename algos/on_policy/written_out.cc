#include "algos/on_policy/written_out.h"

#include <vector>

#include "algos/on_policy/trajectory_ratio.h"

namespace gaitbench {
namespace {

Surrogate SurrogateOf(const PolicyGoal& goal, float log_prob, float old_log_prob, float advantage) {
  switch (goal.objective) {
    case PolicyObjective::kLogProb:
      return LogProbSurrogate(log_prob, advantage);
    case PolicyObjective::kKlPenalty:
      return RatioSurrogate(log_prob, old_log_prob, advantage);
    case PolicyObjective::kRatio:
      return goal.ratio_bounds
                 ? ClippedSurrogate(log_prob, old_log_prob, advantage, *goal.ratio_bounds)
                 : RatioSurrogate(log_prob, old_log_prob, advantage);
    default:  // one that is being tried with autograd
      throw ConfigError("policy_objective", "is not written out; derivatives=autograd may have it");
  }
}

Surrogate Times(float coef, const Surrogate& surrogate) {
  return {coef * surrogate.value, coef * surrogate.by_log_prob};
}

// One pass for the log densities, of which each trajectory's ratio needs all, and one for the
// gradient.
double TrajectoryGradient(const PolicyGoal& goal, const PolicyBatch& batch, Policy& policy,
                          std::span<float> gradient) {
  std::vector<float> log_prob(batch.old_log_prob.size());
  policy.At(batch.samples.observation).LogProbs(batch.samples.action, log_prob);
  const std::vector<Surrogate> surrogates =
      TrajectoryRatioSurrogates(log_prob, batch.old_log_prob, batch.advantage, batch.trajectory);
  const auto surrogate = [&](float, int64_t b) { return Times(goal.coef, surrogates[b]); };
  return policy.Gradient(batch.samples, surrogate, goal.coef * goal.entropy_coef, gradient);
}

ValueLoss LossOf(const ValueGoal& goal, float value, float old_value, float target) {
  if (goal.clip_range) {
    return goal.clip_form == ValueClipForm::kSquareThenMax
               ? ClippedSquaredError(value, old_value, target, *goal.clip_range)
               : MaxThenSquaredError(value, old_value, target, *goal.clip_range);
  }
  return goal.form == ValueLossForm::kHuber ? HuberLoss(value, target)
                                            : SquaredError(value, target);
}

class WrittenOut : public Derivatives {
 public:
  double PolicyGradient(const PolicyGoal& goal, const PolicyBatch& batch, Policy& policy,
                        std::span<float> gradient) const override {
    if (goal.objective == PolicyObjective::kTrajectoryRatio)
      return TrajectoryGradient(goal, batch, policy, gradient);
    const auto surrogate = [&](float log_prob, int64_t b) {
      return Times(goal.coef,
                   SurrogateOf(goal, log_prob, batch.old_log_prob[b], batch.advantage[b]));
    };
    const KlPenalty penalty = {goal.coef * goal.kl_coef.value_or(0), batch.old};
    return policy.Gradient(batch.samples, surrogate, goal.coef * goal.entropy_coef, gradient,
                           goal.kl_coef ? &penalty : nullptr);
  }

  void ValueGradient(const ValueGoal& goal, const ValueBatch& batch, ValueFunction& value_function,
                     std::span<float> gradient) const override {
    const auto weighted = [&](float value, int64_t b) {
      const ValueLoss loss = LossOf(goal, value, batch.old_value[b], batch.target[b]);
      return ValueLoss{goal.coef * loss.value, goal.coef * loss.by_value};
    };
    value_function.Gradient(batch.observation, weighted, gradient);
  }

  LinearMap FisherProduct(std::span<const float> observation, double damping,
                          Policy& policy) const override {
    const ActionDistribution at = policy.At(observation);
    return [=, &policy](std::span<const float> v, std::span<float> product) {
      policy.FisherVectorProduct(at, damping, v, product);
    };
  }

  PolicyTrial TryPolicy(const PolicyBatch& batch, KlDirection direction,
                        Policy& policy) const override {
    const ActionDistribution at = policy.At(batch.samples.observation);
    std::vector<float> log_prob(batch.advantage.size());
    at.LogProbs(batch.samples.action, log_prob);
    double sum = 0;
    for (size_t b = 0; b < log_prob.size(); ++b)
      sum += RatioSurrogate(log_prob[b], batch.old_log_prob[b], batch.advantage[b]).value;
    return {.surrogate = sum / static_cast<double>(log_prob.size()),
            .kl = at.Kl(batch.old, direction)};
  }

  double AdamStep(std::span<const float> gradient, double learning_rate,
                  std::optional<double> max_norm, Adam& adam,
                  std::span<float> parameters) const override {
    return adam.Step(gradient, learning_rate, max_norm, parameters);
  }
};

}  // namespace

const Derivatives& WrittenOutDerivatives() {
  static const WrittenOut written_out;
  return written_out;
}

}  // namespace gaitbench
