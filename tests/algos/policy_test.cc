#include "algos/policy.h"

#include <gtest/gtest.h>

#include "tests/algos/autograd.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

constexpr float kClipRange = 0.2f;

struct Robot {
  int64_t observation_size, action_size;
};

// A policy, minibatch samples that an older policy acted on, and both in float64.
class PolicyTest : public testing::TestWithParam<Robot> {
 protected:
  static constexpr int64_t kSamples = 64;

  PolicyTest()
      : observation_size(GetParam().observation_size),
        action_size(GetParam().action_size),
        policy(AlgoConfig{}, observation_size, action_size, kSamples, stream) {
    Randomize(policy, stream, 0.1);
    observation = RandomFloats(kSamples * observation_size, stream);
    const float* mean = policy.Means(kSamples, observation.data());
    old_mean.assign(mean, mean + kSamples * action_size);
    old_log_std.assign(policy.log_std().begin(), policy.log_std().end());
    action.resize(kSamples * action_size);
    for (int64_t b = 0; b < kSamples; ++b) {
      old_log_prob.push_back(
          policy.Sample(&old_mean[b * action_size], stream, &action[b * action_size]));
    }
    advantage = RandomFloats(kSamples, stream);
  }

  // Moves the policy away from the one that acted, so that ratios lie on both sides of the bounds.
  void Move(double distance) {
    const auto direction = RandomFloats(policy.parameters().size(), stream, distance);
    for (size_t i = 0; i < direction.size(); ++i) policy.parameters()[i] += direction[i];
  }

  at::Tensor MeanOf(const at::Tensor& parameters) const {
    return NetworkOf(policy.layout(), parameters,
                     ToDouble(observation, {kSamples, observation_size}));
  }
  at::Tensor RatioOf(const at::Tensor& parameters) const {
    const at::Tensor log_prob = LogProbOf(MeanOf(parameters), LogStdOf(policy.layout(), parameters),
                                          ToDouble(action, {kSamples, action_size}));
    return (log_prob - ToDouble(old_log_prob, {kSamples})).exp();
  }
  at::Tensor MeanKlFromOld(const at::Tensor& parameters) const {
    return MeanKlOf(ToDouble(old_mean, {kSamples, action_size}),
                    ToDouble(old_log_std, {action_size}), MeanOf(parameters),
                    LogStdOf(policy.layout(), parameters));
  }
  PolicySamples samples() const { return {kSamples, observation.data(), action.data()}; }

  RandomStream stream{{1}};
  int64_t observation_size, action_size;
  Policy policy;
  std::vector<float> observation, old_mean, old_log_std, action, old_log_prob, advantage;
};

TEST_P(PolicyTest, GradientOfTheClippedSurrogateIsAutograds) {
  Move(0.02);
  const at::Tensor a = ToDouble(advantage, {kSamples});
  for (double entropy_coef : {0.0, 0.01, -0.01}) {
    std::vector<float> gradient(policy.parameters().size(), NAN);
    const double mean = policy.Gradient(
        samples(),
        [&](float log_prob, int64_t b) {
          return ClippedSurrogate(log_prob, old_log_prob[b], advantage[b], kClipRange);
        },
        entropy_coef, gradient);
    const at::Tensor flat = Leaf(policy.parameters());
    const at::Tensor ratio = RatioOf(flat);
    const at::Tensor clipped = ratio.clamp(1 - double{kClipRange}, 1 + double{kClipRange});
    const at::Tensor surrogate = at::min(ratio * a, clipped * a).mean();
    const int64_t outside = (ratio - clipped).count_nonzero().item<int64_t>();
    EXPECT_GT(outside, 3);  // both branches were taken
    EXPECT_LT(outside, kSamples - 3);
    EXPECT_NEAR(mean, Item(surrogate), 1e-6);
    const at::Tensor objective =
        surrogate + entropy_coef * EntropyOf(LogStdOf(policy.layout(), flat));
    // Humanoid's log densities are near 25, where float32 rounds by 2e-6, and ratios inherit that
    const double tolerance = action_size == 17 ? 3e-6 : 2e-6;
    EXPECT_LT(RelativeError(gradient, GradientOf(objective, flat)), tolerance);
  }
}

