#include "algos/kernels/gradient_norm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

TEST(GradientNormTest, NormIsEuclidean) {
  RandomStream stream({2});
  for (int64_t size : {0, 1, 15, 16, 17, 1000}) {
    const std::vector<float> x = RandomFloats(size, stream);
    const double squares = std::transform_reduce(x.begin(), x.end(), 0.0, std::plus<>(),
                                                 [](double value) { return value * value; });
    EXPECT_NEAR(Norm(x), std::sqrt(squares), 1e-6 * std::sqrt(squares)) << size;
  }
}

TEST(GradientNormTest, SquaresBeyondFloatHaveANorm) {
  EXPECT_NEAR(Norm(std::vector<float>{3e30f, -4e30f}), 5e30, 1e24);
  // each square fits, their sum does not
  EXPECT_NEAR(Norm(std::vector<float>(1600, 1.5e19f)), 6e20, 1e14);
}

TEST(GradientNormTest, WhatIsNotFiniteStays) {
  EXPECT_TRUE(std::isinf(Norm(std::vector<float>{1, INFINITY})));
  EXPECT_TRUE(std::isnan(Norm(std::vector<float>{1, NAN})));
  EXPECT_TRUE(std::isnan(Norm(std::vector<float>{INFINITY, NAN})));
}

TEST(GradientNormTest, ABoundActsOnlyOnLongerGradients) {
  EXPECT_EQ(BoundingFactor(0, 0.5), 1);
  EXPECT_EQ(BoundingFactor(0.4, 0.5), 1);
  EXPECT_NEAR(BoundingFactor(2, 0.5), 0.25, 1e-6);
  EXPECT_NEAR(BoundingFactor(5e30, 0.5) * 5e30, 0.5, 1e-12);
}

}  // namespace
}  // namespace gaitbench
