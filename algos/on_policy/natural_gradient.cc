#include "algos/on_policy/natural_gradient.h"

#include <fmt/format.h>

#include <cmath>

#include "algos/kernels/conjugate_gradients.h"
#include "algos/kernels/finite.h"
#include "algos/kernels/gradient_norm.h"
#include "algos/learner/streams.h"
#include "algos/on_policy/minibatches.h"

namespace gaitbench {
namespace {

// A share of the rollout's observations, [count,O].
std::vector<float> DrawObservations(const Rollout& rollout, double fraction, RandomStream& stream) {
  const auto drawn = static_cast<int64_t>(fraction * static_cast<double>(rollout.size()));
  const int64_t count = std::clamp<int64_t>(drawn, 1, rollout.size());
  std::vector<int32_t> order;
  Shuffle(order, rollout.size(), stream);
  std::vector<float> observation(count * rollout.observation_size);
  GatherRows(rollout.observation.data(), rollout.observation_size, std::span(order).first(count),
             observation.data());
  return observation;
}

NaturalStepStatus StatusOf(CgStatus status) {
  switch (status) {
    case CgStatus::kConverged:
    case CgStatus::kIterationLimit:
      return NaturalStepStatus::kFound;
    case CgStatus::kZeroGradient:
      return NaturalStepStatus::kZeroGradient;
    case CgStatus::kNoCurvature:
      return NaturalStepStatus::kNoCurvature;
    case CgStatus::kNotFinite:
      return NaturalStepStatus::kNotFinite;
  }
  throw std::logic_error("status without a natural step's");
}

}  // namespace

std::vector<float> WholeRolloutAdvantages(const AdvantageEstimate& estimate,
                                          const OnPolicySettings& config) {
  std::vector<float> advantage = estimate.advantage;
  if (config.advantage_normalization != AdvantageNormalization::kNone)
    Standardize(advantage, config.advantage_normalization_ddof);
  return advantage;
}

PolicyBatch WholeRollout(const Rollout& rollout, std::span<const float> advantage) {
  return {.samples = {rollout.observation, rollout.action},
          .old_log_prob = rollout.log_prob,
          .advantage = advantage,
          .old = rollout.gaussian()};
}

NaturalStep FindNaturalStep(const Rollout& rollout, const std::vector<float>& advantage,
                            const OnPolicySettings& config, RandomStream& fisher_samples,
                            Policy& policy) {
  // g, the surrogate's gradient
  std::vector<float> gradient(policy.parameters().size());
  const Derivatives& derivatives = DerivativesOf(config);
  const double old_surrogate =
      derivatives.PolicyGradient(PolicyGoal{}, WholeRollout(rollout, advantage), policy, gradient);

  // x = (F + damping)^-1 g
  const std::vector<float> observation =
      DrawObservations(rollout, config.fisher_fraction, fisher_samples);
  const LinearMap fisher = derivatives.FisherProduct(observation, config.cg_damping, policy);
  auto [x, residual, status, message] =
      ConjugateGradients(fisher, gradient, config.cg_iterations, config.cg_tolerance);
  NaturalStep result = {.status = StatusOf(status),
                        .message = std::move(message),
                        .surrogate = old_surrogate,
                        .gradient_norm = Norm(gradient)};
  if (result.status != NaturalStepStatus::kFound) return result;
  const auto refuse = [&](NaturalStepStatus why, std::string numbers) {
    result.status = why;
    result.message = std::move(numbers);
    return result;
  };

  // x (F + damping) x / 2 = max_kl at the full step
  std::vector<float> product(x.size());
  fisher(x, product);
  const double curvature = Dot(x, product);
  if (Dot(x, x) == 0) return refuse(NaturalStepStatus::kZeroStep, result.message);
  if (curvature <= 0)
    return refuse(NaturalStepStatus::kNoCurvature, fmt::format("x'Fx = {:.3g}", curvature));
  const double length = std::sqrt(2 * config.max_kl / curvature);
  const double predicted_gain = length * Dot(gradient, x);
  for (float& value : x) value *= static_cast<float>(length);
  if (!AllFinite(x)) {
    return refuse(NaturalStepStatus::kNotFinite,
                  fmt::format("x'Fx = {:.3g}: a step of length {:.3g}", curvature, length));
  }
  result.step = std::move(x);
  result.predicted_gain = predicted_gain;
  result.cg_residual = residual;
  return result;
}

FisherState MakeFisherState(int64_t run_seed) {
  return {MakeStream(run_seed, Purpose::kFisherSamples)};
}

}  // namespace gaitbench
