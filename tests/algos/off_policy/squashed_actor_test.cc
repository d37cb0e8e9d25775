#include "algos/off_policy/squashed_actor.h"

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
class SquashedActorTest : public testing::TestWithParam<ActorShape> {
 protected:
  SquashedActorTest()
      : shape(GetParam()),
        actor(shape, kSamples),
        parameters(RandomFloats(actor.layout().num_parameters(), stream, 0.3)),
        observation(RandomFloats(kSamples * shape.observation_size, stream)),
        action_weights(RandomFloats(kSamples * shape.action_size, stream)) {
    if (actor.IsGaussian()) noise = RandomFloats(kSamples * shape.action_size, stream);
    actor.Act(parameters, observation, noise);
  }

  SquashedAction At(const at::Tensor& flat) const {
    return SquashedActionOf(shape, actor.layout(), flat,
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
  SquashedActor actor;
  std::vector<float> parameters, observation, action_weights, noise;
};

TEST_P(SquashedActorTest, ActionsAndLogDensitiesAreTheExpressions) {
  const SquashedAction expected = At(Leaf(parameters).detach());
  EXPECT_LT(RelativeError(actor.action(), expected.action), 2e-6);
  if (!actor.IsGaussian()) return;
  EXPECT_LT(RelativeError(actor.log_prob(), expected.log_prob), 2e-6);
}

TEST_P(SquashedActorTest, GradientIsAutogradsAndTheFiniteDifference) {
  std::vector<float> gradient(parameters.size(), NAN);
  actor.Gradient(parameters, observation, noise, action_weights, kLogProbWeight, gradient);
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

INSTANTIATE_TEST_SUITE_P(Actors, SquashedActorTest,
                         testing::Values(Shape(kDeterministic, 11), Shape(kDeterministic, 376),
                                         Shape(kGaussian, 11), Shape(kGaussian, 376),
                                         Shape(kGaussian, 11, LogStdBound::kScaled, -5, 2),
                                         // many samples at a bound
                                         Shape(kGaussian, 11, LogStdBound::kClamped, -0.3, 0.2)));

TEST(SquashedGaussianTest, WithoutNoiseTheActionIsTheSquashedMean) {
  RandomStream stream({1});
  SquashedActor actor(Shape(kGaussian, 4), 2);
  const std::vector<float> parameters = RandomFloats(actor.layout().num_parameters(), stream, 0.3);
  const std::vector<float> observation = RandomFloats(8, stream);
  actor.Act(parameters, observation, std::vector<float>(6, 0.0f));
  const std::vector<float> of_zero_noise(actor.action().begin(), actor.action().end());
  actor.Act(parameters, observation, {});
  EXPECT_TRUE(SameBits(actor.action(), of_zero_noise));
}

}  // namespace
}  // namespace gaitbench
