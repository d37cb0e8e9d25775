#include "algos/networks/policy.h"

#include <gtest/gtest.h>

#include "tests/algos/autograd.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

constexpr float kClipRange = 0.2f;

struct Case {
  int64_t observation_size, action_size;
  StdParametrization std_parametrization = StdParametrization::kExp;
  double min_std = 0;
  bool state_dependent_std = false;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.observation_size << "-" << c.action_size
       << (c.std_parametrization == StdParametrization::kExp ? " exp" : " softplus") << " above "
       << c.min_std << (c.state_dependent_std ? " by state" : "");
}

// A policy, minibatch samples that an older policy acted on, and both in float64.
class PolicyTest : public testing::TestWithParam<Case> {
 protected:
  static constexpr int64_t kSamples = 64;

  static PolicySettings Config() {
    PolicySettings config;
    config.std_parametrization = GetParam().std_parametrization;
    config.min_std = GetParam().min_std;
    config.state_dependent_std = GetParam().state_dependent_std;
    return config;
  }

  PolicyTest()
      : observation_size(GetParam().observation_size),
        action_size(GetParam().action_size),
        policy(Config(), observation_size, action_size, kSamples, stream) {
    Randomize(policy, stream, 0.1);
    observation = RandomFloats(kSamples * observation_size, stream);
    const ActionDistribution at = policy.At(observation);
    const auto [size, mean, log_std] = at.gaussian();
    old_mean.assign(mean.begin(), mean.end());
    old_log_std.assign(log_std.begin(), log_std.end());
    old = {action_size, old_mean, old_log_std};
    action.resize(kSamples * action_size);
    for (int64_t b = 0; b < kSamples; ++b)
      old_log_prob.push_back(at.Sample(b, stream, ActionOf(b)));
    advantage = RandomFloats(kSamples, stream);
  }

  // Moves the policy away from the one that acted, so that ratios lie on both sides of the bounds.
  void Move(double distance) {
    const auto direction = RandomFloats(policy.parameters().size(), stream, distance);
    for (size_t i = 0; i < direction.size(); ++i) policy.parameters()[i] += direction[i];
  }

  Gaussian At(const at::Tensor& parameters) const {
    return GaussianOf(policy, parameters, ToDouble(observation, {kSamples, observation_size}));
  }
  Gaussian Old() const {
    const int64_t rows = old_log_std.size() / action_size;
    const at::Tensor log_std = ToDouble(old_log_std, {rows, action_size});
    return {ToDouble(old_mean, {kSamples, action_size}), rows == 1 ? log_std[0] : log_std};
  }
  at::Tensor LogProbsAt(const at::Tensor& parameters) const {
    return LogProbOf(At(parameters), ToDouble(action, {kSamples, action_size}));
  }
  at::Tensor RatioOf(const at::Tensor& parameters) const {
    return (LogProbsAt(parameters) - ToDouble(old_log_prob, {kSamples})).exp();
  }
  PolicySamples samples() const { return {observation, action}; }
  std::span<float> ActionOf(int64_t b) {
    return std::span(action).subspan(b * action_size, action_size);
  }

  RandomStream stream{1};
  int64_t observation_size, action_size;
  Policy policy;
  std::vector<float> observation, old_mean, old_log_std, action, old_log_prob, advantage;
  GaussianAt old;
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
    const at::Tensor objective = surrogate + entropy_coef * MeanEntropyOf(At(flat));
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
      return (RatioOf(flat) * a).mean() + entropy_coef * MeanEntropyOf(At(flat));
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
  const KlPenalty penalty = {.coef = 1.5f, .old = old};
  std::vector<float> gradient(policy.parameters().size(), NAN);
  policy.Gradient(
      samples(),
      [&](float log_prob, int64_t b) {
        return RatioSurrogate(log_prob, old_log_prob[b], advantage[b]);
      },
      /*entropy_coef=*/0, gradient, &penalty);
  const at::Tensor flat = Leaf(policy.parameters());
  const at::Tensor objective = (RatioOf(flat) * ToDouble(advantage, {kSamples})).mean();
  const at::Tensor kl = MeanKlOf(Old(), At(flat));
  EXPECT_LT(RelativeError(gradient, GradientOf(objective - 1.5 * kl, flat)), 2e-6);
}

