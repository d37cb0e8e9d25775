#include "algos/on_policy/value_update.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

using Floats = std::vector<float>;

// A linear value function of one observation: V(o) = w o + c.
struct Linear {
  explicit Linear(OnPolicySettings settings) : config(std::move(settings)), rollout(config, 1, 1) {
    config.hidden_sizes = {};
    RandomStream weights({1});
    value_function.emplace(config, 1, rollout.size(), weights);
    std::ranges::fill(value_function->parameters(), 0.0f);
    adam.emplace(2, config.adam_epsilon);
    estimate.value = Floats(rollout.size());
    estimate.target = Floats(rollout.size());
  }
  ValueUpdateResult Update(double learning_rate) {
    RandomStream order({2});
    config.value_learning_rate = learning_rate;
    return UpdateValueFunction(rollout, estimate, config, order, *value_function, *adam);
  }
  double weight() { return value_function->parameters()[0]; }
  double bias() { return value_function->parameters()[1]; }

  OnPolicySettings config;
  Rollout rollout;
  AdvantageEstimate estimate;
  std::optional<ValueFunction> value_function;
  std::optional<Adam> adam;
};

OnPolicySettings OneStep(int64_t horizon) {
  OnPolicySettings config;
  config.horizon = horizon;
  config.value_epochs = config.value_minibatches = 1;
  config.adam_epsilon = 1;
  return config;
}

// o = 1 3, target = 1 -5, V = 0: gradient by w is the mean of 2 (0 - target) o = 14, by c 4.
// Adam's first step is lr g / (|g| + epsilon).
TEST(ValueUpdateTest, OneStepByHand) {
  Linear run(OneStep(2));
  run.rollout.observation = {1, 3};
  run.estimate.target = {1, -5};
  const ValueUpdateResult result = run.Update(0.5);
  EXPECT_FLOAT_EQ(run.weight(), -0.5 * 14 / 15);
  EXPECT_FLOAT_EQ(run.bias(), -0.5 * 4 / 5);
  EXPECT_FLOAT_EQ(result.gradient_norm, std::sqrt(14 * 14 + 4 * 4));
  const double w = run.weight(), c = run.bias();
  EXPECT_NEAR(result.loss, (std::pow(w + c - 1, 2) + std::pow(3 * w + c + 5, 2)) / 2, 1e-5);
}

// the mean is over the steps that are kept: the same update as without the others
TEST(ValueUpdateTest, StepsThatEndAnEpisodeAreDroppedFromTheMean) {
  for (bool keeps : {false, true}) {
    OnPolicySettings config = OneStep(4);
    config.value_loss_on_terminal_steps = keeps;
    Linear run(config);
    run.rollout.observation = {1, 100, 3, -100};
    run.estimate.target = {1, 7, -5, 9};
    run.rollout.terminated = {0, 1, 0, 0};
    run.rollout.truncated = {0, 0, 0, 1};
    run.Update(0.5);
    // kept: (-2 - 1400 + 30 + 1800) / 4 = 107 and (-2 - 14 + 10 - 18) / 4 = -6
    EXPECT_FLOAT_EQ(run.weight(), keeps ? -0.5 * 107 / 108 : -0.5 * 14 / 15);
    EXPECT_FLOAT_EQ(run.bias(), keeps ? 0.5 * 6 / 7 : -0.5 * 4 / 5);
  }
}

TEST(ValueUpdateTest, AMinibatchOfEndsOnlyIsPassedOver) {
  Linear run(OneStep(2));
  run.rollout.terminated = {1, 1};
  run.estimate.target = {1, 1};
  run.Update(0.5);
  EXPECT_EQ(run.weight(), 0);
  EXPECT_EQ(run.bias(), 0);
}

// old V = 3 and V = 0 is beyond the range: against target 4 the plain error is the larger, against
// -1 the kept one, (3 - 0.2 + 1)^2, which is flat
TEST(ValueUpdateTest, ValueClippingUsesTheOldValuesAndItsOwnRange) {
  for (bool clips : {false, true}) {
    OnPolicySettings config = OneStep(2);
    config.value_clipping = clips;
    Linear run(config);
    run.rollout.observation = {1, 1};
    run.estimate.value = {3, 3};
    run.estimate.target = {4, -1};
    run.Update(0.5);
    EXPECT_FLOAT_EQ(run.weight(), clips ? 0.5 * 4 / 5 : 0.5 * 3 / 4);
  }
}

// the same with the larger signed error: -4 of V against -1.2, and 1 against 3.8: both flat
TEST(ValueUpdateTest, TheFormOfValueClippingIsTheOneAskedFor) {
  OnPolicySettings config = OneStep(2);
  config.value_clipping = true;
  config.value_clip_form = ValueClipForm::kMaxThenSquare;
  Linear run(config);
  run.rollout.observation = {1, 1};
  run.estimate.value = {3, 3};
  run.estimate.target = {4, -1};
  run.Update(0.5);
  EXPECT_EQ(run.weight(), 0);
}

TEST(ValueUpdateTest, OnlyItsOwnGradientBoundActs) {
  for (GradientClipping clipping : {GradientClipping::kNone, GradientClipping::kPolicy,
                                    GradientClipping::kValue, GradientClipping::kEach}) {
    OnPolicySettings config = OneStep(2);
    config.gradient_clipping = clipping;
    config.max_gradient_norm = 1;
    Linear run(config);
    run.rollout.observation = {1, 1};
    run.estimate.target = {3, 1};  // gradient -4, -4
    run.Update(0.5);
    const bool acts = clipping == GradientClipping::kValue || clipping == GradientClipping::kEach;
    const double g = acts ? 1 / std::sqrt(2.0) : 4;
    EXPECT_NEAR(run.weight(), 0.5 * g / (g + 1), 1e-6);
  }
}

TEST(ValueUpdateTest, ManyEpochsFitALine) {
  OnPolicySettings config;
  config.horizon = 64;
  config.value_minibatches = 4;
  config.value_epochs = 300;
  Linear run(config);
  RandomStream stream({3});
  run.rollout.observation = RandomFloats(64, stream);
  for (int s = 0; s < 64; ++s) run.estimate.target[s] = 2 * run.rollout.observation[s] - 1;
  const ValueUpdateResult result = run.Update(0.01);
  EXPECT_NEAR(run.weight(), 2, 1e-2);
  EXPECT_NEAR(run.bias(), -1, 1e-2);
  EXPECT_LT(result.loss, 1e-3);
}

}  // namespace
}  // namespace gaitbench
