#include "results/statistics/resampling.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Resampling, SameSeedSameIndicesOtherSeedOthers) {
  Resampler a(7), b(7), c(8);
  int equal = 0;
  for (int i = 0; i < 1000; ++i) {
    const size_t index = a.Index(1000);
    ASSERT_EQ(index, b.Index(1000));
    equal += index == c.Index(1000);
  }
  EXPECT_LT(equal, 20);
}

// the C++ standard fixes the generator by its 10,000th draw; the map to indices is ours
TEST(Resampling, IndicesAreTheSameOnEveryPlatform) {
  std::mt19937_64 engine;
  engine.discard(9999);
  EXPECT_EQ(engine(), 9981545732273789042u);
  Resampler resampler(5489);  // the generator's default seed
  std::vector<size_t> indices(8);
  for (size_t& index : indices) index = resampler.Index(10);
  EXPECT_EQ(indices, (std::vector<size_t>{7, 2, 7, 9, 0, 4, 2, 0}));
}

TEST(Resampling, IndicesAreUniform) {
  for (const size_t bound : {1ul, 3ul, 10ul, 7ul}) {
    constexpr int kDraws = 100'000;
    Resampler resampler(1);
    std::vector<double> counts(bound);
    for (int i = 0; i < kDraws; ++i) ++counts[resampler.Index(bound)];
    const double expected = static_cast<double>(kDraws) / static_cast<double>(bound);
    for (const double count : counts)
      EXPECT_NEAR(count, expected, 5 * std::sqrt(expected)) << bound;
  }
}

// 3 * 2^30 does not divide 2^32: a plain multiply-shift would give every third index twice as often
TEST(Resampling, LargeBoundsAreNotBiased) {
  constexpr size_t kBound = size_t{3} << 30;
  constexpr int kDraws = 200'000;
  Resampler resampler(2);
  int divisible = 0;
  for (int i = 0; i < kDraws; ++i) divisible += resampler.Index(kBound) % 3 == 0;
  EXPECT_NEAR(divisible, kDraws / 3.0, 5 * std::sqrt(kDraws * 2.0 / 9.0));
}

TEST(Resampling, AShuffleIsAPermutationAndEveryOneComesUp) {
  Resampler resampler(3);
  std::vector<int> counts(6);
  constexpr int kShuffles = 60'000;
  for (int i = 0; i < kShuffles; ++i) {
    std::vector<double> values = {0, 1, 2};
    resampler.ShuffleFirst(2, values);
    ++counts[static_cast<size_t>(2 * values[0] + (values[1] > values[2]))];
    std::sort(values.begin(), values.end());
    ASSERT_EQ(values, (std::vector<double>{0, 1, 2}));
  }
  for (const int count : counts) EXPECT_NEAR(count, kShuffles / 6.0, 500);
}

}  // namespace
}  // namespace gaitbench
