#include "algos/on_policy/minibatches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace gaitbench {
namespace {

TEST(MinibatchesTest, ShuffleIsAPermutation) {
  RandomStream stream({1});
  std::vector<int32_t> order = {7, 7, 7};  // what was there does not matter
  for (int64_t size : {1, 2, 64, 2048}) {
    Shuffle(order, size, stream);
    std::vector<int32_t> sorted = order;
    std::ranges::sort(sorted);
    ASSERT_EQ(static_cast<int64_t>(order.size()), size);
    for (int64_t i = 0; i < size; ++i) ASSERT_EQ(sorted[i], i);
  }
}

TEST(MinibatchesTest, TheSameStreamGivesTheSameOrderAndEachCallAnother) {
  RandomStream a({1}), b({1});
  std::vector<int32_t> first, again, next;
  Shuffle(first, 100, a);
  Shuffle(again, 100, b);
  Shuffle(next, 100, a);
  EXPECT_EQ(first, again);
  EXPECT_NE(first, next);
}

// 24 orders of 4, 24,000 draws: chi-squared with 23 degrees of freedom exceeds 57 once in 10,000
TEST(MinibatchesTest, EveryOrderIsAsLikely) {
  RandomStream stream({2});
  std::map<std::vector<int32_t>, int> counts;
  std::vector<int32_t> order;
  for (int i = 0; i < 24000; ++i) {
    Shuffle(order, 4, stream);
    ++counts[order];
  }
  ASSERT_EQ(counts.size(), 24);
  double chi_squared = 0;
  for (const auto& [permutation, count] : counts)
    chi_squared += (count - 1000.0) * (count - 1000.0) / 1000;
  EXPECT_LT(chi_squared, 57);
}

TEST(MinibatchesTest, PartsHoldEverySampleOnceAndDifferByAtMostOne) {
  for (int64_t size : {64, 65, 95, 2048}) {
    std::vector<int32_t> order(size), joined;
    std::iota(order.begin(), order.end(), 0);
    size_t smallest = size, largest = 0;
    for (int64_t k = 0; k < 32; ++k) {
      const auto part = Part(order, k, 32);
      joined.insert(joined.end(), part.begin(), part.end());
      smallest = std::min(smallest, part.size());
      largest = std::max(largest, part.size());
    }
    EXPECT_EQ(joined, order);
    EXPECT_LE(largest - smallest, 1);
  }
}

TEST(MinibatchesTest, RowsAreGatheredInOrder) {
  const std::vector<float> rows = {0, 1, 10, 11, 20, 21};
  const std::vector<int32_t> index = {2, 0, 2};
  std::vector<float> gathered(6);
  GatherRows(rows.data(), 2, index, gathered.data());
  EXPECT_EQ(gathered, (std::vector<float>{20, 21, 0, 1, 20, 21}));
}

}  // namespace
}  // namespace gaitbench
