#include "algos/on_policy/diagnostics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

// N(b, exp 2s) of one action: moving the mean by 0.5 and nothing else.
TEST(DiagnosticsTest, AShiftOfTheMeanByHand) {
  OnPolicySettings config;
  config.hidden_sizes = {};
  config.horizon = 3;
  RandomStream stream({1});
  Policy policy(config, 1, 1, 3, stream);
  std::ranges::fill(policy.parameters(), 0.0f);
  Rollout rollout(config, 1, 1);
  rollout.action = {1, 0, -1};
  rollout.terminated = {0, 1, 0};
  policy.At(rollout.observation).LogProbs(rollout.action, rollout.log_prob);

  const PolicyChange none = MeasureChange(rollout, {1, 2, 3}, 0.2, policy);
  EXPECT_EQ(none.mean_kl, 0);
  EXPECT_EQ(none.max_ratio, 1);
  EXPECT_EQ(none.clip_fraction, 0);
  EXPECT_EQ(none.surrogate_gain, 0);
  EXPECT_EQ(none.effective_sample_share, 1);
  EXPECT_EQ(none.effective_trajectory_share, 1);

  policy.parameters()[1] = 0.5f;  // the bias
  const PolicyChange change = MeasureChange(rollout, {1, 2, 3}, 0.2, policy);
  const double ratios[] = {std::exp(0.375), std::exp(-0.125),
                           std::exp(-0.625)};  // exp(a m - m^2 / 2)
  EXPECT_NEAR(change.mean_kl, 0.125, 1e-7);    // m^2 / 2
  EXPECT_NEAR(change.max_ratio, ratios[0], 1e-6);
  EXPECT_NEAR(change.clip_fraction, 2.0 / 3, 1e-12);
  const auto share = [](const std::vector<double>& weights) {
    double sum = 0, squares = 0;
    for (double w : weights) sum += w, squares += w * w;
    return sum * sum / (static_cast<double>(weights.size()) * squares);
  };
  EXPECT_NEAR(change.effective_sample_share, share({ratios[0], ratios[1], ratios[2]}), 1e-6);
  EXPECT_NEAR(change.effective_trajectory_share, share({ratios[0] * ratios[1], ratios[2]}), 1e-6);
  EXPECT_NEAR(change.surrogate_gain, (ratios[2] - ratios[0]) / 3,
              1e-6);  // standardized advantages -1, 0, 1
  EXPECT_TRUE(std::isnan(MeasureChange(rollout, {}, 0.2, policy).surrogate_gain));
}

}  // namespace
}  // namespace gaitbench