TEST_P(PolicyTest, GradientOfThePlainSurrogateIsAutogradsAndTheFiniteDifference) {
  Move(0.02);
  const at::Tensor a = ToDouble(advantage, {kSamples});
  for (double entropy_coef : {0.0, 0.005, -0.01}) {
    std::vector<float> gradient(policy.parameters().size(), NAN);
    policy.Gradient(
        samples(),
        [&](float log_prob, int64_t b) {
          return RatioSurrogate(log_prob, old_log_prob[b], advantage[b]);
        },
        entropy_coef, gradient);
    const auto objective = [&](const at::Tensor& flat) {
      return (RatioOf(flat) * a).mean() + entropy_coef * EntropyOf(LogStdOf(policy.layout(), flat));
    };
    const at::Tensor flat = Leaf(policy.parameters());
    EXPECT_LT(RelativeError(gradient, GradientOf(objective(flat), flat)), 2e-6);

    const at::Tensor point = flat.detach();
    const at::Tensor direction = ToDouble(RandomFloats(point.size(0), stream), point.sizes());
    constexpr double kStep = 1e-6;
    const double difference =
        Item(objective(point + kStep * direction) - objective(point - kStep * direction)) /
        (2 * kStep);
    const at::Tensor written_out = ToDouble(gradient, point.sizes());
    EXPECT_NEAR(Item(written_out.dot(direction)), difference,
                2e-6 * Item(written_out.norm() * direction.norm()));
  }
}

TEST_P(PolicyTest, GradientOfTheKlPenaltyIsAutograds) {
  Move(0.02);
  const KlPenalty penalty = {.coef = 1.5f, .old = {old_mean.data(), old_log_std.data()}};
  std::vector<float> gradient(policy.parameters().size(), NAN);
  policy.Gradient(
      samples(),
      [&](float log_prob, int64_t b) {
        return RatioSurrogate(log_prob, old_log_prob[b], advantage[b]);
      },
      /*entropy_coef=*/0, gradient, &penalty);
  const at::Tensor flat = Leaf(policy.parameters());
  const at::Tensor objective = (RatioOf(flat) * ToDouble(advantage, {kSamples})).mean();
  const double error =
      RelativeError(gradient, GradientOf(objective - 1.5 * MeanKlFromOld(flat), flat));
  EXPECT_LT(error, 2e-6);
}

TEST_P(PolicyTest, GradientOfTheLogProbSurrogateIsAutograds) {
  std::vector<float> gradient(policy.parameters().size(), NAN);
  policy.Gradient(
      samples(),
      [&](float log_prob, int64_t b) { return LogProbSurrogate(log_prob, advantage[b]); },
      /*entropy_coef=*/0, gradient);
  const at::Tensor flat = Leaf(policy.parameters());
  const at::Tensor log_prob = LogProbOf(MeanOf(flat), LogStdOf(policy.layout(), flat),
                                        ToDouble(action, {kSamples, action_size}));
  const at::Tensor objective = (log_prob * ToDouble(advantage, {kSamples})).mean();
  EXPECT_LT(RelativeError(gradient, GradientOf(objective, flat)), 2e-6);
}

TEST_P(PolicyTest, TheRatioOfThePolicyThatActedIsExactlyOne) {
  std::vector<float> log_prob(kSamples);
  policy.LogProbs(samples(), log_prob.data());
  EXPECT_TRUE(SameBits(log_prob, old_log_prob));
  // alone as in a minibatch
  for (int64_t b = 0; b < kSamples; ++b) {
    policy.LogProbs({1, &observation[b * observation_size], &action[b * action_size]},
                    log_prob.data());
    ASSERT_EQ(log_prob[0], old_log_prob[b]);
    ASSERT_EQ(RatioSurrogate(log_prob[0], old_log_prob[b], 1).value, 1);
  }
}

