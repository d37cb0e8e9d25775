#include "algos/on_policy/joint_update.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "tests/algos/autograd.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

struct Case {
  explicit Case(OnPolicySettings settings)
      : config(std::move(settings)), networks(MakeNetworks(config, stream)) {
    Randomize(policy, stream);
    Randomize(value, stream);
    rollout.emplace(MakeRollout(config, policy, stream));
    estimate = EstimateAdvantages(*rollout, value, config);
  }
  static Networks MakeNetworks(const OnPolicySettings& config, RandomStream& stream) {
    Policy policy(config, 4, 2, 64, stream);
    ValueFunction value(config, 4, 64, stream);
    Adam policy_adam(std::ssize(policy.parameters()), config);
    Adam value_adam(std::ssize(value.parameters()), config);
    return {std::move(policy), std::move(value), std::move(policy_adam), std::move(value_adam)};
  }
  PolicyUpdateResult Update() {
    RandomStream order({2});
    return UpdateJointly(*rollout, estimate, config, /*kl_coef=*/1, order, networks);
  }
  OnPolicySettings config;
  RandomStream stream{9};
  Networks networks;
  Policy& policy = networks.policy;
  ValueFunction& value = networks.value_function;
  std::optional<Rollout> rollout;
  AdvantageEstimate estimate;
};

OnPolicySettings Config() {
  OnPolicySettings config;
  config.horizon = 64;
  config.hidden_sizes = {6};
  config.joint_update = true;
  config.policy_epochs = 2;
  config.policy_minibatches = 4;
  return config;
}

TEST(JointUpdateTest, BothNetworksMoveAndTheNormsAreReported) {
  Case moved(Config()), still(Config());
  const PolicyUpdateResult result = moved.Update();
  EXPECT_FALSE(SameBits(moved.policy.parameters(), still.policy.parameters()));
  EXPECT_FALSE(SameBits(moved.value.parameters(), still.value.parameters()));
  EXPECT_GT(result.gradient_norm, 0);
  EXPECT_GT(result.value_gradient_norm, 0);
}

// Adam forgets a common factor of its gradients unless epsilon is large, so epsilon is.
TEST(JointUpdateTest, AJointBoundScalesBothByTheLongerVector) {
  OnPolicySettings config = Config();
  config.policy_epochs = config.policy_minibatches = 1;
  config.adam_epsilon = 1;
  config.policy_learning_rate = config.value_learning_rate = 1e-3;
  Case free(config);
  const PolicyUpdateResult norms = free.Update();
  const double joint = std::hypot(norms.gradient_norm, *norms.value_gradient_norm);

  config.gradient_clipping = GradientClipping::kJoint;
  config.max_gradient_norm = 2 * joint;
  Case wide(config);
  wide.Update();
  EXPECT_TRUE(SameBits(wide.policy.parameters(), free.policy.parameters()));
  EXPECT_TRUE(SameBits(wide.value.parameters(), free.value.parameters()));

  // one Adam step from rest goes by lr g / (|g| + eps): about lr g for small g, so a hundredth of
  // the gradient gives about a hundredth of the step
  config.max_gradient_norm = joint / 100;
  Case bound(config), start(config);
  bound.Update();
  for (size_t i = 0; i < bound.policy.parameters().size(); ++i) {
    const double step = double{free.policy.parameters()[i]} - start.policy.parameters()[i];
    const double bounded = double{bound.policy.parameters()[i]} - start.policy.parameters()[i];
    const double gradient = -step / 1e-3 / (1 - std::abs(step) / 1e-3);
    const double expected = -1e-3 * (gradient / 100) / (std::abs(gradient / 100) + 1);
    EXPECT_NEAR(bounded, expected, 1e-7);  // float32 parameters near 1
  }
}

TEST(JointUpdateTest, EachNetworkHasItsOwnLearningRate) {
  OnPolicySettings config = Config();
  const Case start(config);
  for (const auto& [policy_rate, value_rate] : {std::pair{1e-3, 0.0}, std::pair{0.0, 1e-3}}) {
    config.policy_learning_rate = policy_rate;
    config.value_learning_rate = value_rate;
    Case run(config);
    run.Update();
    EXPECT_EQ(SameBits(run.policy.parameters(), start.policy.parameters()), policy_rate == 0);
    EXPECT_EQ(SameBits(run.value.parameters(), start.value.parameters()), value_rate == 0);
  }
}

// both networks stop
TEST(JointUpdateTest, EpochsStopBeyondTheTargetKl) {
  OnPolicySettings config = Config();
  config.policy_epochs = 5;
  Case all(config);
  config.target_kl_stop = true;
  config.target_kl = 1e-9;
  Case stopped(config);
  config.policy_epochs = 1;
  Case one(config);
  for (Case* run : {&one, &stopped, &all}) run->Update();
  EXPECT_TRUE(SameBits(one.policy.parameters(), stopped.policy.parameters()));
  EXPECT_TRUE(SameBits(one.value.parameters(), stopped.value.parameters()));
  EXPECT_FALSE(SameBits(one.policy.parameters(), all.policy.parameters()));
}

OnPolicySettings SharedTrunk() {
  OnPolicySettings config = Config();
  config.shared_trunk = true;
  config.policy_learning_rate = config.value_learning_rate = 1e-3;
  return config;
}

bool SameTrunks(const Case& run) {
  const int64_t trunk = run.policy.layout().head();
  return SameBits(run.policy.parameters().first(trunk), run.value.parameters().first(trunk));
}

