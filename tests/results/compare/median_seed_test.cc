#include "results/compare/median_seed.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

std::optional<int64_t> MedianOf(std::vector<int64_t> seeds, std::vector<double> returns) {
  return MedianSeed({.seeds = std::move(seeds), .returns = std::move(returns)});
}

TEST(MedianSeed, IsInTheMiddleByReturn) {
  EXPECT_EQ(MedianOf({3, 4, 7}, {10, -5, 2}), 7);
  EXPECT_EQ(MedianOf({0, 1, 2, 3}, {4, 3, 2, 1}), 2);  // of 2 and 3 the lower
  EXPECT_EQ(MedianOf({0, 1, 2}, {5, 5, 5}), 1);
  EXPECT_EQ(MedianOf({8}, {1}), 8);
  EXPECT_EQ(MedianOf({}, {}), std::nullopt);
}

}  // namespace
}  // namespace gaitbench
