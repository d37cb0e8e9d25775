#include "algos/kernels/adam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

using Floats = std::vector<float>;

// tests/oracles/torch_adam.py wrote them
nlohmann::json TorchCases() {
  std::ifstream file(GAITBENCH_SOURCE_DIR "/tests/testdata/torch/adam.json");
  return nlohmann::json::parse(file).at("cases");
}

TEST(AdamTest, EveryStepIsTorchs) {
  const nlohmann::json cases = TorchCases();
  ASSERT_EQ(cases.size(), 4);
  for (const auto& c : cases) {
    auto parameters = c.at("initial").get<Floats>();
    Adam adam(parameters.size(), c.at("epsilon"));
    const auto max_norm =
        c.at("max_norm").is_null() ? std::optional<double>() : c.at("max_norm").get<double>();
    for (size_t step = 0; step < c.at("gradients").size(); ++step) {
      const double learning_rate = c.at("learning_rates")[step];
      const double norm =
          adam.Step(c["gradients"][step].get<Floats>(), learning_rate, max_norm, parameters);
      EXPECT_NEAR(norm, c["norms"][step].get<double>(), 1e-6 * norm);
      const auto expected = c["parameters"][step].get<std::vector<double>>();
      // a step moves a parameter by about 1e-3; float32 rounds parameters of size 1 by 6e-8
      for (size_t i = 0; i < expected.size(); ++i) {
        ASSERT_NEAR(parameters[i], expected[i], 2e-7 * static_cast<double>(step + 1))
            << c["max_norm"] << " step " << step << " " << i;
      }
    }
  }
}

// Adam's step is invariant to the gradient's scale but for epsilon: a bound shows only beside it.
TEST(AdamTest, ABoundThatDoesNotActChangesNoBit) {
  RandomStream stream({1});
  const Floats gradient = RandomFloats(100, stream, 1e-3);
  Floats bounded = RandomFloats(100, stream), unbounded = bounded;
  Adam first(100, 1e-5), second(100, 1e-5);
  for (int step = 0; step < 3; ++step) {
    const double norm = first.Step(gradient, 1e-3, 1e9, bounded);
    EXPECT_EQ(norm, second.Step(gradient, 1e-3, std::nullopt, unbounded));
  }
  EXPECT_TRUE(SameBits(bounded, unbounded));
}

// m = 0.1 g, v = 0.001 g^2, both corrected to g and g^2: the first step is lr g / (|g| + epsilon)
TEST(AdamTest, TheFirstStepByHand) {
  Floats parameters = {1, 1};
  Adam adam(2, 1.0);
  EXPECT_FLOAT_EQ(adam.Step(Floats{3, -4}, 0.5, std::nullopt, parameters), 5);
  EXPECT_FLOAT_EQ(parameters[0], 1 - 0.5 * 3 / 4);
  EXPECT_FLOAT_EQ(parameters[1], 1 + 0.5 * 4 / 5);
}

TEST(AdamTest, TheFirstStepUnderABoundByHand) {
  Floats parameters = {1, 1};
  Adam adam(2, 1.0);
  EXPECT_FLOAT_EQ(adam.Step(Floats{3, -4}, 0.5, 2.5, parameters), 5);  // the norm before
  EXPECT_NEAR(parameters[0], 1 - 0.5 * 1.5 / 2.5, 1e-6);
  EXPECT_NEAR(parameters[1], 1 + 0.5 * 2 / 3, 1e-6);
}

TEST(AdamTest, WeightDecayIsPartOfTheGradient) {
  Floats parameters = {1, -2}, by_hand = parameters;
  Adam adam(2, 1e-8), other(2, 1e-8);
  for (int step = 0; step < 3; ++step) {
    const Floats gradient = {3.0f + 0.5f * by_hand[0], -4.0f + 0.5f * by_hand[1]};
    const double norm = other.Step(gradient, 0.1, std::nullopt, by_hand);
    EXPECT_EQ(adam.Step(Floats{3, -4}, 0.1, std::nullopt, parameters, 0.5), norm);
    EXPECT_TRUE(SameBits(parameters, by_hand));
  }
}

// Where nothing but its decay moves a parameter, it falls through all sizes down to these.
TEST(AdamTest, OnlyMeansThatNoParameterShowsEndAtZero) {
  const Floats gradient = {0, 1e-33f};
  for (const double weight_decay : {0.0, 0.01}) {
    Floats parameters = {1e-31f, 1};
    Adam adam(2, 1e-8);
    adam.Step(gradient, 1e-3, std::nullopt, parameters, weight_decay);
    EXPECT_EQ(adam.state().mean[0] > 0, weight_decay > 0);
    EXPECT_EQ(adam.state().mean[1] > 0, weight_decay > 0);
    EXPECT_EQ(parameters[0]<1e-31f, weight_decay> 0);
    EXPECT_GT(adam.state().square[0], 0);
  }
}

TEST(AdamTest, NanReachesTheParameters) {
  Floats parameters = {1, 1};
  Adam adam(2, 1e-5);
  EXPECT_TRUE(std::isnan(adam.Step(Floats{NAN, 1}, 0.5, 1.0, parameters)));
  EXPECT_TRUE(std::isnan(parameters[0]));
}

// (1 - 0.999) (1e21)^2 is beyond float32: that parameter would stand still for good
TEST(AdamTest, ASecondMomentThatOverflowsIsNotFinite) {
  Floats parameters = {1, 1};
  Adam adam(2, 1e-5);
  adam.Step(Floats{1, -1}, 0.5, std::nullopt, parameters);
  EXPECT_TRUE(adam.IsFinite());
  adam.Step(Floats{1, 1e21f}, 0.5, std::nullopt, parameters);
  EXPECT_FALSE(adam.IsFinite());
}

// the same gradient under a bound is scaled down before it is squared
TEST(AdamTest, ABoundKeepsAHugeGradientsMomentsFinite) {
  Floats parameters = {1, 1};
  Adam adam(2, 1.0);
  EXPECT_NEAR(adam.Step(Floats{3e21f, -4e21f}, 0.5, 2.5, parameters), 5e21, 1e15);
  EXPECT_TRUE(adam.IsFinite());
  EXPECT_NEAR(parameters[0], 1 - 0.5 * 1.5 / 2.5, 1e-6);
  EXPECT_NEAR(parameters[1], 1 + 0.5 * 2 / 3, 1e-6);
}

TEST(AdamTest, AGradientOfAnotherSizeIsAnError) {
  Adam adam(3, 1e-5);
  Floats parameters(3), others(2);
  EXPECT_THROW(adam.Step(others, 0.1, std::nullopt, parameters), std::logic_error);
  EXPECT_THROW(adam.Step(parameters, 0.1, std::nullopt, others), std::logic_error);
  EXPECT_NO_THROW(adam.Step(parameters, 0.1, std::nullopt, parameters));
}

}  // namespace
}  // namespace gaitbench
