#include "algos/off_policy/networks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

OffPolicySettings Small() {
  OffPolicySettings settings;
  settings.hidden_sizes = {8};
  settings.batch_size = 4;
  settings.warmup_steps = 4;
  return settings;
}

// Of one observation and one action, random; the last transition is terminal.
ReplayBatch RandomBatch(RandomStream& stream, int64_t size = 4) {
  ReplayBatch batch(size, 1, 1);
  batch.observation = RandomFloats(size, stream);
  batch.action = RandomFloats(size, stream, 0.3);
  batch.reward = RandomFloats(size, stream);
  batch.next_observation = RandomFloats(size, stream);
  batch.discount.assign(size, 0.5f);
  batch.discount.back() = 0;
  return batch;
}

// A critic's values of single observations and actions.
std::vector<float> Values(const OffPolicyNetworks& networks, std::span<const float> critic,
                          std::span<const float> observation, std::span<const float> action) {
  std::vector<float> input;
  for (size_t b = 0; b < observation.size(); ++b)
    input.insert(input.end(), {observation[b], action[b]});
  MlpActivations activations(networks.critic_layout(), std::ssize(observation));
  Forward(networks.critic_layout(), critic, input, activations);
  return {activations.output().begin(), activations.output().end()};
}

struct Fixture {
  explicit Fixture(const OffPolicySettings& chosen)
      : settings(chosen), networks(settings, 1, 1, weights, weights), batch(RandomBatch(stream)) {}

  RandomStream stream{1}, weights{2}, noise{3};
  OffPolicySettings settings;
  OffPolicyNetworks networks;
  ReplayBatch batch;
};

// r + discount Q_target(s', actor_target(s')), and r alone after a terminal step
TEST(OffPolicyNetworksTest, TargetsAreBellmansWithTheTargetNetworks) {
  Fixture f(Small());
  f.settings.reward_scale = 3;
  for (TrainedNetwork* network : {&f.networks.actor(), &f.networks.critics()[0]})
    network->target = RandomFloats(std::ssize(network->target), f.stream);
  SquashedPolicy policy(f.settings.ActorOf(1, 1), 4);
  policy.Act(f.networks.actor().target, f.batch.next_observation, {});
  const std::vector<float> value =
      Values(f.networks, f.networks.critics()[0].target, f.batch.next_observation, policy.action());
  std::vector<float> expected(4);
  for (int b = 0; b < 4; ++b) expected[b] = 3 * f.batch.reward[b] + f.batch.discount[b] * value[b];
  const std::span<const float> target = f.networks.Targets(f.settings, f.batch, f.noise);
  for (int b = 0; b < 4; ++b) EXPECT_FLOAT_EQ(target[b], expected[b]);
  EXPECT_EQ(target[3], 3 * f.batch.reward[3]);
}

TEST(OffPolicyNetworksTest, OfTwoCriticsTheSmallerCounts) {
  OffPolicySettings settings = Small();
  settings.num_critics = 2;
  Fixture f(settings);
  const auto targets = [&] {
    const std::span<const float> target = f.networks.Targets(f.settings, f.batch, f.noise);
    return std::vector<float>(target.begin(), target.end());
  };
  const std::vector<float> both = targets();
  std::vector<float>& second = f.networks.critics()[1].target;
  const std::vector<float> kept = second;
  second = f.networks.critics()[0].target;
  const std::vector<float> of_first = targets();
  f.networks.critics()[0].target = second = kept;
  const std::vector<float> of_second = targets();
  EXPECT_NE(of_first, of_second);
  for (int b = 0; b < 4; ++b) EXPECT_EQ(both[b], std::min(of_first[b], of_second[b]));
}

TEST(OffPolicyNetworksTest, ThePolicyAndTheTargetsMoveWithTheDelay) {
  OffPolicySettings settings = Small();
  settings.policy_delay = 2;
  settings.target_update_interval = 2;
  settings.target_update = TargetUpdate::kCopy;
  Fixture f(settings);
  const std::vector<float> start = f.networks.actor().parameters;
  const TrainedNetwork& critic = f.networks.critics()[0];
  const std::vector<float> critic_start = critic.parameters;
  const auto update = [&] { return f.networks.Update(f.settings, f.batch, f.noise); };
  EXPECT_FALSE(update().policy);
  EXPECT_EQ(f.networks.actor().parameters, start);
  EXPECT_NE(critic.parameters, critic_start);
  EXPECT_TRUE(update().policy);
  EXPECT_NE(f.networks.actor().parameters, start);
  EXPECT_EQ(critic.target, critic_start);
  update();
  update();
  EXPECT_EQ(critic.target, critic.parameters);
  EXPECT_EQ(f.networks.actor().target, f.networks.actor().parameters);
}

TEST(OffPolicyNetworksTest, PolyakAveragingMovesTargetsByItsShare) {
  OffPolicySettings settings = Small();
  settings.polyak = 0.25;
  settings.target_actor = true;
  Fixture f(settings);
  for (TrainedNetwork* network : {&f.networks.critics()[0], &f.networks.actor()}) {
    const std::vector<float> before = network->target;
    f.networks.Update(f.settings, f.batch, f.noise);
    for (size_t i = 0; i < before.size(); ++i)
      EXPECT_FLOAT_EQ(network->target[i], 0.75f * before[i] + 0.25f * network->parameters[i]);
    EXPECT_NE(network->target, before);
  }
}

