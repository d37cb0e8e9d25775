#include "algos/dqn/decoupled_q.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

constexpr int64_t kObservations = 3, kActions = 2;

DqnSettings Config() {
  DqnSettings settings;
  settings.hidden_sizes = {};
  settings.batch_size = 4;
  settings.target_update = TargetUpdate::kCopy;
  return settings;
}

// Random transitions of bins; the last one is terminal.
ReplayBatch MakeBatch(const DqnSettings& settings, RandomStream& stream) {
  ReplayBatch batch(settings.batch_size, kObservations, kActions);
  batch.observation = RandomFloats(settings.batch_size * kObservations, stream);
  batch.next_observation = RandomFloats(settings.batch_size * kObservations, stream);
  batch.reward = RandomFloats(settings.batch_size, stream);
  for (float& action : batch.action)
    action = ActionOfBin(static_cast<int64_t>(stream.Below(settings.bins)), settings.bins);
  std::ranges::fill(batch.discount, 0.9f);
  batch.discount.back() = 0;
  return batch;
}

// Trained and target network apart, every parameter random.
struct Case {
  explicit Case(const DqnSettings& of) : settings(of), values(of, kObservations, kActions, stream) {
    values.network().parameters = RandomFloats(values.layout().num_parameters(), stream);
    values.network().target = RandomFloats(values.layout().num_parameters(), stream);
    batch.emplace(MakeBatch(settings, stream));
  }

  // Q_j(s, bin) in double; a linear network is weight [O,A K] and bias [A K].
  double ValueOf(std::span<const float> parameters, const float* observation, int64_t j,
                 int64_t bin) const {
    const int64_t width = kActions * settings.bins, output = j * settings.bins + bin;
    double sum = parameters[kObservations * width + output];
    for (int64_t i = 0; i < kObservations; ++i)
      sum += double{observation[i]} * parameters[i * width + output];
    return sum;
  }
  // Q(s, a) of sample b
  double ValueOfAction(std::span<const float> parameters, int64_t b) const {
    double sum = 0;
    for (int64_t j = 0; j < kActions; ++j)
      sum += ValueOf(parameters, batch->observation.data() + b * kObservations, j,
                     BinOfAction(batch->action[b * kActions + j], settings.bins));
    return sum / kActions;
  }
  double TargetOf(int64_t b) const {
    const float* next = batch->next_observation.data() + b * kObservations;
    const TrainedNetwork& network = values.network();
    const auto& chooser = settings.double_q ? network.parameters : network.target;
    double sum = 0;
    for (int64_t j = 0; j < kActions; ++j) {
      int64_t best = 0;
      for (int64_t k = 1; k < settings.bins; ++k)
        if (ValueOf(chooser, next, j, k) > ValueOf(chooser, next, j, best)) best = k;
      sum += ValueOf(network.target, next, j, best);
    }
    return settings.reward_scale * batch->reward[b] + batch->discount[b] * sum / kActions;
  }

  RandomStream stream{5};
  DqnSettings settings;
  DecoupledQ values;
  std::optional<ReplayBatch> batch;
};

TEST(DecoupledQTest, BinsGoFromBoundToBoundAndBack) {
  EXPECT_EQ(ActionOfBin(0, 2), -1);
  EXPECT_EQ(ActionOfBin(1, 2), 1);
  EXPECT_EQ(ActionOfBin(1, 3), 0);
  for (int64_t bins : {2, 3, 4, 7, 1001})
    for (int64_t bin = 0; bin < bins; ++bin)
      EXPECT_EQ(BinOfAction(ActionOfBin(bin, bins), bins), bin) << bins;
}

TEST(DecoupledQTest, EachDimensionTakesItsBestBinTheFirstOfEqualOnes) {
  std::array<float, 3> action{};
  BestActions(std::array<float, 9>{1, 3, 2, 5, 5, 4, -3, -2, -1}, 3, action);
  EXPECT_EQ(action, (std::array<float, 3>{0, -1, 1}));
}

TEST(DecoupledQTest, ValuesAndTargetsAreTheDefinition) {
  for (bool double_q : {true, false}) {
    for (int64_t bins : {2, 3, 5}) {
      DqnSettings settings = Config();
      settings.double_q = double_q;
      settings.bins = bins;
      settings.reward_scale = 2;
      Case c(settings);
      const std::span<const float> target = c.values.Targets(*c.batch);
      for (int64_t b = 0; b < settings.batch_size; ++b)
        EXPECT_NEAR(target[b], c.TargetOf(b), 1e-5) << double_q << " " << bins << " " << b;
      EXPECT_EQ(target[3], 2 * c.batch->reward[3]);  // terminal
      const std::span<const float> value = c.values.Values(*c.batch);
      for (int64_t b = 0; b < settings.batch_size; ++b)
        EXPECT_NEAR(value[b], c.ValueOfAction(c.values.network().parameters, b), 1e-5);
    }
  }
}

