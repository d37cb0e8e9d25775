#include "results/statistics/distributions.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Distributions, NormalQuantilesByTable) {
  EXPECT_EQ(NormalQuantile(0.5), 0);
  EXPECT_NEAR(NormalQuantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(NormalQuantile(0.025), -1.959963984540054, 1e-14);
  EXPECT_TRUE(std::isinf(NormalQuantile(0)));
  EXPECT_TRUE(std::isinf(NormalQuantile(1)));
}

// one degree of freedom: the Cauchy distribution; two: closed form
TEST(Distributions, StudentTailsInClosedForm) {
  for (const double t : {0.0, 0.1, 1.0, 3.5, 100.0}) {
    EXPECT_NEAR(StudentUpperTail(t, 1), 0.5 - std::atan(t) / std::numbers::pi, 1e-14);
    EXPECT_NEAR(StudentUpperTail(t, 2), 0.5 - t / (2 * std::sqrt(2 + t * t)), 1e-14);
    EXPECT_NEAR(StudentUpperTail(-t, 2) + StudentUpperTail(t, 2), 1, 1e-14);
  }
}

TEST(Distributions, StudentQuantileInvertsTheTail) {
  for (const double degrees : {1.0, 4.0, 9.0, 33.3, 1000.0}) {
    for (const double probability : {0.6, 0.9, 0.975, 0.9995})
      EXPECT_NEAR(StudentUpperTail(StudentQuantile(probability, degrees), degrees), 1 - probability,
                  1e-13);
  }
  EXPECT_NEAR(StudentQuantile(0.975, 4), 2.7764451051977987, 1e-13);
}

TEST(Distributions, StudentsUpperQuantileOfATinyChance) {
  for (const double chance : {0.3, 1e-10, 1e-20, 1e-100})
    EXPECT_NEAR(StudentUpperTail(StudentUpperQuantile(chance, 6), 6) / chance, 1, 1e-11);
  EXPECT_EQ(StudentUpperQuantile(0.975, 4), -StudentUpperQuantile(1 - 0.975, 4));
}

}  // namespace
}  // namespace gaitbench
