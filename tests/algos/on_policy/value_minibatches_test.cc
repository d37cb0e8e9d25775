#include "algos/on_policy/value_minibatches.h"

#include <gtest/gtest.h>

#include <optional>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

using Floats = std::vector<float>;

// A linear value function at V = 0 and three samples; gradients by its weight and bias.
struct Linear {
  Linear() : rollout(Settings(), 1, 1) {
    RandomStream weights({1});
    value_function.emplace(Settings(), 1, rollout.size(), weights);
    std::ranges::fill(value_function->parameters(), 0.0f);
    rollout.observation = {1, 2, 3};
    estimate.value = {0, 0, 0};
    estimate.target = {1, 10, -5};
  }
  static OnPolicySettings Settings() {
    OnPolicySettings config;
    config.hidden_sizes = {};
    config.horizon = 3;
    return config;
  }
  // nothing where no sample counts
  std::optional<Floats> GradientAt(const OnPolicySettings& config,
                                   const std::vector<int32_t>& samples) {
    ValueMinibatches minibatches(rollout, config, /*num_minibatches=*/1);
    Floats gradient(2);
    if (!minibatches.Gradient(estimate, samples, *value_function, gradient)) return std::nullopt;
    return gradient;
  }

  Rollout rollout;
  AdvantageEstimate estimate;
  std::optional<ValueFunction> value_function;
};

// mean of 2 (V - target) (o, 1) over samples 2 and 0
TEST(ValueMinibatchesTest, TheGradientIsOfTheSamplesAskedFor) {
  Linear run;
  EXPECT_EQ(run.GradientAt(Linear::Settings(), {2, 0}), (Floats{(10 * 3 - 2) / 2.0f, 4}));
}

TEST(ValueMinibatchesTest, TheCoefficientScalesIt) {
  Linear run;
  OnPolicySettings config = Linear::Settings();
  config.value_coef = 0.5;
  EXPECT_EQ(run.GradientAt(config, {2, 0}), (Floats{7, 2}));
}

TEST(ValueMinibatchesTest, StepsThatEndAnEpisodeCountOnlyWhereTheyShall) {
  Linear run;
  run.rollout.terminated[0] = 1;
  OnPolicySettings config = Linear::Settings();
  EXPECT_EQ(run.GradientAt(config, {2, 0}), (Floats{30, 10}));
  EXPECT_EQ(run.GradientAt(config, {0}), std::nullopt);
  config.value_loss_on_terminal_steps = true;
  EXPECT_EQ(run.GradientAt(config, {0}), (Floats{-2, -2}));
}

}  // namespace
}  // namespace gaitbench
