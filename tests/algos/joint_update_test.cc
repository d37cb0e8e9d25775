#include "algos/joint_update.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

struct Case {
  explicit Case(AlgoConfig settings)
      : config(settings), policy(config, 4, 2, 64, stream), value(config, 4, 64, stream) {
    Randomize(policy, stream);
    Randomize(value, stream);
    rollout.emplace(MakeRollout(config, policy, stream));
    estimate = EstimateAdvantages(*rollout, value, config);
  }
  JointUpdateResult Update() {
    RandomStream order({2});
    Adam policy_adam(policy.parameters().size(), config.adam_epsilon);
    Adam value_adam(value.parameters().size(), config.adam_epsilon);
    return UpdateJointly(*rollout, estimate, config, /*kl_coef=*/1, order, policy, policy_adam,
                         value, value_adam);
  }
  AlgoConfig config;
  RandomStream stream{{9}};
  Policy policy;
  ValueFunction value;
  std::optional<Rollout> rollout;
  AdvantageEstimate estimate;
};

AlgoConfig Config() {
  AlgoConfig config;
  config.horizon = 64;
  config.hidden_sizes = {6};
  config.joint_update = true;
  config.policy_epochs = 2;
  config.policy_minibatches = 4;
  return config;
}

TEST(JointUpdateTest, BothNetworksMoveAndTheNormsAreReported) {
  Case moved(Config()), still(Config());
  const JointUpdateResult result = moved.Update();
  EXPECT_FALSE(SameBits(moved.policy.parameters(), still.policy.parameters()));
  EXPECT_FALSE(SameBits(moved.value.parameters(), still.value.parameters()));
  EXPECT_GT(result.policy_gradient_norm, 0);
  EXPECT_GT(result.value_gradient_norm, 0);
}

// Adam forgets a common factor of its gradients unless epsilon is large, so epsilon is.
TEST(JointUpdateTest, AJointBoundScalesBothByTheLongerVector) {
  AlgoConfig config = Config();
  config.policy_epochs = config.policy_minibatches = 1;
  config.adam_epsilon = 1;
  config.policy_learning_rate = config.value_learning_rate = 1e-3;
  Case free(config);
  const JointUpdateResult norms = free.Update();
  const double joint = std::hypot(norms.policy_gradient_norm, norms.value_gradient_norm);

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

TEST(JointUpdateTest, TheValueCoefficientWeighsTheValueLossAlone) {
  AlgoConfig config = Config();
  config.policy_epochs = config.policy_minibatches = 1;
  Case whole(config);
  config.value_coef = 0.5;
  Case half(config);
  const JointUpdateResult a = whole.Update(), b = half.Update();
  EXPECT_EQ(a.policy_gradient_norm, b.policy_gradient_norm);
  EXPECT_NEAR(b.value_gradient_norm, 0.5 * a.value_gradient_norm, 1e-6 * a.value_gradient_norm);
}

}  // namespace
}  // namespace gaitbench
