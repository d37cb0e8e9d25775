#include "algos/on_policy/npg.h"

#include <gtest/gtest.h>

#include "algos/on_policy/trpo.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

// Where TRPO's line search accepts the full step, NPG takes that step; where it refuses all, NPG
// still steps.
TEST(NpgTest, TakesTrposFullStepWhateverTheLineSearchSays) {
  for (int64_t line_search_steps : {1, 10}) {
    OnPolicySettings config;
    config.horizon = 64;
    config.hidden_sizes = {6};
    config.max_kl = 1e-4;  // small, with room for the quadratic model: the full step is accepted
    config.line_search_kl_slack = 10;
    config.advantage_normalization = AdvantageNormalization::kRollout;
    config.line_search_steps = line_search_steps;
    RandomStream stream({5});
    Policy policy(config, 4, 2, 64, stream);
    Randomize(policy, stream);
    const Rollout rollout = MakeRollout(config, policy, stream);
    const AdvantageEstimate estimate = {
        .value = {}, .advantage = RandomFloats(64, stream), .target = {}};
    Policy trpo = policy;
    const std::vector<float> before(policy.parameters().begin(), policy.parameters().end());
    RandomStream fisher({1}), same_fisher({1});
    const PolicyUpdateResult result = UpdatePolicyNpg(rollout, estimate, config, fisher, policy);
    const PolicyUpdateResult reference =
        UpdatePolicyTrpo(rollout, estimate, config, same_fisher, trpo);
    ASSERT_EQ(reference.backtracks, 0);
    EXPECT_TRUE(SameBits(policy.parameters(), trpo.parameters()));
    EXPECT_FALSE(SameBits(policy.parameters(), before));
    EXPECT_EQ(result.gradient_norm, reference.gradient_norm);
  }
}

TEST(NpgTest, HasNoLineSearchToRefuseALargeStep) {
  OnPolicySettings config;
  config.horizon = 64;
  config.hidden_sizes = {6};
  config.max_kl = 50;  // beyond what the quadratic model holds for
  RandomStream stream({6}), fisher({1});
  Policy policy(config, 4, 2, 64, stream);
  Randomize(policy, stream);
  const Rollout rollout = MakeRollout(config, policy, stream);
  const AdvantageEstimate estimate = {
      .value = {}, .advantage = RandomFloats(64, stream), .target = {}};
  UpdatePolicyNpg(rollout, estimate, config, fisher, policy);
  EXPECT_GT(policy.At(rollout.observation).Kl(rollout.gaussian()), 1);
}

}  // namespace
}  // namespace gaitbench
