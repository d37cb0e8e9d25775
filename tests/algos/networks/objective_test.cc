#include "algos/networks/objective.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "envs/random.h"

namespace gaitbench {
namespace {

constexpr float kClipRange = 0.25f;  // 0.75 and 1.25 are exact

// of the new log density, with the old one 0
Surrogate ClippedAt(double ratio, float advantage) {
  return ClippedSurrogate(static_cast<float>(std::log(ratio)), 0, advantage, kClipRange);
}

TEST(ObjectiveTest, RatioSurrogateIsRatioTimesAdvantage) {
  const Surrogate result = RatioSurrogate(std::log(2.0f), 0, -3);
  EXPECT_FLOAT_EQ(result.value, -6);
  EXPECT_FLOAT_EQ(result.by_log_prob, -6);
}

TEST(ObjectiveTest, ClippedSurrogateIsFlatOnlyWhereTheRatioHasGoneTooFarInItsFavour) {
  struct Row {
    double ratio;
    float advantage, value, by_log_prob;
  };
  constexpr Row kRows[] = {
      {1.1, 2, 2.2f, 2.2f},     // inside
      {0.9, -2, -1.8f, -1.8f},  // inside
      {1.5, 2, 2.5f, 0},        // gained enough: 1.25 x 2
      {0.5, -2, -1.5f, 0},      // gained enough: 0.75 x -2
      {0.5, 2, 1, 1},           // lost: no bound
      {1.5, -2, -3, -3},        // lost: no bound
  };
  for (const auto& [ratio, advantage, value, by_log_prob] : kRows) {
    const Surrogate result = ClippedAt(ratio, advantage);
    EXPECT_FLOAT_EQ(result.value, value) << ratio << " " << advantage;
    EXPECT_FLOAT_EQ(result.by_log_prob, by_log_prob) << ratio << " " << advantage;
  }
}

TEST(ObjectiveTest, ClippedSurrogateIsTheMinimumEverywhereAndItsDerivativeTheDifference) {
  for (float advantage : {-2.0f, -1e-3f, 0.0f, 1e-3f, 2.0f}) {
    for (double log_ratio = -1; log_ratio <= 1; log_ratio += 0.01) {
      const auto minimum = [&](double x) {
        const double ratio = std::exp(x);
        return std::min(ratio * advantage,
                        std::clamp(ratio, 1.0 - kClipRange, 1.0 + kClipRange) * advantage);
      };
      const auto x = static_cast<float>(log_ratio);
      const Surrogate result = ClippedSurrogate(x, 0, advantage, kClipRange);
      ASSERT_NEAR(result.value, minimum(x), 1e-6);
      const bool at_bound =
          std::abs(std::exp(x) - 1.25) < 1e-4 || std::abs(std::exp(x) - 0.75) < 1e-4;
      if (at_bound) continue;
      ASSERT_NEAR(result.by_log_prob, (minimum(x + 1e-6) - minimum(x - 1e-6)) / 2e-6, 1e-5);
    }
  }
}

TEST(ObjectiveTest, ReciprocalBoundsKeepTheRatioWithinOneOverOnePlusRange) {
  const RatioBounds bounds = {0.8f, 1.25f};
  EXPECT_FLOAT_EQ(ClippedSurrogate(std::log(0.7f), 0, -2, bounds).value, -1.6f);
  EXPECT_EQ(ClippedSurrogate(std::log(0.7f), 0, -2, bounds).by_log_prob, 0);
  EXPECT_FLOAT_EQ(ClippedSurrogate(std::log(1.5f), 0, 2, bounds).value, 2.5f);
  EXPECT_FLOAT_EQ(ClippedSurrogate(std::log(0.9f), 0, -2, bounds).by_log_prob, -1.8f);
}

TEST(ObjectiveTest, LogProbSurrogateIsLinear) {
  const Surrogate result = LogProbSurrogate(-3, 2);
  EXPECT_EQ(result.value, -6);
  EXPECT_EQ(result.by_log_prob, 2);
}

// squared within 1, then a line of slope 2, without a jump
TEST(ObjectiveTest, HuberLossByHand) {
  EXPECT_EQ(HuberLoss(1.5f, 1).value, 0.25f);
  EXPECT_EQ(HuberLoss(1.5f, 1).by_value, 1);
  EXPECT_EQ(HuberLoss(2, 1).value, 1);
  EXPECT_EQ(HuberLoss(5, 1).value, 7);
  EXPECT_EQ(HuberLoss(5, 1).by_value, 2);
  EXPECT_EQ(HuberLoss(-3, 1).value, 7);
  EXPECT_EQ(HuberLoss(-3, 1).by_value, -2);
  EXPECT_TRUE(std::isnan(HuberLoss(NAN, 1).value));
}

// the bound itself is inside, as torch.clamp's derivative has it
TEST(ObjectiveTest, AtTheBoundTheDerivativeIsThePlainOne) {
  EXPECT_NE(ClippedSurrogate(0, 0, 2, 0).by_log_prob, 0);  // ratio 1, bounds 1 and 1
  EXPECT_NE(ClippedSurrogate(0, 0, -2, 0).by_log_prob, 0);
}

TEST(ObjectiveTest, NanStaysNan) {
  EXPECT_TRUE(std::isnan(ClippedSurrogate(NAN, 0, 1, kClipRange).value));
  EXPECT_TRUE(std::isnan(ClippedSurrogate(0, 0, NAN, kClipRange).by_log_prob));
  EXPECT_TRUE(std::isnan(SquaredError(NAN, 0).by_value));
  EXPECT_TRUE(std::isnan(ClippedSquaredError(NAN, 0, 0, kClipRange).by_value));
  EXPECT_TRUE(std::isnan(ClippedSquaredError(9, 0, NAN, kClipRange).by_value));
}

TEST(ObjectiveTest, SquaredErrorHasNoHalf) {
  const ValueLoss loss = SquaredError(3, 1);
  EXPECT_EQ(loss.value, 4);
  EXPECT_EQ(loss.by_value, 4);
}

TEST(ObjectiveTest, ClippedSquaredErrorIsTheLargerOfTheTwo) {
  struct Row {
    float value, old_value, target, loss, by_value;
  };
  constexpr Row kRows[] = {
      {1.125f, 1, 2, 0.765625f, -1.75f},  // inside: the plain error
      {2, 1, 3, 3.0625f, 0},              // moved beyond the range: (1.25 - 3)^2, flat
      {0, 1, -1, 3.0625f, 0},             // the same downwards: (0.75 + 1)^2
      {0, 1, 3, 9, -6},                   // moved the wrong way: the plain error is larger
      {4, 1, 1.5f, 6.25f, 5},             // overshot: the plain error is larger
      {1.25f, 1, 2, 0.5625f, -1.5f},      // at the bound: the plain error
  };
  for (const auto& [value, old_value, target, expected, by_value] : kRows) {
    const ValueLoss loss = ClippedSquaredError(value, old_value, target, kClipRange);
    EXPECT_FLOAT_EQ(loss.value, expected) << value;
    EXPECT_FLOAT_EQ(loss.by_value, by_value) << value;
  }
}

// target minus value counts with its sign: errors of V and of V kept within 0.25 of the old one
TEST(ObjectiveTest, MaxThenSquaredErrorTakesTheLargerSignedError) {
  struct Row {
    float value, old_value, target, loss, by_value;
  };
  constexpr Row kRows[] = {
      {1.125f, 1, 2, 0.765625f, -1.75f},  // inside: the plain error
      {2, 1, 3, 1, -2},                   // -1 against -1.75
      {0, 1, -1, 3.0625f, 0},             // 1 against 1.75: flat
      {0, 1, 3, 5.0625f, 0},              // -3 against -2.25: the smaller square, flat
      {4, 1, 1.5f, 6.25f, 5},             // 2.5 against -0.25
      {1.25f, 1, 2, 0.5625f, -1.5f},      // at the bound: the plain error
  };
  for (const auto& [value, old_value, target, expected, by_value] : kRows) {
    const ValueLoss loss = MaxThenSquaredError(value, old_value, target, kClipRange);
    EXPECT_FLOAT_EQ(loss.value, expected) << value;
    EXPECT_FLOAT_EQ(loss.by_value, by_value) << value;
  }
  EXPECT_TRUE(std::isnan(MaxThenSquaredError(NAN, 0, 0, kClipRange).by_value));
  EXPECT_TRUE(std::isnan(MaxThenSquaredError(9, 0, NAN, kClipRange).by_value));
  EXPECT_TRUE(std::isnan(MaxThenSquaredError(-9, 0, NAN, kClipRange).value));
}

// also where value - old_value rounds
TEST(ObjectiveTest, ARangeTooWideToActIsThePlainErrorToTheBit) {
  RandomStream stream({1});
  for (int i = 0; i < 10000; ++i) {
    const auto draw = [&] { return static_cast<float>(stream.Normal()); };
    const float value = draw(), old_value = 100 * draw(), target = draw();
    const ValueLoss loss = ClippedSquaredError(value, old_value, target, 1e30f);
    ASSERT_EQ(loss.value, SquaredError(value, target).value);
    ASSERT_EQ(loss.by_value, SquaredError(value, target).by_value);
    ASSERT_EQ(MaxThenSquaredError(value, old_value, target, 1e30f).value, loss.value);
  }
}

}  // namespace
}  // namespace gaitbench