TEST_P(PolicyTest, GradientOfTheLogProbSurrogateIsAutograds) {
  std::vector<float> gradient(policy.parameters().size(), NAN);
  policy.Gradient(
      samples(),
      [&](float log_prob, int64_t b) { return LogProbSurrogate(log_prob, advantage[b]); },
      /*entropy_coef=*/0, gradient);
  const at::Tensor flat = Leaf(policy.parameters());
  const at::Tensor objective = (LogProbsAt(flat) * ToDouble(advantage, {kSamples})).mean();
  EXPECT_LT(RelativeError(gradient, GradientOf(objective, flat)), 2e-6);
}

TEST_P(PolicyTest, TheRatioOfThePolicyThatActedIsExactlyOne) {
  std::vector<float> log_prob(kSamples);
  policy.At(observation).LogProbs(action, log_prob);
  EXPECT_TRUE(SameBits(log_prob, old_log_prob));
  // alone as in a minibatch
  for (int64_t b = 0; b < kSamples; ++b) {
    const auto alone = std::span(observation).subspan(b * observation_size, observation_size);
    policy.At(alone).LogProbs(ActionOf(b), std::span(log_prob).first(1));
    ASSERT_EQ(log_prob[0], old_log_prob[b]);
    ASSERT_EQ(RatioSurrogate(log_prob[0], old_log_prob[b], 1).value, 1);
  }
}

TEST_P(PolicyTest, LogProbsAreTheFormulaInDouble) {
  const at::Tensor flat = Leaf(policy.parameters());
  EXPECT_LT(RelativeError(old_log_prob, LogProbsAt(flat)), 2e-6);
}

TEST_P(PolicyTest, EntropyDeviationAndBothKlsAreTheirFormulas) {
  for (KlDirection direction : {KlDirection::kOldNew, KlDirection::kNewOld})
    EXPECT_EQ(policy.At(observation).Kl(old, direction), 0);
  Move(0.02);
  const at::Tensor flat = Leaf(policy.parameters());
  const ActionDistribution at = policy.At(observation);
  EXPECT_NEAR(at.Entropy(), Item(MeanEntropyOf(At(flat))), 1e-6);
  EXPECT_NEAR(at.Std(), Item(At(flat).log_std.exp().mean()), 1e-6);
  for (KlDirection direction : {KlDirection::kOldNew, KlDirection::kNewOld}) {
    const double kl = at.Kl(old, direction);
    const double expected = Item(direction == KlDirection::kOldNew ? MeanKlOf(Old(), At(flat))
                                                                   : MeanKlOf(At(flat), Old()));
    EXPECT_GT(kl, 0);
    EXPECT_NEAR(kl, expected, 2e-6 * expected);  // means and deviations are float32
  }
  EXPECT_NE(at.Kl(old, KlDirection::kNewOld), at.Kl(old));
}

