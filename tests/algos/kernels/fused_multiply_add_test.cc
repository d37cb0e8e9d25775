#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
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
  constexpr std::pair kBelow = {1 + 0x1p-23f, 1 - 0x1p-23f};             // 1 - 2^-46
  constexpr std::pair kAbove = {1 + 0x1p-12f, 1 - 0x1p-12f + 0x1p-24f};  // 1 + 2^-36
  for (const int power : {0, 60, -60, -126, -127, -128, 127}) {
    const float c = std::ldexp(1.0f, power);
    const float last_place = std::ldexp(1.0f, std::max(power - 23, -149));
    for (const auto& [x, y] : {kBelow, kAbove}) {
      const float a = std::ldexp(x, power / 2), b = 0.5f * y * std::ldexp(last_place, -power / 2);
      for (const Operands& of : {Operands{a, b, c}, Operands{a, b, c + last_place},
                                 Operands{a, -b, c + last_place}, Operands{-a, b, -c}})
        EXPECT_TRUE(IsStdFma(of, Emulated(of))) << of.a << " " << of.b << " " << of.c;
    }
  }
}

// Four at once: of random bits, or sums near a halfway point of any float, of a subnormal one, of
// one of the largest.
class RandomOperands : public testing::TestWithParam<int> {};

TEST_P(RandomOperands, AreStdFmasToTheBit) {
  constexpr int kRounds = 1 << 18;
  constexpr int kExponents[][2] = {{30, 250}, {0, 3}, {250, 254}};  // of c
  std::mt19937 generator(GetParam());
  const auto random = [&] { return static_cast<uint32_t>(generator()); };
  const auto between = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<uint32_t>(high - low + 1));
  };
  const auto number = [&](int exponent) {
    const uint32_t power = 1u << between(0, 23);
    const uint32_t mantissas[] = {random(), power, -power, power + 1};
    return std::bit_cast<float>((random() & 0x80000000u) |
                                static_cast<uint32_t>(std::clamp(exponent, 0, 254)) << 23 |
                                (mantissas[between(0, 3)] & 0x7fffffu));
  };
  const auto operands = [&]() -> Operands {
    if (GetParam() == 0) {
      return {std::bit_cast<float>(random()), std::bit_cast<float>(random()),
              std::bit_cast<float>(random())};
    }
    const auto [low, high] = kExponents[GetParam() - 1];
    const int of_c = between(low, high), of_product = of_c + between(-26, 2);
    const int of_a = between(of_product / 2, of_product / 2 + 127);
    return {number(of_a), number(of_product + 127 - of_a), number(of_c)};
  };
  for (int round = 0; round < kRounds; ++round) {
    std::array<Operands, 4> x;
    for (Operands& lane : x) lane = operands();
    const auto four = [&](float Operands::*member) {
      return _mm_setr_ps(x[0].*member, x[1].*member, x[2].*member, x[3].*member);
    };
    std::array<float, 4> found;
    _mm_storeu_ps(found.data(),
                  FusedMulAdd(four(&Operands::a), four(&Operands::b), four(&Operands::c)));
    for (int lane = 0; lane < 4; ++lane)
      ASSERT_TRUE(IsStdFma(x[lane], found[lane]))
          << x[lane].a << " " << x[lane].b << " " << x[lane].c;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, RandomOperands, testing::Range(0, 4));

}  // namespace
}  // namespace gaitbench
#endif
