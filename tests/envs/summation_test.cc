// The order of additions by what float rounding leaves of it: beside 4096^2 = 2^24 a single 1 is
// lost, 2 and more are not. physics_parity.py holds the same function against NumPy.
#include "envs/summation.h"

#include <gtest/gtest.h>

#include <vector>

namespace gaitbench {
namespace {

// 4096 and then ones
float LargeThenOnes(int64_t size) {
  std::vector<float> values(size, 1);
  values[0] = 4096;
  return SumOfSquares(values.data(), size) - 16777216.0f;
}

TEST(SummationTest, ShortSumsGoFromTheFirstToTheLast) { EXPECT_EQ(LargeThenOnes(7), 0); }

// ((2^24 + 1) + (1 + 1)) + ((1 + 1) + (1 + 1))
TEST(SummationTest, EightSumsAreAddedInPairs) {
  EXPECT_EQ(LargeThenOnes(8), 6);
  EXPECT_EQ(LargeThenOnes(16), 2 + 4 + 8);
}

// the halves of 136 are 64 and 72: (2^24 + 8 + 16 + 32) + 72
TEST(SummationTest, LongSumsAreHalvedAtAMultipleOfEight) {
  EXPECT_EQ(LargeThenOnes(136), 8 + 16 + 32 + 72);
}

TEST(SummationTest, WhatIsSquaredMayBeAFunctionOfTheValues) {
  const double values[] = {3, -4};
  EXPECT_EQ(SumOfSquares(values, 2, [](double x) { return x + 1; }), 16 + 9);
}

// numpy.linalg.norm, NumPy 2.4.6; with every square rounded both would be an ulp lower
TEST(SummationTest, NormIsNumPys) {
  const double x[] = {-0.29, 1.57, -0.43};
  EXPECT_EQ(Norm(x, 2), 1.596558799418299);
  EXPECT_EQ(Norm(x, 3), 1.6534509366775902);
}

TEST(SummationTest, NothingSumsToZero) { EXPECT_EQ(SumOfSquares<double>(nullptr, 0), 0); }

}  // namespace
}  // namespace gaitbench
