#include "algos/on_policy/advantage.h"

#include <cmath>
#include <limits>

namespace gaitbench {
namespace {

struct Moments {
  double mean, variance;
};

template <class At>
Moments MomentsOf(int64_t size, At&& at, int64_t ddof = 1) {
  double sum = 0, squares = 0;
  for (int64_t i = 0; i < size; ++i) sum += at(i);
  const double mean = sum / static_cast<double>(size);
  for (int64_t i = 0; i < size; ++i) squares += (at(i) - mean) * (at(i) - mean);
  return {mean, squares / static_cast<double>(size - ddof)};
}

}  // namespace

AdvantageEstimate GeneralizedAdvantage(const Rollout& rollout, std::vector<float> values,
                                       const std::vector<float>& successor_values,
                                       const OnPolicySettings& config) {
  const int64_t size = rollout.size(), num_envs = rollout.num_envs;
  // the value after each sample
  std::vector<double> next(size);
  for (int64_t s = 0; s + num_envs < size; ++s) next[s] = values[s + num_envs];
  for (size_t i = 0; i < rollout.successor_of.size(); ++i) {
    const int64_t s = rollout.successor_of[i];
    if (rollout.truncated[s]) {
      next[s] = config.truncation == Truncation::kBootstrap ? successor_values[i] : 0;
    } else {
      next[s] =
          config.cutoff_bootstrap == CutoffBootstrap::kNextValue ? successor_values[i] : values[s];
    }
  }

  AdvantageEstimate estimate = {.value = std::move(values),
                                .advantage = std::vector<float>(size),
                                .target = std::vector<float>(size)};
  const double target_lambda = config.value_target == ValueTarget::kReturn ? 1 : config.gae_lambda;
  struct Running {
    double advantage = 0, target = 0;  // of the sample after, the target as a difference to V
  };
  std::vector<Running> running(num_envs);
  for (int64_t s = size; s-- > 0;) {
    auto& [advantage, target] = running[s % num_envs];
    if (rollout.terminated[s]) next[s] = 0;
    if (rollout.Ends(s)) advantage = target = 0;
    const double delta = rollout.reward[s] + config.discount * next[s] - estimate.value[s];
    advantage = delta + config.discount * config.gae_lambda * advantage;
    target = delta + config.discount * target_lambda * target;
    estimate.advantage[s] = static_cast<float>(advantage);
    estimate.target[s] = static_cast<float>(target + estimate.value[s]);
  }
  return estimate;
}

AdvantageEstimate EstimateAdvantages(const Rollout& rollout, ValueFunction& value_function,
                                     const OnPolicySettings& config) {
  const auto values_of = [&](const std::vector<float>& observation) {
    const std::span<const float> values = value_function.Values(observation);
    return std::vector<float>(values.begin(), values.end());
  };
  return GeneralizedAdvantage(rollout, values_of(rollout.observation), values_of(rollout.successor),
                              config);
}

void Standardize(std::span<float> x, int64_t ddof) {
  const auto [mean, variance] = MomentsOf(
      x.size(), [&](int64_t i) { return double{x[i]}; }, ddof);
  const double deviation = std::sqrt(variance) + 1e-8;
  for (float& value : x) value = static_cast<float>((value - mean) / deviation);
}

double ExplainedVariance(const AdvantageEstimate& estimate) {
  const int64_t size = estimate.target.size();
  const double of_target =
      MomentsOf(size, [&](int64_t i) { return double{estimate.target[i]}; }).variance;
  const double of_error = MomentsOf(size, [&](int64_t i) {
                            return double{estimate.target[i]} - estimate.value[i];
                          }).variance;
  return of_target > 0 ? 1 - of_error / of_target : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace gaitbench
