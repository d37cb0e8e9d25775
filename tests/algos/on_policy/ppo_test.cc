#include "algos/on_policy/ppo.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "algos/on_policy/policy_minibatches.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

// A linear policy of one observation and one action, N(w o + c, 1), and a rollout of its samples
// with the actions given. Adam's epsilon of 1 makes its first step lr g / (|g| + 1).
struct Linear {
  explicit Linear(const OnPolicySettings& settings, std::vector<float> observation,
                  std::vector<float> action, std::vector<float> advantage)
      : config(settings) {
    config.hidden_sizes = {};
    config.horizon = static_cast<int64_t>(action.size());
    config.adam_epsilon = 1;
    RandomStream weights({1});
    policy.emplace(config, 1, 1, config.horizon, weights);
    std::ranges::fill(policy->parameters(), 0.0f);
    rollout.emplace(config, 1, 1);
    rollout->observation = std::move(observation);
    rollout->action = std::move(action);
    policy->At(rollout->observation).LogProbs(rollout->action, rollout->log_prob);
    estimate.advantage = std::move(advantage);
  }
  double Update() {
    RandomStream order({2});
    Adam adam(3, config.adam_epsilon);
    return UpdatePolicyPpo(*rollout, estimate, config, /*kl_coef=*/1, order, *policy, adam);
  }
  std::vector<float> Parameters() const {
    return {policy->parameters().begin(), policy->parameters().end()};
  }

  OnPolicySettings config;
  std::optional<Policy> policy;
  std::optional<Rollout> rollout;
  AdvantageEstimate estimate;
};

OnPolicySettings OneStep() {
  OnPolicySettings config;
  config.policy_epochs = config.policy_minibatches = 1;
  config.advantage_normalization = AdvantageNormalization::kNone;
  config.policy_learning_rate = 0.5;
  return config;
}

float FirstStep(double g) { return static_cast<float>(0.5 * g / (std::abs(g) + 1)); }

// At ratio 1 the gradient is that of A log p: by the mean A (a - mean), by log_std A (z^2 - 1).
// o = 1 -2, a = 2 1, A = 1 -3: by w (2 + 6) / 2 = 4, by c (2 - 3) / 2, by log_std (3 + 0) / 2.
TEST(PpoTest, OneStepByHand) {
  for (double entropy_coef : {0.0, 0.25, -0.25}) {
    OnPolicySettings config = OneStep();
    config.entropy_coef = entropy_coef;
    Linear run(config, {1, -2}, {2, 1}, {1, -3});
    const double norm = run.Update();
    const double g[] = {4, -0.5, 1.5 + entropy_coef};
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(run.Parameters()[i], FirstStep(g[i]), 1e-6);
    EXPECT_NEAR(norm, std::sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2]), 1e-6);
  }
}

// advantages 1 -3 standardized: +-1/sqrt 2, or +-1 with 0 degrees of freedom taken off
TEST(PpoTest, AdvantagesAreStandardizedWithinMinibatchOrRollout) {
  for (AdvantageNormalization normalization :
       {AdvantageNormalization::kMinibatch, AdvantageNormalization::kRollout}) {
    for (int64_t ddof : {1, 0}) {
      OnPolicySettings config = OneStep();
      config.advantage_normalization = normalization;
      config.advantage_normalization_ddof = ddof;
      Linear run(config, {1, -2}, {2, 1}, {1, -3});
      run.Update();
      const double twice = ddof == 1 ? std::sqrt(8.0) : 2;
      EXPECT_NEAR(run.Parameters()[0], FirstStep((2 + 2) / twice), 1e-6);
      EXPECT_NEAR(run.Parameters()[1], FirstStep((2 - 1) / twice), 1e-6);
    }
  }
  // two minibatches of two: standardizing each is not standardizing all
  OnPolicySettings config = OneStep();
  config.policy_minibatches = 2;
  config.advantage_normalization = AdvantageNormalization::kMinibatch;
  Linear each(config, {1, 1, 1, 1}, {1, 2, 3, 4}, {1, 2, 30, 40});
  config.advantage_normalization = AdvantageNormalization::kRollout;
  Linear all(config, {1, 1, 1, 1}, {1, 2, 3, 4}, {1, 2, 30, 40});
  each.Update();
  all.Update();
  EXPECT_NE(each.Parameters(), all.Parameters());
}

