#include "algos/networks/initialization.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/algos/matrices.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

constexpr auto kOrthogonal = Initialization::kOrthogonal, kXavier = Initialization::kXavier,
               kHe = Initialization::kHe, kLecun = Initialization::kLecun,
               kTorch = Initialization::kTorch;

std::vector<float> Weights(const MlpLayout& layout, Initialization initialization, double head_gain,
                           uint64_t seed) {
  RandomStream stream({seed});
  std::vector<float> parameters(layout.num_parameters(), NAN);
  Initialize(layout, initialization, head_gain, stream, parameters);
  return parameters;
}

Matrix Weight(const MlpLayout::Layer& layer, const std::vector<float>& parameters) {
  return ToMatrix(std::span(parameters).subspan(layer.weight, layer.in * layer.out), layer.in,
                  layer.out);
}

class InitializationTest : public testing::TestWithParam<std::vector<int64_t>> {
 protected:
  static MlpLayout Layout() {
    const std::vector<int64_t>& sizes = GetParam();
    return MlpLayout({sizes.front(), {sizes.begin() + 1, sizes.end() - 1}, sizes.back()});
  }
};

// W^T W = gain^2 I for tall weights, W W^T = gain^2 I for wide ones
TEST_P(InitializationTest, OrthogonalWeightsHaveOrthonormalRowsOrColumnsTimesTheGain) {
  const MlpLayout layout = Layout();
  constexpr double kHeadGain = 0.01;
  const std::vector<float> parameters = Weights(layout, kOrthogonal, kHeadGain, 1);
  for (const auto& layer : layout.layers()) {
    const double gain = &layer == &layout.layers().back() ? kHeadGain : std::sqrt(2.0);
    const Matrix w = Weight(layer, parameters);
    const Matrix product =
        layer.in >= layer.out ? Matrix(w.transpose() * w) : Matrix(w * w.transpose());
    const Matrix identity = Matrix::Identity(product.rows(), product.cols());
    EXPECT_LT((product / (gain * gain) - identity).cwiseAbs().maxCoeff(), 1e-6);
  }
}

// variances 2 / (in + out), 2 / in, 1 / in and 1 / (3 in); a uniform one's bound is sqrt 3
// deviations
TEST_P(InitializationTest, UniformWeightsFillTheirBoundEvenly) {
  const MlpLayout layout = Layout();
  for (Initialization initialization : {kXavier, kHe, kLecun, kTorch}) {
    const std::vector<float> parameters = Weights(layout, initialization, 1, 1);
    for (const auto& layer : layout.layers()) {
      const Matrix w = Weight(layer, parameters);
      const auto in = static_cast<double>(layer.in), out = static_cast<double>(layer.out);
      const double variance = initialization == kXavier  ? 2 / (in + out)
                              : initialization == kHe    ? 2 / in
                              : initialization == kLecun ? 1 / in
                                                         : 1 / (3 * in);
      const double bound = std::sqrt(3 * variance), count = in * out;
      EXPECT_LE(w.cwiseAbs().maxCoeff(), bound * (1 + 1e-7));
      EXPECT_GT(w.cwiseAbs().maxCoeff(), bound * (1 - 20 / count));
      // within 5 standard errors
      EXPECT_NEAR(w.mean(), 0, 5 * std::sqrt(variance / count));
      EXPECT_NEAR(w.cwiseAbs2().mean(), variance, 5 * variance * std::sqrt(0.8 / count));
    }
  }
}

TEST_P(InitializationTest, BiasesAreZero) {
  const MlpLayout layout = Layout();
  for (Initialization initialization : {kOrthogonal, kXavier, kHe, kLecun}) {
    const std::vector<float> parameters = Weights(layout, initialization, 1, 1);
    for (const auto& layer : layout.layers()) {
      const auto bias = std::span(parameters).subspan(layer.bias, layer.out);
      EXPECT_TRUE(std::ranges::all_of(bias, [](float value) { return value == 0; }));
    }
  }
}

TEST_P(InitializationTest, TorchBiasesFillTheirWeightsBound) {
  const MlpLayout layout = Layout();
  const std::vector<float> parameters = Weights(layout, kTorch, 1, 1);
  for (const auto& layer : layout.layers()) {
    const double bound = 1 / std::sqrt(static_cast<double>(layer.in));
    double largest = 0;
    for (float bias : std::span(parameters).subspan(layer.bias, layer.out)) {
      EXPECT_NE(bias, 0);
      largest = std::max(largest, std::abs(static_cast<double>(bias)));
    }
    EXPECT_LE(largest, bound * (1 + 1e-7));
    if (layer.out >= 64) {
      EXPECT_GT(largest, 0.8 * bound);
    }
  }
}

TEST_P(InitializationTest, TheSameStreamGivesTheSameBitsAndAnotherOthers) {
  const MlpLayout layout = Layout();
  for (Initialization initialization : {kOrthogonal, kXavier, kHe, kLecun, kTorch}) {
    const std::vector<float> parameters = Weights(layout, initialization, 1, 1);
    EXPECT_TRUE(SameBits(parameters, Weights(layout, initialization, 1, 1)));
    EXPECT_FALSE(SameBits(parameters, Weights(layout, initialization, 1, 2)));
  }
}

TEST_P(InitializationTest, TheHeadGainScalesOnlyTheLastLayer) {
  const MlpLayout layout = Layout();
  const int64_t head = layout.layers().back().weight;
  for (Initialization initialization : {kOrthogonal, kXavier, kHe, kLecun, kTorch}) {
    const std::vector<float> plain = Weights(layout, initialization, 1, 1);
    std::vector<float> halved = Weights(layout, initialization, 0.5, 1);
    for (size_t i = head; i < halved.size(); ++i) halved[i] *= 2;
    EXPECT_TRUE(SameBits(plain, halved));
  }
}

INSTANTIATE_TEST_SUITE_P(Robots, InitializationTest,
                         testing::Values(std::vector<int64_t>{11, 64, 64, 3},
                                         std::vector<int64_t>{17, 64, 64, 6},
                                         std::vector<int64_t>{376, 64, 64, 17},
                                         std::vector<int64_t>{11, 64, 64, 1}));

// A uniform draw over orthogonal matrices has no preferred sign: the mean diagonal of many is 0.
TEST(InitializationTest, OrthogonalDrawsHaveNoPreferredDirection) {
  const MlpLayout layout({3, {}, 3});
  RandomStream stream({5});
  Matrix sum = Matrix::Zero(3, 3);
  std::vector<float> parameters(layout.num_parameters());
  constexpr int kDraws = 1000;
  for (int i = 0; i < kDraws; ++i) {
    Initialize(layout, kOrthogonal, 1, stream, parameters);
    sum += Weight(layout.layers()[0], parameters);
  }
  // each entry has variance 1/3
  EXPECT_LT((sum / kDraws).cwiseAbs().maxCoeff(), 5 / std::sqrt(3.0 * kDraws));
}

}  // namespace
}  // namespace gaitbench
