#include "algos/kernels/conjugate_gradients.h"

#include <gtest/gtest.h>

#include "tests/algos/matrices.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

LinearMap Times(const Matrix& matrix, int64_t* num_products = nullptr) {
  return [=](std::span<const float> x, std::span<float> product) {
    if (num_products) ++*num_products;
    const Vector result = matrix * ToVector(x);
    for (size_t i = 0; i < product.size(); ++i) product[i] = static_cast<float>(result[i]);
  };
}

// a symmetric, positive definite matrix with eigenvalues in [1, 1 + size]
Matrix RandomSpd(int64_t size, RandomStream& stream) {
  const Matrix a = ToMatrix(RandomFloats(size * size, stream), size, size);
  return a * a.transpose() / static_cast<double>(size) + Matrix::Identity(size, size);
}

//     [2 1 0]       [ 4]       [1]
// F = [1 3 1],  g = [10],  x = [2]
//     [0 1 4]       [14]       [3]
TEST(ConjugateGradientsTest, ThreeUnknownsTakeThreeSteps) {
  const Matrix f{{2, 1, 0}, {1, 3, 1}, {0, 1, 4}};
  const std::vector<float> g = {4, 10, 14};
  const auto [x, residual, status, message] = ConjugateGradients(Times(f), g, 3);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(x[i], i + 1, 2e-6);
  EXPECT_LT(residual, 1e-6);
}

// x_1 = (g.g / g.Fg) g, the exact minimum along the gradient: 312 / 1152 for the system above
TEST(ConjugateGradientsTest, OneStepIsSteepestDescent) {
  const Matrix f{{2, 1, 0}, {1, 3, 1}, {0, 1, 4}};
  const std::vector<float> g = {4, 10, 14};
  const auto [x, residual, status, message] = ConjugateGradients(Times(f), g, 1);
  const double alpha = 312.0 / (4 * 18 + 10 * 48 + 14 * 66);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(x[i], alpha * g[i], 1e-6);
  const Vector left = ToVector(g) - alpha * f * ToVector(g);
  EXPECT_NEAR(residual, left.norm() / std::sqrt(312.0), 1e-6);
}

TEST(ConjugateGradientsTest, SolutionsAreDenseSolves) {
  RandomStream stream({3});
  for (int64_t size : {1, 2, 10, 40}) {
    const Matrix f = RandomSpd(size, stream);
    const std::vector<float> g = RandomFloats(size, stream);
    const Vector expected = f.llt().solve(ToVector(g));
    const auto [x, residual, status, message] = ConjugateGradients(Times(f), g, size + 10);
    EXPECT_LT((ToVector(x) - expected).norm() / expected.norm(), 2e-6) << size;
    EXPECT_LT(residual, 1e-6) << size;
  }
}

TEST(ConjugateGradientsTest, ItTakesAsManyStepsAsAskedAndStopsAtZero) {
  RandomStream stream({4});
  const Matrix f = RandomSpd(20, stream);
  int64_t num_products = 0;
  ConjugateGradients(Times(f, &num_products), RandomFloats(20, stream), 7);
  EXPECT_EQ(num_products, 7);

  num_products = 0;
  const std::vector<float> zero(20);
  const auto [x, residual, status, message] = ConjugateGradients(Times(f, &num_products), zero, 7);
  EXPECT_EQ(num_products, 0);
  EXPECT_EQ(x, zero);
  EXPECT_EQ(residual, 0);
}

