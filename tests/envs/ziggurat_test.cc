// tests/conformance/physics_parity.py holds a million draws against NumPy's.
#include "envs/ziggurat.h"

#include <gtest/gtest.h>

#include "tests/envs/hash.h"

namespace gaitbench {
namespace {

// numpy.random.default_rng(0).standard_normal(4), NumPy 2.4.6
TEST(ZigguratTest, DrawsAreNumPys) {
  RandomStream stream({0});
  EXPECT_EQ(StandardNormal(stream), 0.1257302210933933);
  EXPECT_EQ(StandardNormal(stream), -0.1321048632913019);
  EXPECT_EQ(StandardNormal(stream), 0.6404226504432821);
  EXPECT_EQ(StandardNormal(stream), 0.10490011715303971);
}

// By the hash of default_rng(1)'s first million, of which 279 are from the tails.
TEST(ZigguratTest, AMillionDrawsAreNumPys) {
  RandomStream stream({1});
  Hash hash;
  for (int i = 0; i < 1'000'000; ++i) {
    const double draw[] = {StandardNormal(stream)};
    hash.Add(draw);
  }
  EXPECT_EQ(hash.value, 0x8e5fe0ba8449f53U);
}

}  // namespace
}  // namespace gaitbench