TEST_P(PolicyTest, LogProbsAreTheFormulaInDouble) {
  const at::Tensor flat = Leaf(policy.parameters());
  const at::Tensor expected = LogProbOf(MeanOf(flat), LogStdOf(policy.layout(), flat),
                                        ToDouble(action, {kSamples, action_size}));
  EXPECT_LT(RelativeError(old_log_prob, expected), 2e-6);
}

TEST_P(PolicyTest, EntropyAndKlAreTheirFormulas) {
  EXPECT_EQ(policy.MeanKl(kSamples, {old_mean.data(), old_log_std.data()}, old_mean.data()), 0);
  Move(0.02);
  const at::Tensor flat = Leaf(policy.parameters());
  EXPECT_NEAR(policy.Entropy(), Item(EntropyOf(LogStdOf(policy.layout(), flat))), 1e-9);
  const double kl = policy.MeanKl(kSamples, {old_mean.data(), old_log_std.data()},
                                  policy.Means(kSamples, observation.data()));
  const double expected = Item(MeanKlFromOld(flat));
  EXPECT_GT(kl, 0);
  EXPECT_NEAR(kl, expected, 1e-6 * expected);  // the means are float32
}

// the Hessian-vector product of the mean KL(old||new) at new = old, by differentiating twice
TEST_P(PolicyTest, FisherVectorProductIsDoubleBackpropagation) {
  const at::Tensor flat = Leaf(policy.parameters());
  const at::Tensor by_parameters = GradientOf(MeanKlFromOld(flat), flat, /*create_graph=*/true);
  for (double damping : {0.0, 0.1}) {
    const std::vector<float> direction = RandomFloats(policy.parameters().size(), stream);
    std::vector<float> product(direction.size(), NAN);
    policy.Means(kSamples, observation.data());
    policy.FisherVectorProduct(kSamples, observation.data(), damping, direction, product);
    const at::Tensor v = ToDouble(direction, flat.sizes());
    const at::Tensor expected =
        GradientOf(by_parameters.dot(v), flat, /*create_graph=*/true) + damping * v;
    EXPECT_LT(RelativeError(product, expected), 2e-6);
    const int64_t network = policy.layout().num_parameters();
    EXPECT_LT(RelativeError(std::span(product).subspan(network), expected.slice(0, network)), 2e-6);
  }
}

INSTANTIATE_TEST_SUITE_P(Robots, PolicyTest,
                         testing::Values(Robot{11, 3}, Robot{17, 6}, Robot{376, 17}));

TEST(GaussianPolicyTest, ActionsHaveTheirMeanAndDeviation) {
  RandomStream weights({1}), noise({2});
  AlgoConfig config;
  config.initial_log_std = -0.5;
  Policy policy(config, 3, 2, 1, weights);
  const float mean[] = {-1, 2};
  constexpr int kDraws = 20000;
  double sum[2] = {}, squares[2] = {};
  for (int i = 0; i < kDraws; ++i) {
    float action[2];
    policy.Sample(mean, noise, action);
    for (int j = 0; j < 2; ++j) {
      sum[j] += action[j] - mean[j];
      squares[j] += (action[j] - mean[j]) * (action[j] - mean[j]);
    }
  }
  const double variance = std::exp(-1.0);
  for (int j = 0; j < 2; ++j) {  // 5 standard errors
    EXPECT_NEAR(sum[j] / kDraws, 0, 5 * std::sqrt(variance / kDraws));
    EXPECT_NEAR(squares[j] / kDraws, variance, 5 * variance * std::sqrt(2.0 / kDraws));
  }
}

// N(0, 1) against N(1, 4): log 2 + (1 + 1) / 8 - 1/2
TEST(GaussianPolicyTest, KlByHandHasTheOldPolicyFirst) {
  RandomStream weights({1});
  AlgoConfig config;
  config.initial_log_std = std::log(2.0);
  const Policy policy(config, 3, 1, 1, weights);
  const float old_mean = 0, old_log_std = 0, mean = 1;
  EXPECT_NEAR(policy.MeanKl(1, {&old_mean, &old_log_std}, &mean), std::log(2.0) + 0.25 - 0.5, 1e-7);
}

}  // namespace
}  // namespace gaitbench
