#include "results/log/parallel.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Parallel, EachIndexIsWorkedOnOnce) {
  std::vector<std::atomic<int>> calls(1000);
  ForEachIndex(calls.size(), [&](size_t i) { ++calls[i]; });
  for (const std::atomic<int>& count : calls) EXPECT_EQ(count, 1);
  ForEachIndex(0, [](size_t) { FAIL(); });
}

TEST(Parallel, WhatIsThrownIsOfTheLeastIndex) {
  for (int repeat = 0; repeat < 50; ++repeat) {
    try {
      ForEachIndex(200, [](size_t i) {
        if (i >= 7) throw std::runtime_error(std::to_string(i));
      });
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "7");
    }
  }
}

}  // namespace
}  // namespace gaitbench
