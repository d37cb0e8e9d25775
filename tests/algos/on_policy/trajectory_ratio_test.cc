#include "algos/on_policy/trajectory_ratio.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <optional>

#include "algos/on_policy/policy_minibatches.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

using Floats = std::vector<float>;

TEST(TrajectoryRatioTest, ByHand) {
  // trajectory 0: samples 0 and 2, ratio 2 x 3; trajectory 1: sample 1, ratio 1/2
  const Floats log_prob = {std::log(2.0f), -std::log(2.0f), std::log(3.0f)}, old = {0, 0, 0};
  const Floats advantage = {1, 4, -3};
  const std::vector<int32_t> trajectory = {0, 1, 0};
  const std::vector<double> log_ratio = TrajectoryLogRatios(log_prob, old, trajectory);
  ASSERT_EQ(log_ratio.size(), 2u);
  EXPECT_NEAR(log_ratio[0], std::log(6), 1e-6);
  EXPECT_NEAR(log_ratio[1], -std::log(2), 1e-6);

  const std::vector<Surrogate> found =
      TrajectoryRatioSurrogates(log_prob, old, advantage, trajectory);
  const Surrogate expected[] = {{6, -12}, {2, 2}, {-18, -12}};  // -12 = 6 x (1 - 3)
  for (int b = 0; b < 3; ++b) {
    EXPECT_NEAR(found[b].value, expected[b].value, 1e-5) << b;
    EXPECT_NEAR(found[b].by_log_prob, expected[b].by_log_prob, 1e-5) << b;
  }
}

TEST(TrajectoryRatioTest, EffectiveShareByHand) {
  EXPECT_EQ(EffectiveShare(std::array{2.0, 2.0, 2.0}), 1);
  EXPECT_NEAR(EffectiveShare(std::array{0.0, std::log(3.0)}), 16.0 / 20, 1e-12);  // weights 1 and 3
  EXPECT_EQ(EffectiveShare(std::array{0.0, -2000.0}), 0.5);
  EXPECT_EQ(EffectiveShare(std::array{2000.0, 2000.0}), 1);  // whose weights no double holds
}

TEST(TrajectoryRatioTest, ATrajectoryEndsWithItsEpisodeAndWithTheIteration) {
  OnPolicySettings config;
  config.horizon = 4;
  config.num_envs = 2;
  Rollout rollout(config, 1, 1);
  rollout.terminated[2] = 1;  // environment 0, t = 1
  rollout.truncated[5] = 1;   // environment 1, t = 2
  rollout.terminated[7] = 1;  // environment 1, t = 3: nothing follows
  EXPECT_EQ(rollout.Trajectories(), (std::vector<int32_t>{0, 1, 0, 1, 2, 1, 2, 3}));
}

// Policies N(w o + c, exp 2s) of one action; old: all 0, and four samples of two trajectories.
struct Linear {
  Linear() : rollout(Config(), 1, 1) {
    RandomStream weights({1});
    policy.emplace(config, 1, 1, config.horizon, weights);
    std::ranges::fill(policy->parameters(), 0.0f);
    rollout.observation = {1, -2, 0.5f, 1.5f};
    rollout.action = {2, 1, -1, 0};
    rollout.terminated = {0, 0, 1, 0};
    policy->At(rollout.observation).LogProbs(rollout.action, rollout.log_prob);
    estimate.advantage = {1, -3, 5, 7};
  }
  static OnPolicySettings Config() {
    OnPolicySettings config;
    config.hidden_sizes = {};
    config.horizon = 4;
    config.policy_minibatches = 1;
    config.advantage_normalization = AdvantageNormalization::kNone;
    config.policy_objective = PolicyObjective::kTrajectoryRatio;
    return config;
  }
  // the mean over samples of ratio of the trajectory x advantage, in double
  double Objective(const std::array<double, 3>& w_c_s) const {
    double log_ratio[2] = {}, sum = 0;
    for (int b = 0; b < 4; ++b) {
      const double a = rollout.action[b], mean = w_c_s[0] * rollout.observation[b] + w_c_s[1];
      const double z = (a - mean) / std::exp(w_c_s[2]);
      log_ratio[b > 2] += -z * z / 2 - w_c_s[2] + a * a / 2;
    }
    for (int b = 0; b < 4; ++b) sum += std::exp(log_ratio[b > 2]) * estimate.advantage[b];
    return sum / 4;
  }

  OnPolicySettings config = Config();
  Rollout rollout;
  std::optional<Policy> policy;
  AdvantageEstimate estimate;
};

TEST(TrajectoryRatioTest, TheGradientIsTheDifferenceOfTheObjectiveWhateverTheOrder) {
  Linear run;
  const std::array<double, 3> at = {0.25, -0.125, 0.0625};  // exact in float
  std::ranges::transform(at, run.policy->parameters().begin(),
                         [](double x) { return static_cast<float>(x); });
  for (const std::vector<int32_t>& order : {std::vector<int32_t>{0, 1, 2, 3}, {3, 1, 0, 2}}) {
    PolicyMinibatches minibatches(run.rollout, run.estimate, run.config, /*kl_coef=*/1);
    Floats gradient(3);
    minibatches.Gradient(order, *run.policy, gradient);
    for (int i = 0; i < 3; ++i) {
      std::array<double, 3> above = at, below = at;
      above[i] += 1e-5;
      below[i] -= 1e-5;
      const double difference = (run.Objective(above) - run.Objective(below)) / 2e-5;
      EXPECT_NEAR(gradient[i], -difference, 1e-5 * std::abs(difference) + 1e-6) << i;
    }
  }
}

}  // namespace
}  // namespace gaitbench