// the residuals of 1, 2, ... steps: with a tolerance between two of them it stops at the second
TEST(ConjugateGradientsTest, ItStopsOnceTheResidualIsWithinTheTolerance) {
  RandomStream stream({5});
  const Matrix f = RandomSpd(20, stream);
  const std::vector<float> g = RandomFloats(20, stream);
  const auto residual_after = [&](int64_t steps) {
    return ConjugateGradients(Times(f), g, steps).relative_residual;
  };
  ASSERT_GT(residual_after(3), residual_after(4));
  const double between = (residual_after(3) + residual_after(4)) / 2;
  int64_t num_products = 0;
  const auto [x, residual, status, message] =
      ConjugateGradients(Times(f, &num_products), g, 10, between);
  EXPECT_EQ(num_products, 4);
  EXPECT_EQ(residual, residual_after(4));
  EXPECT_EQ(x, ConjugateGradients(Times(f), g, 4).x);

  num_products = 0;
  ConjugateGradients(Times(f, &num_products), g, 10, 1);  // x = 0 is good enough
  EXPECT_EQ(num_products, 0);
}

// one eigenvalue: solved exactly by the first step, whose residual may be exactly 0
TEST(ConjugateGradientsTest, AMultipleOfTheIdentityNeedsOneStep) {
  const std::vector<float> g = {1, -2, 4};
  const auto [x, residual, status, message] =
      ConjugateGradients(Times(2 * Matrix::Identity(3, 3)), g, 10);
  EXPECT_EQ(x, (std::vector<float>{0.5, -1, 2}));
  EXPECT_EQ(residual, 0);
}

TEST(ConjugateGradientsTest, DotSumsInDouble) {
  const std::vector<float> a = {1e8, 1, -1e8}, ones = {1, 1, 1};
  EXPECT_EQ(Dot(a, ones), 1);
}

LinearMap Diagonal(const std::vector<float>& diagonal) {
  return [=](std::span<const float> x, std::span<float> product) {
    for (size_t i = 0; i < x.size(); ++i) product[i] = diagonal[i] * x[i];
  };
}

TEST(ConjugateGradientsTest, ItSaysWhyItEnded) {
  const std::vector<float> g = {1, 2};
  const auto solved = ConjugateGradients(Diagonal({1, 4}), g, 10, 1e-3);
  EXPECT_EQ(solved.status, CgStatus::kConverged);
  EXPECT_NE(solved.message.find("after 2 iterations"), std::string::npos) << solved.message;
  EXPECT_EQ(ConjugateGradients(Diagonal({1, 4}), g, 1).status, CgStatus::kIterationLimit);
  const auto zero = ConjugateGradients(Diagonal({1, 4}), std::vector<float>{0, 0}, 10);
  EXPECT_EQ(zero.status, CgStatus::kZeroGradient);
}

// p = g = (1, 2): p'Fp = 1 - 4 = -3; with F = 0 it is 0. Along (1, 0) the first has curvature.
TEST(ConjugateGradientsTest, AMatrixThatIsNotPositiveDefiniteEndsIt) {
  const auto indefinite = ConjugateGradients(Diagonal({1, -1}), std::vector<float>{1, 2}, 10);
  EXPECT_EQ(indefinite.status, CgStatus::kNoCurvature);
  EXPECT_EQ(indefinite.message, "p'Fp = -3 in iteration 1");
  EXPECT_EQ(indefinite.x, (std::vector<float>{0, 0}));
  const auto flat = ConjugateGradients(Diagonal({0, 0}), std::vector<float>{1, 2}, 10);
  EXPECT_EQ(flat.status, CgStatus::kNoCurvature);
  const auto fine = ConjugateGradients(Diagonal({1, -1}), std::vector<float>{1, 0}, 10);
  EXPECT_EQ(fine.status, CgStatus::kConverged);
}

TEST(ConjugateGradientsTest, WhatIsNotFiniteEndsIt) {
  for (float bad : {NAN, INFINITY}) {
    const std::vector<float> g = {1, 2}, bad_g = {1, bad};
    EXPECT_EQ(ConjugateGradients(Diagonal({1, 1}), bad_g, 10).status, CgStatus::kNotFinite);
    EXPECT_EQ(ConjugateGradients(Diagonal({1, bad}), g, 10).status, CgStatus::kNotFinite);
  }
}

}  // namespace
}  // namespace gaitbench