// the Hessian-vector product of the mean KL at new = old, the same in both directions, by
// differentiating twice
TEST_P(PolicyTest, FisherVectorProductIsDoubleBackpropagation) {
  const at::Tensor flat = Leaf(policy.parameters());
  for (KlDirection direction : {KlDirection::kOldNew, KlDirection::kNewOld}) {
    const Gaussian now = At(flat), then = {now.mean.detach(), now.log_std.detach()};
    const at::Tensor kl =
        direction == KlDirection::kOldNew ? MeanKlOf(then, now) : MeanKlOf(now, then);
    const at::Tensor by_parameters = GradientOf(kl, flat, /*create_graph=*/true);
    for (double damping : {0.0, 0.1}) {
      const std::vector<float> v = RandomFloats(policy.parameters().size(), stream);
      std::vector<float> product(v.size(), NAN);
      policy.FisherVectorProduct(policy.At(observation), damping, v, product);
      const at::Tensor exact = ToDouble(v, flat.sizes());
      const at::Tensor expected =
          GradientOf(by_parameters.dot(exact), flat, /*create_graph=*/true) + damping * exact;
      EXPECT_LT(RelativeError(product, expected), 2e-6);
      // the deviations' own: free parameters, or their biases
      const int64_t others = product.size() - action_size;
      EXPECT_LT(RelativeError(std::span(product).subspan(others), expected.slice(0, others)), 2e-6);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Robots, PolicyTest,
                         testing::Values(Case{11, 3}, Case{17, 6}, Case{376, 17}));

constexpr auto kExp = StdParametrization::kExp, kSoftplus = StdParametrization::kSoftplus;
INSTANTIATE_TEST_SUITE_P(Deviations, PolicyTest,
                         testing::Values(Case{11, 3, kExp, 0.2}, Case{11, 3, kSoftplus, 0},
                                         Case{11, 3, kSoftplus, 0.2}, Case{11, 3, kExp, 0, true},
                                         Case{17, 6, kSoftplus, 0.2, true}));

TEST(GaussianPolicyTest, ActionsHaveTheirMeanAndDeviation) {
  const float observation[] = {1, 2, 3};
  for (bool state_dependent : {false, true}) {
    RandomStream weights({1}), noise({2});
    PolicySettings config;
    config.initial_log_std = -0.5;
    config.state_dependent_std = state_dependent;
    Policy policy(config, 3, 2, 1, weights);
    const ActionDistribution at = policy.At(observation);
    const auto [size, mean, log_std] = at.gaussian();
    constexpr int kDraws = 20000;
    double sum[2] = {}, squares[2] = {};
    for (int i = 0; i < kDraws; ++i) {
      float action[2];
      at.Sample(0, noise, action);
      for (int j = 0; j < 2; ++j) {
        sum[j] += action[j] - mean[j];
        squares[j] += (action[j] - mean[j]) * (action[j] - mean[j]);
      }
    }
    for (int j = 0; j < 2; ++j) {  // 5 standard errors
      const double variance = state_dependent ? std::exp(2.0 * log_std[j]) : std::exp(-1.0);
      EXPECT_NEAR(sum[j] / kDraws, 0, 5 * std::sqrt(variance / kDraws));
      EXPECT_NEAR(squares[j] / kDraws, variance, 5 * variance * std::sqrt(2.0 / kDraws));
    }
  }
}

// N(0, 1) against N(1, 4): log 2 + (1 + 1) / 8 - 1/2 and -log 2 + (4 + 1) / 2 - 1/2
TEST(GaussianPolicyTest, KlsByHandHaveTheOldPolicyFirstOrSecond) {
  RandomStream weights({1});
  PolicySettings config;
  config.initial_log_std = std::log(2.0);
  config.hidden_sizes = {};
  Policy policy(config, 1, 1, 1, weights);
  policy.parameters()[1] = 1;  // the bias
  const std::vector<float> zero = {0};
  const GaussianAt old = {.action_size = 1, .mean = zero, .log_std = zero};
  const ActionDistribution at = policy.At(zero);
  EXPECT_NEAR(at.Kl(old), std::log(2.0) + 0.25 - 0.5, 1e-7);
  EXPECT_NEAR(at.Kl(old, KlDirection::kNewOld), -std::log(2.0) + 2.5 - 0.5, 1e-6);
}

// whatever it is made of, the deviation starts where initial_log_std says, at every observation
// whose hidden units are 0
TEST(GaussianPolicyTest, TheDeviationStartsAsAsked) {
  for (StdParametrization parametrization : {kExp, kSoftplus}) {
    for (double min_std : {0.0, 0.1}) {
      for (bool state_dependent : {false, true}) {
        PolicySettings config;
        config.initial_log_std = -0.5;
        config.std_parametrization = parametrization;
        config.min_std = min_std;
        config.state_dependent_std = state_dependent;
        RandomStream weights({1});
        Policy policy(config, 3, 2, 1, weights);
        const float observation[] = {0, 0, 0};
        const ActionDistribution at = policy.At(observation);
        for (int j = 0; j < 2; ++j) EXPECT_NEAR(at.gaussian().log_std[j], -0.5, 1e-6);
      }
    }
  }
}

class PolicyGuardTest : public testing::Test {
 protected:
  using Floats = std::vector<float>;
  static constexpr int64_t kCapacity = 4;
  PolicyGuardTest() : policy(PolicySettings{}, 3, 2, kCapacity, weights) {}

  template <class Call>
  static std::string ErrorOf(Call&& call) {
    try {
      call();
    } catch (const std::logic_error& error) {
      return error.what();
    }
    return "";
  }
  // Whether every use of a distribution is refused.
  void ExpectStale(const ActionDistribution& at) {
    Floats action(2), actions(2 * 2), log_prob(2), direction(policy.parameters().size());
    EXPECT_THROW(at.gaussian(), std::logic_error);
    EXPECT_THROW(at.Entropy(), std::logic_error);
    EXPECT_THROW(at.Std(), std::logic_error);
    EXPECT_THROW(at.Sample(0, weights, action), std::logic_error);
    EXPECT_THROW(at.LogProbs(actions, log_prob), std::logic_error);
    EXPECT_THROW(policy.FisherVectorProduct(at, 0.1, direction, direction), std::logic_error);
  }

  RandomStream weights{1};
  Policy policy;
};

TEST_F(PolicyGuardTest, ADistributionIsStaleOnceItsPolicyLooksElsewhereOrChanges) {
  const Floats here(6, 0.5f), there(6, -0.5f);
  const ActionDistribution first = policy.At(here);
  EXPECT_NO_THROW(first.Entropy());
  const ActionDistribution second = policy.At(there);
  EXPECT_NO_THROW(second.Entropy());
  ExpectStale(first);
  const ActionDistribution third = policy.At(here);
  policy.parameters()[0] += 1;
  ExpectStale(third);
}

TEST_F(PolicyGuardTest, AFisherProductNeedsItsOwnPolicysDistribution) {
  Policy other = policy;
  const Floats here(6, 0.5f);
  Floats direction(std::as_const(policy).parameters().size(), 1.0f), product = direction;
  const ActionDistribution of_policy = policy.At(here), of_other = other.At(here);
  EXPECT_NO_THROW(policy.FisherVectorProduct(of_policy, 0.1, direction, product));
  EXPECT_THROW(policy.FisherVectorProduct(of_other, 0.1, direction, product), std::logic_error);
}

TEST_F(PolicyGuardTest, EveryWrongSizeIsAnErrorWithBothNumbers) {
  const Floats here(6, 0.5f);
  EXPECT_EQ(ErrorOf([&] { policy.At(Floats(15)); }), "samples: 5 where 4 fit");
  EXPECT_EQ(ErrorOf([&] { policy.At(Floats(7)); }), "input: 7 numbers are no rows of 3");
  const ActionDistribution at = policy.At(here);
  Floats log_prob(2), three(3);
  EXPECT_EQ(ErrorOf([&] { at.LogProbs(three, log_prob); }), "actions: 3 numbers where 4 belong");
  EXPECT_EQ(ErrorOf([&] { at.LogProbs(Floats(4), three); }),
            "log densities: 3 numbers where 2 belong");
  EXPECT_EQ(ErrorOf([&] { at.Sample(0, weights, three); }), "action: 3 numbers where 2 belong");
  EXPECT_EQ(ErrorOf([&] { at.Sample(2, weights, log_prob); }),
            "samples up to the one asked for: 3 where 2 fit");
  EXPECT_EQ(ErrorOf([&] {
              at.Kl({2, three, log_prob});
            }),
            "means of a KL: 3 numbers where 4 belong");
  const auto gradient_of = [&](size_t num_actions, size_t num_parameters) {
    Floats gradient(num_parameters);
    return ErrorOf([&] {
      policy.Gradient(
          {here, Floats(num_actions)},
          [](float log_prob_b, int64_t) { return LogProbSurrogate(log_prob_b, 1); },
          /*entropy_coef=*/0, gradient);
    });
  };
  const size_t size = policy.parameters().size();
  const std::string belong = " where " + std::to_string(size) + " belong";
  EXPECT_EQ(gradient_of(4, size), "");
  EXPECT_EQ(gradient_of(6, size), "actions: 6 numbers where 4 belong");
  EXPECT_EQ(gradient_of(4, 9), "gradient: 9 numbers" + belong);
  Floats direction(size), product(size);
  EXPECT_EQ(ErrorOf([&] { policy.FisherVectorProduct(policy.At(here), 0.1, three, product); }),
            "direction: 3 numbers" + belong);
  EXPECT_EQ(ErrorOf([&] { policy.FisherVectorProduct(policy.At(here), 0.1, direction, three); }),
            "product: 3 numbers" + belong);
}

}  // namespace
}  // namespace gaitbench
