#include "algos/on_policy/advantage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

OnPolicySettings Config(int64_t horizon, int64_t num_envs) {
  OnPolicySettings config;
  config.horizon = horizon;
  config.num_envs = num_envs;
  config.discount = 0.5;
  config.gae_lambda = 0.5;
  return config;
}

Rollout MakeRewards(const OnPolicySettings& config, const std::vector<double>& reward) {
  Rollout rollout(config, 1, 1);
  rollout.reward = reward;
  return rollout;
}

using Floats = std::vector<float>;

// three steps, rewards 1 2 4, values 8 4 2; discount x lambda is 1/4
TEST(AdvantageTest, CutOffRepeatsTheLastValueOrTakesTheNext) {
  OnPolicySettings config = Config(3, 1);
  Rollout rollout = MakeRewards(config, {1, 2, 4});
  rollout.successor_of = {2};

  config.cutoff_bootstrap = CutoffBootstrap::kLastValue;
  AdvantageEstimate estimate = GeneralizedAdvantage(rollout, {8, 4, 2}, {16}, config);
  // deltas: 1 + 2 - 8 = -5, 2 + 1 - 4 = -1, 4 + 1 - 2 = 3
  EXPECT_EQ(estimate.advantage, (Floats{-5 - 0.0625f, -0.25f, 3}));
  EXPECT_EQ(estimate.target, (Floats{8 - 5.0625f, 3.75f, 5}));
  EXPECT_EQ(estimate.value, (Floats{8, 4, 2}));

  config.cutoff_bootstrap = CutoffBootstrap::kNextValue;
  estimate = GeneralizedAdvantage(rollout, {8, 4, 2}, {16}, config);
  // the last delta: 4 + 8 - 2 = 10; before it -1 + 10/4 = 1.5, then -5 + 1.5/4
  EXPECT_EQ(estimate.advantage, (Floats{-4.625f, 1.5f, 10}));
}

// 1 + (2 + (4 + 16 / 2) / 2) / 2 = 5, and the same where an episode ends between
TEST(AdvantageTest, TheValuesTargetMayBeTheReturn) {
  OnPolicySettings config = Config(3, 1);
  config.cutoff_bootstrap = CutoffBootstrap::kNextValue;
  config.value_target = ValueTarget::kReturn;
  Rollout rollout = MakeRewards(config, {1, 2, 4});
  rollout.successor_of = {2};
  AdvantageEstimate estimate = GeneralizedAdvantage(rollout, {8, 4, 2}, {16}, config);
  EXPECT_EQ(estimate.advantage, (Floats{-4.625f, 1.5f, 10}));  // as with the other target
  EXPECT_EQ(estimate.target, (Floats{5, 8, 12}));

  rollout.terminated[1] = 1;
  estimate = GeneralizedAdvantage(rollout, {8, 4, 2}, {16}, config);
  EXPECT_EQ(estimate.target, (Floats{2, 2, 12}));

  rollout.terminated[1] = 0;
  rollout.truncated[1] = 1;
  rollout.successor_of = {1, 2};
  config.truncation = Truncation::kBootstrap;
  estimate = GeneralizedAdvantage(rollout, {8, 4, 2}, {32, 16}, config);
  EXPECT_EQ(estimate.target, (Floats{10, 18, 12}));
}

TEST(AdvantageTest, TerminationEndsTheSumAndBootstrapsFromZero) {
  const OnPolicySettings config = Config(3, 1);
  Rollout rollout = MakeRewards(config, {1, 2, 4});
  rollout.terminated[1] = 1;
  rollout.successor_of = {2};
  const AdvantageEstimate estimate = GeneralizedAdvantage(rollout, {8, 4, 2}, {16}, config);
  // deltas: -5, 2 - 4 = -2, 3; the second takes nothing from the third
  EXPECT_EQ(estimate.advantage, (Floats{-5.5f, -2, 3}));
}

TEST(AdvantageTest, ATimeLimitIsTerminalOrBootstrapsFromTheLastObservation) {
  OnPolicySettings config = Config(3, 1);
  Rollout rollout = MakeRewards(config, {1, 2, 4});
  rollout.truncated[1] = 1;
  rollout.successor_of = {1, 2};

  config.truncation = Truncation::kTerminal;
  EXPECT_EQ(GeneralizedAdvantage(rollout, {8, 4, 2}, {32, 16}, config).advantage,
            (Floats{-5.5f, -2, 3}));
  config.truncation = Truncation::kBootstrap;  // 2 + 16 - 4 = 14; still nothing from the third
  EXPECT_EQ(GeneralizedAdvantage(rollout, {8, 4, 2}, {32, 16}, config).advantage,
            (Floats{-1.5f, 14, 3}));
}

TEST(AdvantageTest, AnEndOnTheLastStepIsNoCutOff) {
  OnPolicySettings config = Config(2, 1);
  for (CutoffBootstrap cutoff : {CutoffBootstrap::kLastValue, CutoffBootstrap::kNextValue}) {
    config.cutoff_bootstrap = cutoff;
    Rollout terminated = MakeRewards(config, {1, 2});
    terminated.terminated[1] = 1;
    EXPECT_EQ(GeneralizedAdvantage(terminated, {8, 4}, {}, config).advantage, (Floats{-5.5f, -2}));

    // where both hold, the task's end is what counts
    terminated.truncated[1] = 1;
    config.truncation = Truncation::kBootstrap;
    EXPECT_EQ(GeneralizedAdvantage(terminated, {8, 4}, {}, config).advantage, (Floats{-5.5f, -2}));

    Rollout truncated = MakeRewards(config, {1, 2});
    truncated.truncated[1] = 1;
    truncated.successor_of = {1};
    EXPECT_EQ(GeneralizedAdvantage(truncated, {8, 4}, {32}, config).advantage[1], 14);
    config.truncation = Truncation::kTerminal;
    EXPECT_EQ(GeneralizedAdvantage(truncated, {8, 4}, {32}, config).advantage[1], -2);
  }
}