// one network with two heads, whose objective is surrogate - loss, by autograd; its first Adam step
// is lr g / (|g| + eps)
TEST(JointUpdateTest, ASharedTrunkFollowsTheGradientOfBothHeads) {
  OnPolicySettings config = SharedTrunk();
  config.policy_epochs = config.policy_minibatches = 1;
  config.adam_epsilon = 1;
  config.advantage_normalization = AdvantageNormalization::kNone;
  Case run(config);
  TieTrunks(run.policy, run.value);
  run.estimate = EstimateAdvantages(*run.rollout, run.value, config);
  // what the tied policy gives at its own actions
  run.policy.At(run.rollout->observation).LogProbs(run.rollout->action, run.rollout->log_prob);

  const int64_t trunk = run.policy.layout().head();
  const at::Tensor x = ToDouble(run.rollout->observation, {64, 4});
  const at::Tensor shared = Leaf(run.policy.parameters().first(trunk));
  const at::Tensor policy_head = Leaf(run.policy.parameters().subspan(trunk));
  const at::Tensor value_head = Leaf(run.value.parameters().subspan(trunk));
  const Gaussian at = GaussianOf(run.policy, at::cat({shared, policy_head}), x);
  const at::Tensor log_prob = LogProbOf(at, ToDouble(run.rollout->action, {64, 2}));
  const at::Tensor value =
      NetworkOf(run.value.layout(), at::cat({shared, value_head}), x).squeeze(1);
  const at::Tensor surrogate = (log_prob - log_prob.detach()).exp() *  // ratio 1
                               ToDouble(run.estimate.advantage, {64});
  const at::Tensor loss =
      (value - ToDouble(run.estimate.target, {64})).square().mean() - surrogate.mean();
  const auto expected_step = [&](const at::Tensor& leaf) {
    const at::Tensor g = torch::autograd::grad({loss}, {leaf}, {}, /*retain_graph=*/true)[0];
    return -1e-3 * g / (g.abs() + 1);
  };
  const at::Tensor steps[] = {expected_step(shared), expected_step(policy_head),
                              expected_step(value_head)};
  const at::Tensor before[] = {shared.detach().clone(), policy_head.detach().clone(),
                               value_head.detach().clone()};
  run.Update();
  EXPECT_TRUE(SameTrunks(run));
  const at::Tensor after[] = {ToDouble(run.policy.parameters().first(trunk), {trunk}),
                              ToDouble(run.policy.parameters().subspan(trunk), before[1].sizes()),
                              ToDouble(run.value.parameters().subspan(trunk), before[2].sizes())};
  for (int i = 0; i < 3; ++i) {
    EXPECT_LT(Item((after[i] - before[i] - steps[i]).abs().max()), 1e-7);  // float32 parameters
    EXPECT_GT(Item(steps[i].abs().max()), 1e-4);
  }
}

// also where minibatches have no sample that counts in the value loss, and with a bound
TEST(JointUpdateTest, TheCopiesOfASharedTrunkStayEqualToTheBit) {
  for (GradientClipping clipping : {GradientClipping::kNone, GradientClipping::kJoint}) {
    OnPolicySettings config = SharedTrunk();
    config.gradient_clipping = clipping;
    config.max_gradient_norm = 0.1;
    config.policy_epochs = 10;
    config.policy_minibatches = 32;
    Case run(config), start(config);
    TieTrunks(run.policy, run.value);
    for (int64_t s = 0; s < 40; ++s) run.rollout->truncated[s] = 1;
    run.Update();
    EXPECT_TRUE(SameTrunks(run));
    EXPECT_FALSE(SameBits(run.policy.parameters(), start.policy.parameters()));
  }
}

// a bound at the norm of the one network's gradient, in which the trunk counts once, does not act
TEST(JointUpdateTest, AJointBoundCountsASharedTrunkOnce) {
  OnPolicySettings config = SharedTrunk();
  config.policy_epochs = config.policy_minibatches = 1;
  config.adam_epsilon = 1;
  Case free(config);
  TieTrunks(free.policy, free.value);
  const PolicyUpdateResult norms = free.Update();
  // |policy|^2 + |value|^2 counts the trunk twice; one of its own steps tells its share
  Case start(config);
  TieTrunks(start.policy, start.value);
  double trunk = 0;
  for (int64_t i = 0; i < start.policy.layout().head(); ++i) {
    const double step = (double{free.policy.parameters()[i]} - start.policy.parameters()[i]) / 1e-3;
    const double g = std::abs(step) / (1 - std::abs(step));
    trunk += g * g;
  }
  const double once =
      std::sqrt(std::pow(norms.gradient_norm, 2) + std::pow(*norms.value_gradient_norm, 2) - trunk);
  config.gradient_clipping = GradientClipping::kJoint;
  ASSERT_GT(std::sqrt(once * once + trunk), 1.02 * once);  // counted twice it would be seen
  for (double share : {0.99, 1.01}) {
    config.max_gradient_norm = share * once;
    Case bound(config);
    TieTrunks(bound.policy, bound.value);
    bound.Update();
    EXPECT_EQ(SameBits(bound.policy.parameters(), free.policy.parameters()), share > 1);
  }
}

TEST(JointUpdateTest, TheValueCoefficientWeighsTheValueLossAlone) {
  OnPolicySettings config = Config();
  config.policy_epochs = config.policy_minibatches = 1;
  Case whole(config);
  config.value_coef = 0.5;
  Case half(config);
  const PolicyUpdateResult a = whole.Update(), b = half.Update();
  EXPECT_EQ(a.gradient_norm, b.gradient_norm);
  EXPECT_NEAR(*b.value_gradient_norm, 0.5 * *a.value_gradient_norm, 1e-6 * *a.value_gradient_norm);
}

}  // namespace
}  // namespace gaitbench
