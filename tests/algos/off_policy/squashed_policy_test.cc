#include "algos/off_policy/squashed_policy.h"

#include <gtest/gtest.h>

#include "tests/algos/autograd.h"
#include "tests/algos/off_policy/squashed_action.h"
#include "tests/algos/samples.h"

namespace gaitbench {

void PrintTo(const ActorShape& shape, std::ostream* out) {
  *out << (shape.kind == ActorKind::kDeterministic ? "deterministic, " : "Gaussian, ")
       << shape.observation_size << " inputs, log std " << shape.log_std_min << " to "
       << shape.log_std_max;
}

namespace {

constexpr int64_t kSamples = 64;

ActorShape Shape(ActorKind kind, int64_t observation_size,
                 LogStdBound bound = LogStdBound::kClamped, double log_std_min = -20,
                 double log_std_max = 2) {
  return {kind, observation_size, 3, {32, 16}, Activation::kRelu, bound, log_std_min, log_std_max};
}

// Random parameters, observations, noise, and what the objective has of actions and densities.
class SquashedPolicyTest : public testing::TestWithParam<ActorShape> {
 protected:
  SquashedPolicyTest()
      : shape(GetParam()),
        policy(shape, kSamples),
        parameters(RandomFloats(policy.layout().num_parameters(), stream, 0.3)),
        observation(RandomFloats(kSamples * shape.observation_size, stream)),
        action_weights(RandomFloats(kSamples * shape.action_size, stream)) {
    if (policy.IsGaussian()) noise = RandomFloats(kSamples * shape.action_size, stream);
    policy.Act(parameters, observation, noise);
  }

  SquashedAction At(const at::Tensor& flat) const {
    return SquashedActionOf(shape, policy.layout(), flat,
                            ToDouble(observation, {kSamples, shape.observation_size}), noise);
  }
  at::Tensor Objective(const at::Tensor& flat) const {
    const SquashedAction at = At(flat);
    return (at.action * ToDouble(action_weights, at.action.sizes())).sum() +
           kLogProbWeight * at.log_prob.sum();
  }

  static constexpr float kLogProbWeight = 0.7f;
  RandomStream stream{1};
  ActorShape shape;
  SquashedPolicy policy;
  std::vector<float> parameters, observation, action_weights, noise;
};

TEST_P(SquashedPolicyTest, ActionsAndLogDensitiesAreTheExpressions) {
  const SquashedAction expected = At(Leaf(parameters).detach());
  EXPECT_LT(RelativeError(policy.action(), expected.action), 2e-6);
  if (!policy.IsGaussian()) return;
  EXPECT_LT(RelativeError(policy.log_prob(), expected.log_prob), 2e-6);
}

TEST_P(SquashedPolicyTest, GradientIsAutogradsAndTheFiniteDifference) {
  std::vector<float> gradient(parameters.size(), NAN);
  policy.Gradient(parameters, observation, noise, action_weights, kLogProbWeight, gradient);
  const at::Tensor flat = Leaf(parameters);
  EXPECT_LT(RelativeError(gradient, GradientOf(Objective(flat), flat)), 3e-6);

  const at::Tensor point = flat.detach();
  const at::Tensor direction = ToDouble(RandomFloats(point.size(0), stream), point.sizes());
  constexpr double kStep = 1e-8;  // short, so that no unit crosses its kink
  const double difference =
      Item(Objective(point + kStep * direction) - Objective(point - kStep * direction)) /
      (2 * kStep);
  const at::Tensor written_out = ToDouble(gradient, point.sizes());
  EXPECT_NEAR(Item(written_out.dot(direction)), difference,
              3e-6 * Item(written_out.norm() * direction.norm()));
}

constexpr auto kDeterministic = ActorKind::kDeterministic, kGaussian = ActorKind::kSquashedGaussian;

INSTANTIATE_TEST_SUITE_P(Actors, SquashedPolicyTest,
                         testing::Values(Shape(kDeterministic, 11), Shape(kDeterministic, 376),
                                         Shape(kGaussian, 11), Shape(kGaussian, 376),
                                         Shape(kGaussian, 11, LogStdBound::kScaled, -5, 2),
                                         // many samples at a bound
                                         Shape(kGaussian, 11, LogStdBound::kClamped, -0.3, 0.2)));

TEST(SquashedGaussianTest, WithoutNoiseTheActionIsTheSquashedMean) {
  RandomStream stream({1});
  SquashedPolicy policy(Shape(kGaussian, 4), 2);
  const std::vector<float> parameters = RandomFloats(policy.layout().num_parameters(), stream, 0.3);
  const std::vector<float> observation = RandomFloats(8, stream);
  policy.Act(parameters, observation, std::vector<float>(6, 0.0f));
  const std::vector<float> of_zero_noise(policy.action().begin(), policy.action().end());
  policy.Act(parameters, observation, {});
  EXPECT_TRUE(SameBits(policy.action(), of_zero_noise));
}

}  // namespace
}  // namespace gaitbench
