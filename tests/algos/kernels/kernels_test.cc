#include "algos/kernels/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include "tests/algos/kernels/adam_step_size.h"

namespace gaitbench {
namespace {

std::vector<float> Random(int64_t n, int seed, float scale = 1) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<float> uniform(-scale, scale);
  std::vector<float> x(n);
  for (float& value : x) value = uniform(generator);
  return x;
}

bool SameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

const Kernels& PortableKernels() { return *AllKernels().back(); }

struct Shape {
  int64_t m, n, k;
};

class KernelsTest : public testing::TestWithParam<Shape> {};

TEST_P(KernelsTest, ProductIsTheSumsInDouble) {
  const auto [m, n, k] = GetParam();
  for (const Kernels* kernels : AllKernels()) {
    for (Transposed transposed : {Transposed::kNone, Transposed::kLeft, Transposed::kRight}) {
      for (bool accumulate : {false, true}) {
        const std::vector<float> a = Random(m * k, 1), b = Random(k * n, 2);
        const std::vector<float> before = Random(m * n, 3);
        std::vector<float> c = before;
        kernels->multiply(transposed, m, n, k, a.data(), b.data(), accumulate, c.data());
        for (int64_t i = 0; i < m; ++i) {
          for (int64_t j = 0; j < n; ++j) {
            double sum = accumulate ? before[i * n + j] : 0;
            for (int64_t p = 0; p < k; ++p) {
              sum += double{transposed == Transposed::kLeft ? a[p * m + i] : a[i * k + p]} *
                     (transposed == Transposed::kRight ? b[j * k + p] : b[p * n + j]);
            }
            ASSERT_NEAR(c[i * n + j], sum, 1e-6 * (1 + std::sqrt(k)))
                << kernels->name << " " << i << " " << j;
          }
        }
      }
    }
  }
}

TEST_P(KernelsTest, EveryKindOfCpuGivesTheSameBits) {
  const auto [m, n, k] = GetParam();
  const std::vector<float> a = Random(m * k, 1), b = Random(k * n, 2);
  std::vector<float> expected(m * n), c(m * n);
  PortableKernels().multiply(Transposed::kNone, m, n, k, a.data(), b.data(), false,
                             expected.data());
  for (const Kernels* kernels : AllKernels()) {
    kernels->multiply(Transposed::kNone, m, n, k, a.data(), b.data(), false, c.data());
    EXPECT_TRUE(SameBits(c, expected)) << kernels->name;
  }
}

TEST_P(KernelsTest, WhatGoesWithAProductChangesNoBit) {
  const auto [m, n, k] = GetParam();
  const std::vector<float> x = Random(m * k, 1), w = Random(k * n, 2), bias = Random(n, 3);
  const std::vector<float> y = Random(m * n, 4), w_back = Random(n * k, 5);
  for (const Kernels* kernels : AllKernels()) {
    std::vector<float> expected(m * n), fused(m * n);
    for (int64_t i = 0; i < m; ++i) std::copy(bias.begin(), bias.end(), expected.begin() + i * n);
    kernels->multiply(Transposed::kNone, m, n, k, x.data(), w.data(), true, expected.data());
    kernels->affine(m, n, k, x.data(), w.data(), bias.data(), Then::kNothing, fused.data());
    EXPECT_TRUE(SameBits(fused, expected)) << kernels->name;
    kernels->tanh(m * n, expected.data());
    kernels->affine(m, n, k, x.data(), w.data(), bias.data(), Then::kTanh, fused.data());
    EXPECT_TRUE(SameBits(fused, expected)) << kernels->name;

    for (const Then then : {Then::kNothing, Then::kTanh, Then::kRelu}) {
      kernels->multiply(Transposed::kRight, m, n, k, x.data(), w_back.data(), false,
                        expected.data());
      if (then == Then::kTanh) kernels->times_tanh_derivative(m * n, y.data(), expected.data());
      if (then == Then::kRelu) kernels->times_relu_derivative(m * n, y.data(), expected.data());
      kernels->multiply_by_derivative(m, n, k, x.data(), w_back.data(), then, y.data(),
                                      fused.data());
      EXPECT_TRUE(SameBits(fused, expected)) << kernels->name;
    }
  }
}

TEST_P(KernelsTest, RowsAreSummedInOrder) {
  const auto [m, n, k] = GetParam();
  const std::vector<float> x = Random(m * n, 1);
  std::vector<float> expected(n), sum(n, 7.0f);
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < n; ++j) expected[j] += x[i * n + j];
  }
  for (const Kernels* kernels : AllKernels()) {
    kernels->sum_rows(m, n, x.data(), sum.data());
    EXPECT_TRUE(SameBits(sum, expected)) << kernels->name;
  }
}

