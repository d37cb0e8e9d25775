// Runs whose derivatives are autograd's, beside the same runs with derivatives written out.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/algos/runs.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

// Both networks' parameters after two iterations, the policy's first. Episodes are short: a fall
// that comes one env step later would be another rollout.
std::array<std::vector<float>, 2> Trained(OnPolicySettings settings, DerivativesBy derivatives) {
  settings.derivatives = derivatives;
  Run run({.environment = "Hopper-v4",
           .variant = "test",
           .seed = 1,
           .num_iterations = 2,
           .environment_options = {{"max_episode_steps", 20}},
           .settings = AsLearnerSettings(settings)});
  Train(run);
  const auto& learner = dynamic_cast<const OnPolicyLearner&>(run.learner());
  const auto policy = learner.policy().parameters(), value = learner.value_function().parameters();
  return {std::vector(policy.begin(), policy.end()), std::vector(value.begin(), value.end())};
}

// the largest difference of two networks' parameters, relative to the largest parameter
double Difference(std::span<const float> a, std::span<const float> b) {
  double difference = 0, scale = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference = std::max(difference, std::abs(double{a[i]} - b[i]));
    scale = std::max(scale, std::abs(double{a[i]}));
  }
  return difference / scale;
}

void ExpectBothWaysTheSame(const OnPolicySettings& settings) {
  const auto written_out = Trained(settings, DerivativesBy::kWrittenOut);
  const auto autograd = Trained(settings, DerivativesBy::kAutograd);
  for (int i : {0, 1}) {
    EXPECT_LT(Difference(written_out[i], autograd[i]), 1e-5);
    EXPECT_FALSE(SameBits(written_out[i], autograd[i])) << "the same code has computed both";
  }
}

class PresetTest : public testing::TestWithParam<std::string> {};

TEST_P(PresetTest, TwoIterationsAreTheSameBothWays) {
  OnPolicySettings settings = PresetSettings(GetParam(), "Hopper-v4");
  settings.horizon = 256;
  settings.num_envs = 1;
  // Adam makes steps of this size of gradients that are nothing but float32's rounding
  settings.policy_learning_rate = std::min(settings.policy_learning_rate, 1e-3);
  // and so do conjugate gradients, the longer they go on
  settings.cg_iterations = std::min<int64_t>(settings.cg_iterations, 10);
  settings.policy_minibatches = std::min<int64_t>(settings.policy_minibatches, 4);
  settings.value_minibatches = std::min<int64_t>(settings.value_minibatches, 4);
  ExpectBothWaysTheSame(settings);
}

OnPolicySettings ShortPpo() {
  OnPolicySettings settings = PresetSettings("ppo", "Hopper-v4");
  settings.horizon = 256;
  settings.policy_minibatches = settings.value_minibatches = 4;
  return settings;
}

TEST(AutogradTest, EveryPolicyObjectiveIsTheSameBothWays) {
  for (PolicyObjective objective :
       {PolicyObjective::kRatio, PolicyObjective::kLogProb, PolicyObjective::kKlPenalty}) {
    OnPolicySettings settings = ShortPpo();
    settings.policy_objective = objective;
    settings.clip_range = 0.05;  // so that it acts
    settings.entropy_coef = 0.01;
    ExpectBothWaysTheSame(settings);
  }
  OnPolicySettings settings = ShortPpo();
  settings.policy_objective = PolicyObjective::kTrajectoryRatio;
  settings.policy_minibatches = 1;
  settings.entropy_coef = 0.01;
  ExpectBothWaysTheSame(settings);
}

TEST(AutogradTest, BothClippedValueLossesAreTheSameBothWays) {
  for (ValueClipForm form : {ValueClipForm::kSquareThenMax, ValueClipForm::kMaxThenSquare}) {
    OnPolicySettings settings = ShortPpo();
    settings.value_clipping = true;
    settings.value_clip_form = form;
    settings.value_clip_range = 0.02;
    ExpectBothWaysTheSame(settings);
  }
}

TEST(AutogradTest, OtherNetworksAreTheSameBothWays) {
  OnPolicySettings settings = ShortPpo();
  settings.value_loss = ValueLossForm::kHuber;
  settings.value_normalization = true;
  settings.state_dependent_std = true;
  settings.std_parametrization = StdParametrization::kSoftplus;
  settings.activation = Activation::kElu;
  settings.joint_update = settings.shared_trunk = true;
  settings.gradient_clipping = GradientClipping::kJoint;
  ExpectBothWaysTheSame(settings);
}

INSTANTIATE_TEST_SUITE_P(Every, PresetTest, testing::ValuesIn(PresetNames()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace gaitbench
