#include "algos/on_policy/policy_minibatches.h"

#include <gtest/gtest.h>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

using Floats = std::vector<float>;

// A linear policy N(w o + c, 1) at w = c = 0 and four of its samples; gradients by (w, c, log_std).
struct Linear {
  explicit Linear(OnPolicySettings settings) : config(std::move(settings)), rollout(config, 1, 1) {
    RandomStream weights({1});
    policy.emplace(config, 1, 1, config.horizon, weights);
    std::ranges::fill(policy->parameters(), 0.0f);
    rollout.observation = {1, -2, 3, 4};
    rollout.action = {2, 1, -1, 0};
    policy->At(rollout.observation).LogProbs(rollout.action, rollout.log_prob);
    estimate.advantage = {1, -3, 5, 7};
  }
  Floats GradientAt(const std::vector<int32_t>& samples) {
    PolicyMinibatches minibatches(rollout, estimate, config, /*kl_coef=*/2);
    Floats gradient(3);
    minibatches.Gradient(samples, *policy, gradient);
    return gradient;
  }

  OnPolicySettings config;
  Rollout rollout;
  std::optional<Policy> policy;
  AdvantageEstimate estimate;
};

OnPolicySettings Plain() {
  OnPolicySettings config;
  config.hidden_sizes = {};
  config.horizon = 4;
  config.policy_minibatches = 2;
  config.advantage_normalization = AdvantageNormalization::kNone;
  return config;
}

void ExpectNear(const Floats& found, const Floats& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-5) << i;
}

// minus the mean of A (a - mean) o, A (a - mean), A (z^2 - 1): samples 2 and 0, in that order
TEST(PolicyMinibatchesTest, TheGradientIsOfTheSamplesAskedFor) {
  Linear run(Plain());
  const float w = -(5 * -1 * 3 + 1 * 2 * 1) / 2.0f, c = -(5 * -1 + 1 * 2) / 2.0f;
  ExpectNear(run.GradientAt({2, 0}), {w, c, -(5 * 0 + 1 * 3) / 2.0f});
}

// 5 and 1 have mean 3 and deviation sqrt 8 within the minibatch: +-1/sqrt 2
TEST(PolicyMinibatchesTest, AdvantagesAreStandardizedAmongThoseSamples) {
  OnPolicySettings config = Plain();
  config.advantage_normalization = AdvantageNormalization::kMinibatch;
  Linear run(config);
  const float a = std::sqrt(0.5f);
  ExpectNear(run.GradientAt({2, 0}),
             {-(a * -1 * 3 - a * 2 * 1) / 2, -(a * -1 - a * 2) / 2, -(a * 0 - a * 3) / 2});
}

// a ratio of e^0.5 is beyond 1.2: with a positive advantage its sample has no gradient
TEST(PolicyMinibatchesTest, ClippedSamplesDropOut) {
  Linear run(Plain());
  run.rollout.log_prob[0] -= 0.5f;
  run.config.ratio_clipping = true;
  run.config.clip_range = 0.2;
  const Floats only_the_other = run.GradientAt({2, 0});
  ExpectNear(only_the_other, {7.5f, 2.5f, 0});
}

}  // namespace
}  // namespace gaitbench