// The definition, environment by environment: A_t = sum over l of (discount lambda)^l delta_(t+l)
// until the episode or the rollout ends.
double AdvantageByDefinition(const Rollout& rollout, const Floats& value, const Floats& after,
                             const OnPolicySettings& config, int64_t t, int64_t n) {
  double sum = 0, weight = 1;
  for (; t < rollout.horizon; ++t, weight *= config.discount * config.gae_lambda) {
    const int64_t s = t * rollout.num_envs + n;
    const bool terminated = rollout.terminated[s], truncated = rollout.truncated[s];
    double next = t + 1 < rollout.horizon ? value[s + rollout.num_envs]
                  : config.cutoff_bootstrap == CutoffBootstrap::kNextValue ? after[s]
                                                                           : value[s];
    if (truncated) next = config.truncation == Truncation::kBootstrap ? after[s] : 0;
    if (terminated) next = 0;
    sum += weight * (rollout.reward[s] + config.discount * next - value[s]);
    if (terminated || truncated) break;
  }
  return sum;
}

TEST(AdvantageTest, ManyEnvironmentsWithEveryKindOfEndAreTheDefinition) {
  RandomStream stream({1});
  OnPolicySettings config = Config(50, 3);
  config.discount = 0.99;
  config.gae_lambda = 0.95;
  Rollout rollout(config, 1, 1);
  Floats value = RandomFloats(rollout.size(), stream), after(rollout.size()), successor_value;
  for (int64_t s = 0; s < rollout.size(); ++s) {
    rollout.reward[s] = stream.Normal();
    rollout.terminated[s] = stream.Below(10) == 0;
    rollout.truncated[s] = stream.Below(10) == 0;
    const bool last = s + config.num_envs >= rollout.size();
    if (!rollout.terminated[s] && (rollout.truncated[s] || last)) {
      after[s] = static_cast<float>(stream.Normal());
      rollout.successor_of.push_back(s);
      successor_value.push_back(after[s]);
    }
  }
  for (Truncation truncation : {Truncation::kTerminal, Truncation::kBootstrap}) {
    for (CutoffBootstrap cutoff : {CutoffBootstrap::kLastValue, CutoffBootstrap::kNextValue}) {
      config.truncation = truncation;
      config.cutoff_bootstrap = cutoff;
      const AdvantageEstimate estimate =
          GeneralizedAdvantage(rollout, value, successor_value, config);
      for (int64_t s = 0; s < rollout.size(); ++s) {
        const double expected = AdvantageByDefinition(rollout, value, after, config, s / 3, s % 3);
        ASSERT_NEAR(estimate.advantage[s], expected, 1e-6) << s;
        ASSERT_NEAR(estimate.target[s], expected + value[s], 1e-6) << s;
      }
    }
  }
}

TEST(AdvantageTest, ValuesComeFromTheValueFunction) {
  RandomStream stream({2});
  OnPolicySettings config = Config(4, 2);
  config.cutoff_bootstrap = CutoffBootstrap::kNextValue;
  Policy policy(config, 5, 2, 8, stream);
  ValueFunction value_function(config, 5, 8, stream);
  const Rollout rollout = MakeRollout(config, policy, stream);
  const auto values_of = [&](const Floats& observation) {
    const std::span<const float> value = value_function.Values(observation);
    return Floats(value.begin(), value.end());
  };
  const AdvantageEstimate expected = GeneralizedAdvantage(rollout, values_of(rollout.observation),
                                                          values_of(rollout.successor), config);
  const AdvantageEstimate estimate = EstimateAdvantages(rollout, value_function, config);
  EXPECT_TRUE(SameBits(estimate.advantage, expected.advantage));
  EXPECT_TRUE(SameBits(estimate.value, expected.value));
}

// mean 2, squares 4 + 1 + 1 + 4, over n - 1 = 3 or n = 4
TEST(AdvantageTest, StandardizeDividesByTheDeviationOfNMinusDdof) {
  for (int64_t ddof : {1, 0}) {
    Floats x = {0, 1, 3, 4};
    Standardize(x, ddof);
    const double deviation = std::sqrt(10.0 / (4 - static_cast<double>(ddof)));
    for (int i = 0; i < 4; ++i) {
      EXPECT_NEAR(x[i], (std::array{-2, -1, 1, 2})[i] / deviation, 1e-7);
    }
  }
  Floats constant = {3, 3};
  Standardize(constant);
  EXPECT_EQ(constant, (Floats{0, 0}));
}

TEST(AdvantageTest, ExplainedVarianceByHand) {
  // targets 0 1 2 3, errors 0 0 0 1: variances 5/3 and 1/4
  EXPECT_NEAR(ExplainedVariance({.value = {0, 1, 2, 2}, .advantage = {}, .target = {0, 1, 2, 3}}),
              1 - 0.25 / (5.0 / 3), 1e-12);
  EXPECT_TRUE(std::isnan(ExplainedVariance({.value = {1, 2}, .advantage = {}, .target = {3, 3}})));
}

}  // namespace
}  // namespace gaitbench