// at most the clip away, within [-1,1]
TEST(OffPolicyNetworksTest, SmoothingMovesTheTargetsActionNoFurtherThanItsBound) {
  OffPolicySettings settings = Small();
  settings.target_smoothing = true;
  settings.target_noise = 100;
  settings.target_noise_clip = 0.25;
  Fixture f(settings);
  SquashedPolicy policy(settings.ActorOf(1, 1), 4);
  policy.Act(f.networks.actor().target, f.batch.next_observation, {});
  RandomStream same_noise({3});
  std::vector<float> moved;
  for (float action : policy.action())
    moved.push_back(std::clamp(action + (same_noise.Normal() > 0 ? 0.25f : -0.25f), -1.0f, 1.0f));
  const std::vector<float> value =
      Values(f.networks, f.networks.critics()[0].target, f.batch.next_observation, moved);
  std::vector<float> expected(4);
  for (int b = 0; b < 4; ++b) expected[b] = f.batch.reward[b] + f.batch.discount[b] * value[b];
  const std::span<const float> target = f.networks.Targets(settings, f.batch, f.noise);
  for (int b = 0; b < 4; ++b) EXPECT_FLOAT_EQ(target[b], expected[b]);
}

// (1e21)^2, the second moment of the entropy coefficient's gradient, is no float
TEST(OffPolicyNetworksTest, AMomentOfTheEntropyCoefficientThatIsNotFiniteIsNamed) {
  OffPolicySettings settings = Small();
  settings.actor = ActorKind::kSquashedGaussian;
  settings.entropy_term = EntropyTerm::kLearned;
  Fixture f(settings);
  f.settings.target_entropy_per_action = -1e21;
  f.networks.Update(f.settings, f.batch, f.noise);
  EXPECT_EQ(f.networks.FindDivergence(),
            "a moment of the entropy coefficient's gradient is not finite");
}

TEST(OffPolicyNetworksTest, WhatIsNotFiniteIsNamed) {
  Fixture f(Small());
  EXPECT_EQ(f.networks.FindDivergence(), std::nullopt);
  f.networks.critics()[0].parameters[3] = NAN;
  EXPECT_EQ(f.networks.FindDivergence(), "a critic's parameter is not finite");
  f.networks.actor().parameters[0] = INFINITY;
  EXPECT_EQ(f.networks.FindDivergence(), "a policy parameter is not finite");
}

// s' = 0.9 s + 0.3 a, reward -s^2 - a^2 / 2, of the policy a = 0: its value is -p s^2 with
// p = 1 + discount 0.81 p, and Q(s,a) = -s^2 - a^2 / 2 - discount p (0.9 s + 0.3 a)^2.
class LinearQuadraticTest : public testing::TestWithParam<int64_t> {
 protected:
  static constexpr double kDiscount = 0.9;
  static constexpr int64_t kSize = 128;

  static double Next(double s, double a) { return 0.9 * s + 0.3 * a; }
  static double TrueValue(double s, double a) {
    const double p = 1 / (1 - kDiscount * 0.81), next = Next(s, a);
    return -s * s - a * a / 2 - kDiscount * p * next * next;
  }
};

TEST_P(LinearQuadraticTest, TheCriticReachesTheValueThatIsKnown) {
  OffPolicySettings settings;
  settings.hidden_sizes = {64, 64};
  settings.batch_size = kSize;
  settings.num_critics = GetParam();
  settings.policy_learning_rate = 0;
  settings.polyak = 0.02;
  RandomStream stream({1}), weights({2}), noise({3});
  OffPolicyNetworks networks(settings, 1, 1, weights, weights);
  for (std::vector<float>* of : {&networks.actor().parameters, &networks.actor().target})
    std::ranges::fill(*of, 0.0f);
  ReplayBatch batch(kSize, 1, 1);
  constexpr int kUpdates = 4000;
  for (int update = 0; update < kUpdates; ++update) {
    for (int64_t b = 0; b < kSize; ++b) {
      const double s = stream.Uniform(-1.5, 1.5), a = stream.Uniform(-1, 1);
      batch.observation[b] = static_cast<float>(s);
      batch.action[b] = static_cast<float>(a);
      batch.reward[b] = static_cast<float>(-s * s - a * a / 2);
      batch.discount[b] = static_cast<float>(kDiscount);
      batch.next_observation[b] = static_cast<float>(Next(s, a));
    }
    settings.critic_learning_rate = 2e-3 * (1 - static_cast<double>(update) / kUpdates);
    networks.Update(settings, batch, noise);
  }
  std::vector<float> s(kSize), a(kSize);
  for (float& x : s) x = static_cast<float>(stream.Uniform(-1, 1));
  for (float& x : a) x = static_cast<float>(stream.Uniform(-1, 1));
  const std::vector<float> value = Values(networks, networks.critics()[0].parameters, s, a);
  double largest = 0;
  for (int64_t b = 0; b < kSize; ++b)
    largest = std::max(largest, std::abs(value[b] - TrueValue(s[b], a[b])));
  EXPECT_LT(largest, 0.12);  // 2 % of the values' range, down to -6.3
}

INSTANTIATE_TEST_SUITE_P(NumCritics, LinearQuadraticTest, testing::Values(1, 2));

}  // namespace
}  // namespace gaitbench
