#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#if defined(__x86_64__)
#include "algos/kernels/fused_multiply_add.h"

namespace gaitbench {
namespace {

struct Operands {
  float a, b, c;
};

bool IsStdFma(const Operands& x, float found) {
  const float expected = std::fma(x.a, x.b, x.c);
  if (std::isnan(expected)) return std::isnan(found);
  return std::bit_cast<uint32_t>(found) == std::bit_cast<uint32_t>(expected);
}

float Emulated(const Operands& x) {
  return _mm_cvtss_f32(FusedMulAdd(_mm_set1_ps(x.a), _mm_set1_ps(x.b), _mm_set1_ps(x.c)));
}

TEST(FusedMultiplyAddTest, IsStdFmaOfEverySpecialNumber) {
  using Limits = std::numeric_limits<float>;
  std::vector<float> numbers = {0, 1, 1 + Limits::epsilon(), 1 - Limits::epsilon() / 2, 3, 0.1f};
  for (const int power :
       {-149, -148, -127, -126, -125, -75, -74, -63, -25, -24, -23, 12, 24, 63, 64, 127})
    numbers.push_back(std::ldexp(1.0f, power));
  for (const float number :
       {Limits::max(), Limits::infinity(), Limits::quiet_NaN(), std::nextafter(Limits::min(), 0.0f),
        std::nextafter(Limits::max(), 0.0f)})
    numbers.push_back(number);
  for (size_t i = 0, count = numbers.size(); i < count; ++i) numbers.push_back(-numbers[i]);
  for (const float a : numbers) {
    for (const float b : numbers) {
      for (const float c : numbers)
        ASSERT_TRUE(IsStdFma({a, b, c}, Emulated({a, b, c}))) << a << " " << b << " " << c;
    }
  }
}

// c + a b just beside a float's halfway point: a double rounds that to the point itself
TEST(FusedMultiplyAddTest, SumsBesideHalfwayPointsAreRoundedOnce) {
  const float tiny = 0x1p-40f;
  const std::vector<Operands> above_and_below = {
      {1 + 0x1p-23f, 0x1p-24f * (1 + 0x1p-23f), 1 + 0x1p-23f},
      {0x1p-24f, 1 + 0x1p-23f, 1},
      {-0x1p-24f, 1 - 0x1p-24f, 1 + 0x1p-23f},
      {0x1p-75f * (1 + 0x1p-23f), 0x1p-75f * (1 + 0x1p-23f), 0x1p-127f},  // subnormal
      {0x1p-75f * (1 - 0x1p-24f), 0x1p-75f * (1 + 0x1p-23f), 0x1p-127f},
      {0x1p52f * (1 - 0x1p-24f), 0x1p51f, std::numeric_limits<float>::max()},  // overflow
      {tiny, tiny, 1}};
  for (const Operands& x : above_and_below) {
    EXPECT_TRUE(IsStdFma(x, Emulated(x))) << x.a << " " << x.b << " " << x.c;
    EXPECT_TRUE(IsStdFma({-x.a, x.b, -x.c}, Emulated({-x.a, x.b, -x.c})));
  }
}

// Four at once, of random bits, of bits of which few are set (halfway points are common among
// their sums) and of exponents that meet.
class RandomOperands : public testing::TestWithParam<int> {};

TEST_P(RandomOperands, AreStdFmasToTheBit) {
  constexpr int kRounds = 1 << 18;
  std::mt19937 generator(GetParam());
  const auto random = [&] { return static_cast<uint32_t>(generator()); };
  const auto few_bits = [&] { return random() & random() & random(); };
  const auto number = [&](uint32_t lowest_exponent, uint32_t num_exponents) {
    const uint32_t exponent = lowest_exponent + random() % num_exponents;
    const uint32_t mantissa = random() % 2 ? random() : few_bits() | (random() % 2 ? 1 : 0);
    return std::bit_cast<float>((random() & 0x80000000u) | exponent << 23 | (mantissa & 0x7fffffu));
  };
  for (int round = 0; round < kRounds; ++round) {
    alignas(16) std::array<float, 4> a, b, c, result;
    for (int lane = 0; lane < 4; ++lane) {
      switch (GetParam()) {
        case 0:
          a[lane] = std::bit_cast<float>(random());
          b[lane] = std::bit_cast<float>(random());
          c[lane] = std::bit_cast<float>(random());
          break;
        case 1:
          a[lane] = number(110, 30), b[lane] = number(110, 30), c[lane] = number(110, 30);
          break;
        case 2:  // products about the least floats
          a[lane] = number(40, 24), b[lane] = number(40, 24), c[lane] = number(0, 4);
          break;
        default:  // about the largest
          a[lane] = number(180, 24), b[lane] = number(180, 24), c[lane] = number(250, 5);
      }
    }
    _mm_store_ps(result.data(),
                 FusedMulAdd(_mm_load_ps(a.data()), _mm_load_ps(b.data()), _mm_load_ps(c.data())));
    for (int lane = 0; lane < 4; ++lane) {
      const Operands x = {a[lane], b[lane], c[lane]};
      ASSERT_TRUE(IsStdFma(x, result[lane])) << x.a << " " << x.b << " " << x.c;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, RandomOperands, testing::Range(0, 4));

}  // namespace
}  // namespace gaitbench
#endif
