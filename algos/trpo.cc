#include "algos/trpo.h"

#include <algorithm>
#include <cmath>

#include "algos/adam.h"
#include "algos/conjugate_gradients.h"
#include "algos/line_search.h"
#include "algos/minibatches.h"

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

}  // namespace

TrpoResult UpdatePolicyTrpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                            const AlgoConfig& config, RandomStream& fisher_samples,
                            Policy& policy) {
  const PolicySamples all = {rollout.size(), rollout.observation.data(), rollout.action.data()};
  const GaussianAt old = {rollout.mean.data(), rollout.log_std.data()};
  std::vector<float> advantage = estimate.advantage;
  if (config.advantage_normalization != AdvantageNormalization::kNone) Standardize(advantage);

  // g, the surrogate's gradient
  std::vector<float> gradient(policy.parameters().size());
  const auto surrogate = [&](float log_prob, int64_t s) {
    return RatioSurrogate(log_prob, rollout.log_prob[s], advantage[s]);
  };
  const double old_surrogate = policy.Gradient(all, surrogate, /*entropy_coef=*/0, gradient);

  // x = (F + damping)^-1 g
  const std::vector<float> observation =
      DrawObservations(rollout, config.fisher_fraction, fisher_samples);
  const int64_t count = observation.size() / rollout.observation_size;
  policy.Means(count, observation.data());
  const auto fisher = [&](std::span<const float> v, std::span<float> product) {
    policy.FisherVectorProduct(count, observation.data(), config.cg_damping, v, product);
  };
  const auto [x, residual] = ConjugateGradients(fisher, gradient, config.cg_iterations);

  // the full step: to where the quadratic model of the KL, damping included, reaches max_kl
  std::vector<float> product(x.size());
  fisher(x, product);
  const double length = std::sqrt(2 * config.max_kl / Dot(x, product));
  const double predicted_gain = length * Dot(gradient, x);

  const std::vector<float> before(policy.parameters().begin(), policy.parameters().end());
  const auto move = [&](double scale) {
    const auto step = static_cast<float>(scale * length);
    for (size_t i = 0; i < before.size(); ++i) policy.parameters()[i] = before[i] + step * x[i];
  };
  std::vector<float> log_prob(rollout.size());
  const auto evaluate = [&](double scale) -> TrialStep {
    move(scale);
    policy.LogProbs(all, log_prob.data());
    double sum = 0;
    for (int64_t s = 0; s < rollout.size(); ++s) sum += surrogate(log_prob[s], s).value;
    return {.gain = sum / static_cast<double>(rollout.size()) - old_surrogate,
            .kl = policy.MeanKl(rollout.size(), old, policy.LastMeans())};
  };
  const LineSearchResult found = LineSearch({.max_steps = config.line_search_steps,
                                             .shrink = config.line_search_shrink,
                                             .accept_ratio = config.line_search_accept_ratio,
                                             .max_kl = config.max_kl},
                                            predicted_gain, evaluate);
  if (found.scale > 0) {
    move(found.scale);
  } else {
    std::copy(before.begin(), before.end(), policy.parameters().begin());
  }
  return {.gradient_norm = Norm(gradient), .cg_residual = residual, .backtracks = found.backtracks};
}

}  // namespace gaitbench
