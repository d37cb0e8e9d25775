#include "algos/on_policy/trpo.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

OnPolicySettings Config() {
  OnPolicySettings config;
  config.step_rule = StepRule::kTrpo;
  config.advantage_normalization = AdvantageNormalization::kRollout;
  config.fisher_fraction = 1;
  config.hidden_sizes = {};
  return config;
}

// N(w o + c, 1) at o = 0, so that w does nothing: F = diag(0, 1, 2), g by c the mean of A a, by
// log_std that of A (a^2 - 1). Actions 2 -1, advantages 1 -1 times 1/sqrt 2 after standardizing:
// g = (0, 1.5, 1.5) / sqrt 2. With damping d: x = (0, g_c / (1 + d), g_s / (2 + d)), and the step
// is x sqrt(2 max_kl / (x (F + d) x)).
TEST(TrpoTest, TheFullStepByHand) {
  for (double damping : {0.0, 0.5}) {
    OnPolicySettings config = Config();
    config.horizon = 2;
    config.cg_damping = damping;
    config.max_kl = 1e-4;  // small: the surrogate is nearly linear and the full step is taken
    config.cg_iterations = 3;
    RandomStream weights({1}), fisher({2});
    Policy policy(config, 1, 1, 2, weights);
    std::ranges::fill(policy.parameters(), 0.0f);
    Rollout rollout(config, 1, 1);
    rollout.action = {2, -1};
    policy.At(rollout.observation).LogProbs(rollout.action, rollout.log_prob);
    const AdvantageEstimate estimate = {.value = {}, .advantage = {1, -1}, .target = {}};
    const PolicyUpdateResult result = UpdatePolicyTrpo(rollout, estimate, config, fisher, policy);

    const double g = 1.5 / std::sqrt(2.0), c = g / (1 + damping), s = g / (2 + damping);
    const double length = std::sqrt(2 * config.max_kl / (g * c + g * s));
    EXPECT_EQ(result.backtracks, 0);
    EXPECT_NEAR(result.gradient_norm, g * std::sqrt(2.0), 1e-6);
    EXPECT_LT(result.cg_residual.value(), 1e-6);
    EXPECT_EQ(policy.parameters()[0], 0);
    EXPECT_NEAR(policy.parameters()[1], length * c, 1e-7);
    EXPECT_NEAR(policy.parameters()[2], length * s, 1e-7);
  }
}

// One random rollout and a policy that acted on it.
struct Case {
  explicit Case(const OnPolicySettings& settings, uint64_t seed)
      : config(settings),
        stream({seed}),
        policy(config, 5, 2, config.horizon, stream),
        rollout(config, 5, 2) {
    Randomize(policy, stream);
    rollout = MakeRollout(config, policy, stream);
    estimate.advantage = RandomFloats(rollout.size(), stream);
  }
  PolicyUpdateResult Update() {
    return UpdatePolicyTrpo(rollout, estimate, config, stream, policy);
  }
  double Kl(KlDirection direction = KlDirection::kOldNew) {
    return policy.At(rollout.observation).Kl(rollout.gaussian(), direction);
  }
  // of the standardized advantages; 0 for the policy that acted
  double Gain() {
    std::vector<float> advantage = estimate.advantage, log_prob(rollout.size());
    Standardize(advantage);
    policy.At(rollout.observation).LogProbs(rollout.action, log_prob);
    double gain = 0;
    for (int64_t s = 0; s < rollout.size(); ++s) {
      gain += (std::exp(double{log_prob[s]} - rollout.log_prob[s]) - 1) * advantage[s];
    }
    return gain / static_cast<double>(rollout.size());
  }

  OnPolicySettings config;
  RandomStream stream;
  Policy policy;
  Rollout rollout;
  AdvantageEstimate estimate;
};

TEST(TrpoTest, AcceptedStepsGainAndStayInsideTheTrustRegion) {
  OnPolicySettings config = Config();
  config.horizon = 64;
  config.hidden_sizes = {8};
  config.fisher_fraction = 0.1;
  int64_t num_accepted = 0, num_backtracked = 0;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    config.max_kl = 1e-3 * std::pow(10, static_cast<double>(seed % 4));  // up to 1 nat
    Case run(config, seed);
    const PolicyUpdateResult result = run.Update();
    EXPECT_LE(run.Kl(), config.max_kl * (1 + 1e-6)) << seed;
    const bool accepted = *result.backtracks < static_cast<double>(config.line_search_steps);
    EXPECT_TRUE(!accepted || run.Gain() > 0) << seed;
    num_accepted += accepted;
    num_backtracked += accepted && *result.backtracks > 0;
  }
  EXPECT_GT(num_accepted, 90);
  EXPECT_GT(num_backtracked, 10);
}

// large regions, where the two KLs differ: each bound holds for its own, and where deviations
// shrink that of KL(new||old) is the looser
TEST(TrpoTest, TheLineSearchBoundsTheKlItIsAskedFor) {
  using enum KlDirection;
  for (KlDirection direction : {kOldNew, kNewOld}) {
    OnPolicySettings config = Config();
    config.horizon = 64;
    config.hidden_sizes = {8};
    config.max_kl = 0.5;
    config.line_search_shrink = 0.9;
    config.line_search_accept_ratio = 0;
    config.kl_direction = direction;
    int64_t num_others_beyond = 0;
    for (uint64_t seed = 0; seed < 40; ++seed) {
      Case run(config, seed);
      run.Update();
      EXPECT_LE(run.Kl(direction), config.max_kl * (1 + 1e-6)) << seed;
      num_others_beyond += run.Kl(direction == kOldNew ? kNewOld : kOldNew) > config.max_kl;
    }
    EXPECT_TRUE(direction == kOldNew || num_others_beyond > 3) << num_others_beyond;
  }
}

TEST(TrpoTest, ARefusedLineSearchLeavesThePolicyToTheBit) {
  OnPolicySettings config = Config();
  config.horizon = 64;
  config.hidden_sizes = {8};
  config.line_search_steps = 1;
  config.max_kl = 1;
  config.line_search_accept_ratio = 1;  // the surrogate would have to beat its linear model
  int64_t num_refused = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Case run(config, seed);
    const std::vector<float> before(run.policy.parameters().begin(), run.policy.parameters().end());
    const bool refused = run.Update().backtracks == 1;
    EXPECT_EQ(SameBits(run.policy.parameters(), before), refused) << seed;
    num_refused += refused;
  }
  EXPECT_GT(num_refused, 5);
}

// no direction: nothing to step along, and no NaN
TEST(TrpoTest, EqualAdvantagesLeaveThePolicy) {
  OnPolicySettings config = Config();
  config.horizon = 64;
  Case run(config, 1);
  std::ranges::fill(run.estimate.advantage, 3.0f);
  const std::vector<float> before(run.policy.parameters().begin(), run.policy.parameters().end());
  const PolicyUpdateResult result = run.Update();
  EXPECT_EQ(result.backtracks, static_cast<double>(config.line_search_steps));
  EXPECT_TRUE(SameBits(run.policy.parameters(), before));
}

}  // namespace
}  // namespace gaitbench
