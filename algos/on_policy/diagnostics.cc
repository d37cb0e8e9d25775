#include "algos/on_policy/diagnostics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algos/on_policy/trajectory_ratio.h"

namespace gaitbench {

PolicyChange MeasureChange(const Rollout& rollout, std::vector<float> advantage, double clip_range,
                           Policy& policy) {
  const int64_t size = rollout.size();
  const bool has_advantages = !advantage.empty();
  advantage.resize(size);
  std::vector<float> log_prob(size);
  Standardize(advantage);
  const ActionDistribution at = policy.At(rollout.observation);
  at.LogProbs(rollout.action, log_prob);
  double max_ratio = 0, gain = 0;
  int64_t outside = 0;
  std::vector<double> log_ratio(size);
  for (int64_t s = 0; s < size; ++s) {
    log_ratio[s] = double{log_prob[s]} - rollout.log_prob[s];
    const double ratio = std::exp(log_ratio[s]);
    max_ratio = std::max(max_ratio, ratio);
    outside += std::abs(ratio - 1) > clip_range;
    gain += (ratio - 1) * advantage[s];
  }
  const auto count = static_cast<double>(size);
  return {
      .mean_kl = at.Kl(rollout.gaussian()),
      .max_ratio = max_ratio,
      .clip_fraction = static_cast<double>(outside) / count,
      .effective_sample_share = EffectiveShare(log_ratio),
      .effective_trajectory_share =
          EffectiveShare(TrajectoryLogRatios(log_prob, rollout.log_prob, rollout.Trajectories())),
      .surrogate_gain = has_advantages ? gain / count : std::numeric_limits<double>::quiet_NaN(),
      .entropy = at.Entropy(),
      .mean_std = at.Std()};
}

}  // namespace gaitbench