// The second epoch finds ratios outside the range on the side that gains: clipped, its gradient is
// 0 and Adam only coasts on its moments; plain, it goes on.
TEST(PpoTest, ClippingStopsTheSamplesThatGainedEnough) {
  for (bool clips : {true, false}) {
    OnPolicySettings config = OneStep();
    config.policy_epochs = 2;
    config.ratio_clipping = clips;
    config.clip_range = 0.01;
    Linear run(config, {1, 1}, {2, 2}, {1, 1});
    run.Update();
    // the first step as by hand: g = 2 2 3; the second with g = 0, from the moments
    const double first = 0.5 * 2 / 3;
    const double mean = 0.9 * 0.2 / (1 - 0.81), square = 0.999 * 0.004 / (1 - 0.999 * 0.999);
    const double coasted = first + 0.5 * mean / (std::sqrt(square) + 1);
    if (clips) {
      EXPECT_NEAR(run.Parameters()[0], coasted, 1e-5);
    } else {
      EXPECT_GT(std::abs(run.Parameters()[0] - coasted), 1e-2);
    }
  }
}

TEST(PpoTest, OnlyThePolicysGradientBoundActs) {
  for (GradientClipping clipping : {GradientClipping::kNone, GradientClipping::kValue,
                                    GradientClipping::kPolicy, GradientClipping::kEach}) {
    OnPolicySettings config = OneStep();
    config.gradient_clipping = clipping;
    config.max_gradient_norm = 1;
    Linear run(config, {1, -2}, {2, 1}, {1, -3});
    const double norm = run.Update();  // before the bound
    EXPECT_NEAR(norm, std::sqrt(16 + 0.25 + 2.25), 1e-6);
    const bool acts = clipping == GradientClipping::kPolicy || clipping == GradientClipping::kEach;
    EXPECT_NEAR(run.Parameters()[0], FirstStep(acts ? 4 / norm : 4), 1e-6);
  }
}

TEST(PpoTest, EpochsStopBeyondTheTargetKl) {
  OnPolicySettings config = OneStep();
  config.target_kl_stop = true;
  config.target_kl = 1e-6;
  Linear one(config, {1, -2}, {2, 1}, {1, -3});
  config.policy_epochs = 5;
  Linear stopped(config, {1, -2}, {2, 1}, {1, -3});
  config.target_kl_stop = false;
  Linear all(config, {1, -2}, {2, 1}, {1, -3});
  for (Linear* run : {&one, &stopped, &all}) run->Update();
  EXPECT_TRUE(SameBits(one.Parameters(), stopped.Parameters()));
  EXPECT_FALSE(SameBits(one.Parameters(), all.Parameters()));
}

// KL(old||new) is least where new is old: whatever the minibatch, the penalty has no gradient there
TEST(PpoTest, ThePenaltyIsOfTheMinibatchsOwnOldPolicy) {
  for (bool state_dependent : {false, true}) {
    OnPolicySettings config;
    config.horizon = 64;
    config.hidden_sizes = {6};
    config.policy_minibatches = 4;
    config.ratio_clipping = false;
    config.state_dependent_std = state_dependent;
    RandomStream stream({3});
    Policy policy(config, 4, 2, 64, stream);
    Randomize(policy, stream, 0.5);
    const Rollout rollout = MakeRollout(config, policy, stream);
    const AdvantageEstimate estimate = {
        .value = {}, .advantage = RandomFloats(64, stream), .target = {}};
    const std::vector<int32_t> samples = {40, 3, 63, 17};
    const auto gradient_of = [&](PolicyObjective objective) {
      config.policy_objective = objective;
      std::vector<float> gradient(policy.parameters().size());
      PolicyMinibatches(rollout, estimate, config, /*kl_coef=*/10)
          .Gradient(samples, policy, gradient);
      return gradient;
    };
    const std::vector<float> penalized = gradient_of(PolicyObjective::kKlPenalty),
                             plain = gradient_of(PolicyObjective::kRatio);
    for (size_t i = 0; i < plain.size(); ++i) EXPECT_NEAR(penalized[i], plain[i], 1e-5);
  }
}

// Schulman et al. 2017, section 4
TEST(PpoTest, TheKlMultipleDoublesAndHalves) {
  EXPECT_EQ(NextKlCoef(1, 0.006, 0.01), 0.5);
  EXPECT_EQ(NextKlCoef(1, 0.007, 0.01), 1);
  EXPECT_EQ(NextKlCoef(1, 0.0149, 0.01), 1);
  EXPECT_EQ(NextKlCoef(1, 0.016, 0.01), 2);
}

}  // namespace
}  // namespace gaitbench