// where the networks differ, double Q-learning's target is never above that of Q-learning
TEST(DecoupledQTest, ADoubleTargetIsAtMostTheSingleOne) {
  DqnSettings single = Config();
  single.double_q = false;
  Case a(Config()), b(single);
  const std::span<const float> doubled = a.values.Targets(*a.batch),
                               plain = b.values.Targets(*b.batch);
  double gap = 0;
  for (int64_t i = 0; i < 4; ++i) {
    EXPECT_LE(doubled[i], plain[i]);
    gap += plain[i] - doubled[i];
  }
  EXPECT_GT(gap, 0);
}

TEST(DecoupledQTest, TheGradientIsTheDifferenceOfTheLoss) {
  Case c(Config());
  const std::vector<float> before = c.values.network().parameters;
  std::vector<double> target;
  for (int64_t b = 0; b < 4; ++b) target.push_back(c.TargetOf(b));  // which stays
  const auto loss = [&](std::span<const float> parameters) {
    double sum = 0;
    for (int64_t b = 0; b < 4; ++b)
      sum += std::pow(c.ValueOfAction(parameters, b) - target[b], 2) / 4;
    return sum;
  };
  const QMeasures measures = c.values.Update(*c.batch);
  EXPECT_NEAR(measures.loss, loss(before), 1e-5 * loss(before));
  int64_t num_zeros = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    constexpr float kStep = 0x1p-8f;  // the loss is quadratic: central differences are exact
    std::vector<float> above = before, below = before;
    above[i] += kStep;
    below[i] -= kStep;
    const double difference = (loss(above) - loss(below)) / (double{above[i]} - below[i]);
    EXPECT_NEAR(c.values.network().gradient[i], difference, 1e-4) << i;
    num_zeros += difference == 0;
  }
  EXPECT_LT(num_zeros, std::ssize(before) / 2);
}

TEST(DecoupledQTest, TheTargetNetworkIsCopiedOrFollows) {
  DqnSettings settings = Config();
  settings.target_update_interval = 2;
  Case copied(settings);
  copied.values.Update(*copied.batch);
  EXPECT_FALSE(SameBits(copied.values.network().target, copied.values.network().parameters));
  copied.values.Update(*copied.batch);
  EXPECT_TRUE(SameBits(copied.values.network().target, copied.values.network().parameters));

  settings.target_update = TargetUpdate::kPolyak;
  settings.target_update_interval = 1;
  settings.polyak = 0.25;
  Case follows(settings);
  const float before = follows.values.network().target[0];
  follows.values.Update(*follows.batch);
  EXPECT_FLOAT_EQ(follows.values.network().target[0],
                  0.75f * before + 0.25f * follows.values.network().parameters[0]);
}

// One state, reward -(a_0 - 1)^2 - a_1^2, discount 0.5: the best action is (1, 0), of value 0. The
// additive reward is one that decoupled values have exactly.
TEST(DecoupledQTest, TheValuesOfAKnownProblemAreReached) {
  DqnSettings settings = Config();
  settings.batch_size = 9;
  settings.learning_rate = 1e-2;
  settings.target_update_interval = 20;
  RandomStream stream({1});
  DecoupledQ values(settings, 1, kActions, stream);
  ReplayBatch batch(9, 1, kActions);
  std::ranges::fill(batch.observation, 1.0f);
  std::ranges::fill(batch.next_observation, 1.0f);
  std::ranges::fill(batch.discount, 0.5f);
  for (int64_t i = 0; i < 9; ++i) {
    const float a = ActionOfBin(i / 3, 3), b = ActionOfBin(i % 3, 3);
    batch.action[2 * i] = a;
    batch.action[2 * i + 1] = b;
    batch.reward[i] = -(a - 1) * (a - 1) - b * b;
  }
  for (int k = 0; k < 4000; ++k) values.Update(batch);
  const std::span<const float> found = values.Values(batch);
  for (int64_t i = 0; i < 9; ++i) EXPECT_NEAR(found[i], batch.reward[i], 1e-3) << i;
}

}  // namespace
}  // namespace gaitbench