TEST_P(KernelsTest, RowsAreGatheredInTheOrderOfTheirIndex) {
  const auto [m, n, k] = GetParam();
  const std::vector<float> x = Random(m * n, 1);
  std::vector<int32_t> index;
  for (int64_t b = 0; b < 9; ++b) index.push_back(static_cast<int32_t>(5 * b % m));
  for (const Kernels* kernels : AllKernels()) {
    std::vector<float> rows(index.size() * n + 1, 7.0f);
    kernels->gather_rows(n, index.size(), x.data(), index.data(), rows.data());
    for (size_t i = 0; i + 1 < rows.size(); ++i)
      ASSERT_EQ(rows[i], x[index[i / n] * n + i % n]) << kernels->name;
    EXPECT_EQ(rows.back(), 7.0f) << kernels->name;
  }
}

TEST(KernelsTest, SquaresAreSummedInSixteenParts) {
  for (const int64_t n : {0, 1, 15, 16, 17, 100}) {
    const std::vector<float> x = Random(n, 1);
    std::array<float, 16> parts = {};
    for (int64_t i = 0; i < n; ++i) parts[i % 16] += x[i] * x[i];
    const double expected = std::accumulate(parts.begin(), parts.end(), 0.0);
    for (const Kernels* kernels : AllKernels())
      EXPECT_EQ(kernels->sum_squares(n, x.data()), expected) << kernels->name << " " << n;
  }
}

TEST_P(KernelsTest, ARowHasTheSameBitsAloneAndAtAnyAlignment) {
  const auto [m, n, k] = GetParam();
  const Kernels& kernels = CurrentKernels();
  const std::vector<float> a = Random(m * k, 1), b = Random(k * n, 2);
  std::vector<float> all(m * n);
  kernels.multiply(Transposed::kNone, m, n, k, a.data(), b.data(), false, all.data());
  for (int64_t offset = 0; offset < 4; ++offset) {
    std::vector<float> shifted(b.size() + offset), row(n + offset);
    std::copy(b.begin(), b.end(), shifted.begin() + offset);
    for (int64_t i = 0; i < m; ++i) {
      kernels.multiply(Transposed::kNone, 1, n, k, a.data() + i * k, shifted.data() + offset, false,
                       row.data() + offset);
      ASSERT_EQ(std::memcmp(row.data() + offset, all.data() + i * n, n * sizeof(float)), 0);
    }
  }
}

