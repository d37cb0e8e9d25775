#include "algos/on_policy/trajectory_ratio.h"

#include <algorithm>
#include <cmath>

#include "algos/kernels/sizes.h"

namespace gaitbench {

std::vector<double> TrajectoryLogRatios(std::span<const float> log_prob,
                                        std::span<const float> old_log_prob,
                                        std::span<const int32_t> trajectory) {
  RequireSize("trajectories of samples", trajectory.size(), log_prob.size());
  std::vector<double> log_ratio(std::ranges::max(trajectory) + 1);
  for (size_t b = 0; b < log_prob.size(); ++b)
    log_ratio[trajectory[b]] += double{log_prob[b]} - old_log_prob[b];
  return log_ratio;
}

std::vector<Surrogate> TrajectoryRatioSurrogates(std::span<const float> log_prob,
                                                 std::span<const float> old_log_prob,
                                                 std::span<const float> advantage,
                                                 std::span<const int32_t> trajectory) {
  std::vector<double> ratio = TrajectoryLogRatios(log_prob, old_log_prob, trajectory);
  for (double& value : ratio) value = std::exp(value);
  std::vector<double> advantages(ratio.size());  // sums
  for (size_t b = 0; b < advantage.size(); ++b) advantages[trajectory[b]] += advantage[b];
  std::vector<Surrogate> surrogates(advantage.size());
  for (size_t b = 0; b < advantage.size(); ++b) {
    const int32_t j = trajectory[b];
    surrogates[b] = {static_cast<float>(ratio[j] * advantage[b]),
                     static_cast<float>(ratio[j] * advantages[j])};
  }
  return surrogates;
}

double EffectiveShare(std::span<const double> log_weight) {
  const double largest = std::ranges::max(log_weight);
  double sum = 0, squares = 0;
  for (double value : log_weight) {
    const double weight = std::exp(value - largest);
    sum += weight;
    squares += weight * weight;
  }
  return sum * sum / (static_cast<double>(log_weight.size()) * squares);
}

}  // namespace gaitbench
