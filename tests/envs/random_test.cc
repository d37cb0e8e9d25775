#include "envs/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gaitbench {
namespace {

// numpy.random.SeedSequence(e).generate_state(4, numpy.uint64), NumPy 2.4.6
TEST(RandomTest, SeedWordsAreNumPys) {
  EXPECT_EQ(SeedWords({0}), (std::array<uint64_t, 4>{0xdb2cd7e7b0f478be, 0xabf4641a2c71ba49,
                                                     0x20c6ed6d9d7b8d41, 0x2c4099de223c39d4}));
  EXPECT_EQ(SeedWords({123}), (std::array<uint64_t, 4>{0xb1383ed0295844f6, 0xa250632e171d58af,
                                                       0x86a7247f7443199d, 0x136de7e3c11fce1d}));
  EXPECT_EQ(SeedWords({1099511627783}),
            (std::array<uint64_t, 4>{0x0d8672e10e3d1a15, 0x9aef4ada4ecfa161, 0x999c1c3b83dba903,
                                     0x408927dc0dc8a316}));
  EXPECT_EQ(SeedWords({7, 3}), (std::array<uint64_t, 4>{0x463e493cce99f45d, 0x82ea7d9ee0859fd5,
                                                        0xb8b9174b53f766c3, 0x0fad54299ebc1ebc}));
  EXPECT_EQ(SeedWords({8589934592, 1, 2, 3, 34359738368}),
            (std::array<uint64_t, 4>{0x3f15097adf1c8ba2, 0x965e481d5a14c6ec, 0xa82176eeb2bf4271,
                                     0x6857781473dc31f4}));
}

// numpy.random.PCG64(seed).random_raw(), NumPy 2.4.6
TEST(RandomTest, RawNumbersAreNumPys) {
  {
    RandomStream stream({0});
    EXPECT_EQ(stream.NextUint64(), 0xa30febcfd9c2825fU);
    EXPECT_EQ(stream.NextUint64(), 0x4510bdf882d9d721U);
    EXPECT_EQ(stream.NextUint64(), 0x0a7d3da94ecde8b8U);
  }
  {
    RandomStream stream({2147483648});
    EXPECT_EQ(stream.NextUint64(), 0xe722628e2338f3e1U);
    EXPECT_EQ(stream.NextUint64(), 0x0e1cdcee3e2d9434U);
    EXPECT_EQ(stream.NextUint64(), 0xf77b846eb264f4c1U);
  }
  {
    RandomStream stream({1099511627783});
    EXPECT_EQ(stream.NextUint64(), 0xd46e9e2034de21aaU);
    EXPECT_EQ(stream.NextUint64(), 0x415badc99c087675U);
    EXPECT_EQ(stream.NextUint64(), 0x275ed40f045acb84U);
  }
}

TEST(RandomTest, UniformIsNumPysRandom) {
  RandomStream stream({42});
  EXPECT_EQ(stream.Uniform(), 0.7739560485559633);
  EXPECT_EQ(stream.Uniform(), 0.4388784397520523);
  EXPECT_EQ(stream.Uniform(), 0.8585979199113825);
  EXPECT_EQ(stream.Uniform(-5e-3, 5e-3), 0.001973680290593639);
}

TEST(RandomTest, OrderAndNumberOfEntropyWordsMatter) {
  EXPECT_NE(RandomStream({1, 2}).NextUint64(), RandomStream({2, 1}).NextUint64());
  EXPECT_NE(RandomStream({1}).NextUint64(), RandomStream({1, 1}).NextUint64());
}

TEST(RandomTest, ASavedStreamGoesOn) {
  RandomStream stream({5, 1});
  stream.Normal();
  RandomStream other;
  other.Restore(stream.Save());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(stream.NextUint64(), other.NextUint64());
}

// a normal takes exactly two numbers, whatever came before
TEST(RandomTest, NormalTakesTwoNumbers) {
  RandomStream stream({3}), other({3});
  stream.Normal();
  other.NextUint64();
  other.NextUint64();
  EXPECT_EQ(stream.Save(), other.Save());
}

TEST(RandomTest, NormalHasTheMomentsOfANormal) {
  RandomStream stream({0});
  constexpr int kCount = 200000;
  double sums[5] = {};
  for (int i = 0; i < kCount; ++i) {
    const double x = stream.Normal();
    for (int power = 1; power <= 4; ++power) sums[power] += std::pow(x, power) / kCount;
  }
  // five standard errors: sqrt of (1, 2, 15, 96) / count
  EXPECT_NEAR(sums[1], 0, 5 * std::sqrt(1.0 / kCount));
  EXPECT_NEAR(sums[2], 1, 5 * std::sqrt(2.0 / kCount));
  EXPECT_NEAR(sums[3], 0, 5 * std::sqrt(15.0 / kCount));
  EXPECT_NEAR(sums[4], 3, 5 * std::sqrt(96.0 / kCount));
}

TEST(RandomTest, BelowIsAsLikelyEverywhere) {
  RandomStream stream({0});
  constexpr int kCount = 70000;
  int counts[7] = {};
  for (int i = 0; i < kCount; ++i) ++counts[stream.Below(7)];
  double chi_squared = 0;
  for (int count : counts) chi_squared += std::pow(count - kCount / 7.0, 2) / (kCount / 7.0);
  EXPECT_LT(chi_squared, 22.46);  // 0.999 quantile at 6 degrees of freedom
  EXPECT_EQ(stream.Below(1), 0U);
  EXPECT_LT(stream.Below(uint64_t{1} << 63 | 1), uint64_t{1} << 63 | 1);
}

}  // namespace
}  // namespace gaitbench
