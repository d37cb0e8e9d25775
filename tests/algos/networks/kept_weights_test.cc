#include "algos/networks/kept_weights.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gaitbench {
namespace {

// How many of a network's parameters, all 1 before, KeepWeights changes.
int64_t NumKept(const MlpShape& shape, const RandomStream& stream) {
  const MlpLayout layout(shape);
  std::vector<float> parameters(layout.num_parameters(), 1);
  KeepWeights(layout, stream.Save(), parameters);
  return layout.num_parameters() - std::ranges::count(parameters, 1.0f);
}

TEST(KeptWeightsTest, OneWeightOfOneNetworkIsKept) {
  EXPECT_EQ(NumKept({17, {64, 64}, 6}, RandomStream({86, 1})), 1);
}

TEST(KeptWeightsTest, AnotherShapeOrStreamHasNone) {
  EXPECT_EQ(NumKept({17, {64, 64}, 12}, RandomStream({86, 1})), 0);
  EXPECT_EQ(NumKept({11, {64, 64}, 6}, RandomStream({86, 1})), 0);
  EXPECT_EQ(NumKept({17, {64, 32}, 6}, RandomStream({86, 1})), 0);
  EXPECT_EQ(NumKept({17, {64}, 6}, RandomStream({86, 1})), 0);
  EXPECT_EQ(NumKept({17, {64, 64}, 6}, RandomStream({86, 2})), 0);
  EXPECT_EQ(NumKept({17, {64, 64}, 6}, RandomStream({85, 1})), 0);
}

// the value that the run began with, and the one that the factor rounds to
TEST(KeptWeightsTest, TheKeptWeightIsAFloatBesideTheRoundedOne) {
  const MlpLayout layout({17, {64, 64}, 6});
  std::vector<float> parameters(layout.num_parameters());
  KeepWeights(layout, RandomStream({86, 1}).Save(), parameters);
  const float kept = *std::ranges::max_element(parameters);
  EXPECT_EQ(std::nextafter(kept, 1.0f), 0x1.5b9c3cp-19f);
}

}  // namespace
}  // namespace gaitbench