TEST_P(KernelsTest, AnAffineMapHasTheBitsOfAProductThatIsAddedToTheBias) {
  const auto [m, n, k] = GetParam();
  const std::vector<float> a = Random(m * k, 1), b = Random(k * n, 2), bias = Random(n, 3);
  std::vector<float> expected, c(m * n);
  for (int64_t i = 0; i < m; ++i) expected.insert(expected.end(), bias.begin(), bias.end());
  PortableKernels().multiply(Transposed::kNone, m, n, k, a.data(), b.data(), true, expected.data());
  for (const bool relu : {false, true}) {
    for (float& value : expected) value = relu && value < 0 ? 0 : value;
    const Then then = relu ? Then::kRelu : Then::kNothing;
    for (const Kernels* kernels : AllKernels()) {
      kernels->affine(m, n, k, a.data(), b.data(), bias.data(), then, c.data());
      EXPECT_TRUE(SameBits(c, expected)) << kernels->name << " relu " << relu;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, KernelsTest,
                         testing::Values(Shape{64, 64, 11}, Shape{64, 3, 64}, Shape{11, 64, 64},
                                         Shape{1, 64, 376}, Shape{7, 81, 300}, Shape{64, 1, 64},
                                         Shape{64, 17, 64}, Shape{70, 150, 130}));

TEST(KernelsTest, TanhIsWithinAFewRoundingsAndOdd) {
  for (const Kernels* kernels : AllKernels()) {
    std::vector<float> x = {0, -0.0f, 1e-30f, 100, -100, INFINITY, -INFINITY};
    for (int i = -40000; i <= 40000; ++i) x.push_back(i * 3e-4f);
    std::vector<float> y = x;
    kernels->tanh(y.size(), y.data());
    for (size_t i = 0; i < x.size(); ++i) {
      const double expected = std::tanh(double{x[i]});
      ASSERT_LE(std::abs(y[i] - expected), 4e-7 * std::abs(expected))
          << kernels->name << " " << x[i];
      ASSERT_LE(std::abs(y[i]), 1);
    }
  }
}

// log(1 - tanh(u)^2) = log 4 - 2u for large u, where 1 - tanh(u)^2 is 0 in float
TEST(KernelsTest, TheLogarithmOfTanhsDerivativeIsExactFarOut) {
  for (const Kernels* kernels : AllKernels()) {
    std::vector<float> u = {0, 15, -15, 40, 88, -88};
    for (int i = -9000; i <= 9000; ++i) u.push_back(i * 1e-3f);
    std::vector<float> y = u, found = u;
    kernels->tanh(y.size(), y.data());
    kernels->log_tanh_derivative(y.size(), y.data(), found.data());
    for (size_t i = 0; i < u.size(); ++i) {
      const double size = std::abs(double{u[i]});
      const double expected = 2 * (std::log1p(std::tanh(size)) - size);
      ASSERT_NEAR(found[i], expected, 2e-7 * (1 + size)) << kernels->name << " " << u[i];
    }
  }
}

TEST(KernelsTest, NanStaysNan) {
  for (const Kernels* kernels : AllKernels()) {
    std::vector<float> x(19, NAN);
    kernels->tanh(x.size(), x.data());
    for (float value : x) EXPECT_TRUE(std::isnan(value)) << kernels->name;
    std::vector<float> u(19, NAN);
    kernels->log_tanh_derivative(u.size(), x.data(), u.data());
    for (float value : u) EXPECT_TRUE(std::isnan(value)) << kernels->name;
  }
}

TEST(KernelsTest, ReluKeepsNanAndItsDerivativeIsZeroAtZero) {
  constexpr int64_t n = 19;
  const std::vector<float> one = {1}, bias(n, NAN);
  for (const Kernels* kernels : AllKernels()) {
    std::vector<float> x(n);
    kernels->affine(1, n, 1, one.data(), x.data(), bias.data(), Then::kRelu, x.data());
    for (float value : x) EXPECT_TRUE(std::isnan(value)) << kernels->name;
    const std::vector<float> y = {0, -0.0f, 1e-45f, 3, NAN};
    std::vector<float> g(5, 2);
    kernels->times_relu_derivative(5, y.data(), g.data());
    EXPECT_EQ(g, (std::vector<float>{0, 0, 2, 2, 0})) << kernels->name;
  }
}

// in float, each operation as it is written
TEST(KernelsTest, GaussiansAreTheFormulaWhateverTheirNumber) {
  constexpr float kHalfLogTwoPi = 0.91893853320467274f;
  for (const auto& [m, n] : {std::pair{64, 3}, {5, 17}, {1, 1}, {3, 40}}) {
    for (const int stride : {0, n}) {
      const int num_rows = stride ? m : 1, outputs = n + 2;
      const std::vector<float> x = Random(m * n, 1, 2), mean = Random(m * n, 2),
                               log_std = Random(num_rows * n, 3), scale = Random(m, 4);
      std::vector<float> inverse_std;
      for (const float value : log_std) inverse_std.push_back(std::exp(-value));
      std::vector<float> log_prob(m), by_mean(m * outputs), by_log_std = Random(num_rows * n, 5);
      const std::vector<float> before = by_log_std;
      for (int64_t b = 0; b < m; ++b) {
        for (int64_t j = 0; j < n; ++j) {
          const int64_t i = b * n + j, row = b * stride + j;
          const float z = (x[i] - mean[i]) * inverse_std[row];
          log_prob[b] -= 0.5f * z * z + log_std[row] + kHalfLogTwoPi;
          by_mean[b * outputs + j] = scale[b] * z * inverse_std[row];
          by_log_std[row] += scale[b] * (z * z - 1);
        }
      }
      const GaussianRows at = {m, n, mean.data(), log_std.data(), inverse_std.data(), stride};
      for (const Kernels* kernels : AllKernels()) {
        std::vector<float> found(m), z(m * n), mean_found(m * outputs), log_std_found = before;
        kernels->gaussian_log_probs(at, x.data(), z.data(), found.data());
        EXPECT_TRUE(SameBits(found, log_prob)) << kernels->name << " " << m << " " << n;
        kernels->gaussian_log_probs(at, x.data(), nullptr, found.data());
        EXPECT_TRUE(SameBits(found, log_prob)) << kernels->name << " " << m << " " << n;
        kernels->gaussian_gradients(at, z.data(), scale.data(), outputs, mean_found.data(),
                                    log_std_found.data());
        EXPECT_TRUE(SameBits(mean_found, by_mean)) << kernels->name << " " << m << " " << n;
        EXPECT_TRUE(SameBits(log_std_found, by_log_std)) << kernels->name << " " << m << " " << n;
      }
    }
  }
}

// of 3 dimensions, by hand in double
TEST(KernelsTest, AGaussiansLogDensityIsTheLogarithmOfItsDensity) {
  const std::vector<float> x = {1, -2, 0.5f}, mean = {0.5f, 1, 0.5f}, log_std = {-1, 0.5f, 2};
  std::vector<float> inverse_std;
  double expected = 0;
  for (int j = 0; j < 3; ++j) {
    const double std = std::exp(double{log_std[j]});
    inverse_std.push_back(static_cast<float>(1 / std));
    expected += std::log(std::exp(-std::pow((x[j] - mean[j]) / std, 2) / 2) /
                         (std * std::sqrt(2 * std::numbers::pi)));
  }
  float log_prob;
  CurrentKernels().gaussian_log_probs({1, 3, mean.data(), log_std.data(), inverse_std.data(), 0},
                                      x.data(), nullptr, &log_prob);
  EXPECT_NEAR(log_prob, expected, 2e-6);
}

TEST(KernelsTest, ElementwiseKernelsGiveTheSameBitsOnEveryCpu) {
  constexpr int64_t n = 1003;
  const std::vector<float> gradient = Random(n, 1, 1e-2f);
  std::vector<std::vector<float>> results;
  for (const Kernels* kernels : AllKernels()) {
    std::vector<float> mean = Random(n, 2, 1e-2f), square = Random(n, 3, 1e-3f),
                       x = Random(n, 4, 9);
    for (float& s : square) s = std::abs(s);
    const double squares =
        kernels->adam_step(kAdamStep, n, gradient.data(), mean.data(), square.data(), x.data());
    EXPECT_EQ(squares, PortableKernels().sum_squares(n, gradient.data())) << kernels->name;
    EXPECT_EQ(squares, kernels->sum_squares(n, gradient.data())) << kernels->name;
    std::vector<float> log_slope = x;
    kernels->tanh(n, x.data());
    kernels->log_tanh_derivative(n, x.data(), log_slope.data());
    kernels->times_tanh_derivative(n, x.data(), mean.data());
    x.insert(x.end(), log_slope.begin(), log_slope.end());
    x.insert(x.end(), mean.begin(), mean.end());
    results.push_back(x);
  }
  for (const auto& result : results) EXPECT_TRUE(SameBits(result, results[0]));
}

TEST(KernelsTest, AdamsAveragesHaveLeastSizes) {
  constexpr int64_t n = 37;
  const std::vector<float> gradient(n);
  const auto after_a_step = [&](const Kernels& kernels, float mean_before, float square_before) {
    std::vector<float> mean(n, mean_before), square(n, square_before), x(n, 1e-6f);
    kernels.adam_step(kAdamStep, n, gradient.data(), mean.data(), square.data(), x.data());
    EXPECT_EQ(x, std::vector<float>(n, 1e-6f)) << kernels.name;
    return std::pair(mean, square);
  };
  const auto all = [](float value) { return std::vector<float>(n, value); };
  for (const Kernels* kernels : AllKernels()) {
    EXPECT_EQ(after_a_step(*kernels, 0x1p-100f, 0x1p-120f),
              std::pair(all(0), all(kAdamStep.least_square)));
    EXPECT_EQ(after_a_step(*kernels, -0x1p-100f, 0),
              std::pair(all(0), all(kAdamStep.least_square)));
    EXPECT_EQ(after_a_step(*kernels, -0x1p-70f, 0x1p-119f),
              std::pair(all(-0x1p-70f * 0.9f), all(0x1p-119f * 0.999f)));
  }
}

}  // namespace
}  // namespace gaitbench
