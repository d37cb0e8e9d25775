#include "algos/on_policy/natural_gradient.h"

#include <gtest/gtest.h>

#include <cmath>

#include "algos/on_policy/npg.h"
#include "algos/on_policy/trpo.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

// N(w o + c, 1) at o = 0, so that w does nothing: F = diag(0, 1, 2). Actions 2 -1 with advantages
// 1 -1: g = (0, 1.5, 1.5), the means of A a and of A (a^2 - 1).
struct Case {
  Case() {
    config.hidden_sizes = {};
    config.horizon = 2;
    config.fisher_fraction = 1;
    config.cg_damping = 0;
    config.max_kl = 1e-4;
    config.advantage_normalization = AdvantageNormalization::kNone;
    RandomStream weights({1});
    policy.emplace(config, 1, 1, 2, weights);
    std::ranges::fill(policy->parameters(), 0.0f);
    rollout.emplace(config, 1, 1);
    rollout->action = {2, -1};
    policy->At(rollout->observation).LogProbs(rollout->action, rollout->log_prob);
  }
  NaturalStep Find() {
    RandomStream fisher({2});
    return FindNaturalStep(*rollout, advantage, config, fisher, *policy);
  }
  // Whether NPG and TRPO both leave the policy to the bit and record that they did.
  void ExpectSkipped() {
    const AdvantageEstimate estimate = {.value = {}, .advantage = advantage, .target = {}};
    const std::vector<float> before(policy->parameters().begin(), policy->parameters().end());
    RandomStream fisher({2});
    EXPECT_FALSE(UpdatePolicyNpg(*rollout, estimate, config, fisher, *policy).cg_residual);
    EXPECT_TRUE(SameBits(policy->parameters(), before));
    const PolicyUpdateResult trpo = UpdatePolicyTrpo(*rollout, estimate, config, fisher, *policy);
    EXPECT_FALSE(trpo.cg_residual);
    EXPECT_EQ(trpo.backtracks, static_cast<double>(config.line_search_steps));
    EXPECT_TRUE(SameBits(policy->parameters(), before));
  }

  OnPolicySettings config;
  std::optional<Policy> policy;
  std::optional<Rollout> rollout;
  std::vector<float> advantage = {1, -1};
};

// x = (0, 1.5, 0.75), x F x = 3.375, g x = 3.375
TEST(NaturalGradientTest, TheStepByHand) {
  Case c;
  const NaturalStep found = c.Find();
  ASSERT_EQ(found.status, NaturalStepStatus::kFound);
  const double length = std::sqrt(2e-4 / 3.375);
  EXPECT_EQ(found.step[0], 0);
  EXPECT_NEAR(found.step[1], length * 1.5, 1e-7);
  EXPECT_NEAR(found.step[2], length * 0.75, 1e-7);
  EXPECT_NEAR(found.predicted_gain, length * 3.375, 1e-7);
  EXPECT_NEAR(found.gradient_norm, 1.5 * std::sqrt(2.0), 1e-6);
  EXPECT_EQ(found.surrogate, 0);
  EXPECT_LT(found.cg_residual.value(), 1e-6);
}

TEST(NaturalGradientTest, WithoutAdvantagesThereIsNothingToFollow) {
  Case c;
  c.advantage = {0, 0};
  EXPECT_EQ(c.Find().status, NaturalStepStatus::kZeroGradient);
  c.ExpectSkipped();
}

TEST(NaturalGradientTest, AToleranceThatZeroSatisfiesGivesNoStep) {
  Case c;
  c.config.cg_tolerance = 1;
  EXPECT_EQ(c.Find().status, NaturalStepStatus::kZeroStep);
  c.ExpectSkipped();
}

// damping beyond float32: every Fisher product is infinite
TEST(NaturalGradientTest, ADampingThatOverflowsGivesNoStep) {
  Case c;
  c.config.cg_damping = 1e39;
  EXPECT_EQ(c.Find().status, NaturalStepStatus::kNotFinite);
  c.ExpectSkipped();
}

TEST(NaturalGradientTest, AStepBeyondFloatIsNotTaken) {
  Case c;
  c.config.max_kl = 1e100;
  EXPECT_EQ(c.Find().status, NaturalStepStatus::kNotFinite);
  c.ExpectSkipped();
}

TEST(NaturalGradientTest, NegativeCurvatureGivesNoStep) {
  Case c;
  c.config.cg_damping = -5;
  const NaturalStep found = c.Find();
  EXPECT_EQ(found.status, NaturalStepStatus::kNoCurvature);
  EXPECT_NE(found.message.find("p'Fp = -"), std::string::npos) << found.message;
  c.ExpectSkipped();
}

TEST(NaturalGradientTest, AnAdvantageThatIsNotFiniteGivesNoStep) {
  Case c;
  c.advantage = {1, NAN};
  EXPECT_EQ(c.Find().status, NaturalStepStatus::kNotFinite);
  c.ExpectSkipped();
}

}  // namespace
}  // namespace gaitbench
