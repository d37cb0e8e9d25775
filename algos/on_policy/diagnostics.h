// How far an update moved the policy, measured on the pairs it was trained on or on others.
#pragma once

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/rollout.h"

namespace gaitbench {

struct PolicyChange {
  double mean_kl;        // KL(old||new), nats
  double max_ratio;      // new over old density
  double clip_fraction;  // share of ratios outside 1 +- clip_range
  // effective over actual number of samples and of trajectories, whose ratios are the weights
  double effective_sample_share, effective_trajectory_share;
  double surrogate_gain;  // mean of (ratio - 1) x standardized advantage; NaN without advantages
  double entropy;         // of the new policy, nats
  double mean_std;        // of the same, over actions
};

// advantage: of the rollout [S], or empty.
PolicyChange MeasureChange(const Rollout& rollout, std::vector<float> advantage, double clip_range,
                           Policy& policy);

}  // namespace gaitbench
