#include "results/show/difference_text.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

Comparison TwoVariants() {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {2400, 2500, 2600, 2550}, logs);
  AppendRuns("Hopper-v4", "ppo_m", {2000, 2100, 2300, 2200}, logs);
  AppendRuns("Walker2d-v4", "ppo", {10, 30, 20, 50}, logs);
  AppendRuns("Walker2d-v4", "ppo_m", {20, 10, 40, 30}, logs);
  return CompareRuns(logs, {});
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(DifferenceText, TheParagraphSaysWhatHoldsAndWhatDoesNot) {
  const Comparison comparison = TwoVariants();
  const std::string text = ToText(Differences(comparison, "ppo", "ppo_m"), comparison.options);
  EXPECT_TRUE(Contains(text, "On Hopper-v4, PPO reached 2512 [24")) << text;
  EXPECT_TRUE(Contains(text,
                       "PPO is better than PPO-M here: the interval excludes 0, and so does "
                       "Welch's t, which allows for few seeds."))
      << text;
  EXPECT_TRUE(Contains(text, "these runs do not tell PPO and PPO-M apart")) << text;
  EXPECT_TRUE(Contains(text, "4 seeds: intervals of so few under-cover")) << text;
}

TEST(DifferenceText, TwoSeedsDoNotTellApartWhateverTheBootstrapSays) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {300, 500}, logs);
  AppendRuns("e", "ppo_m", {100, 200}, logs);
  const Comparison comparison = CompareRuns(logs, {});
  const std::string text = ToText(Differences(comparison, "ppo", "ppo_m"), comparison.options);
  EXPECT_TRUE(Contains(text, "intervals of 2 seeds are too narrow")) << text;
}

TEST(DifferenceText, WhatIsOpenSaysHowManySeedsItWouldTake) {
  const Comparison comparison = TwoVariants();
  const auto differences = Differences(comparison, "ppo", "ppo_m");
  EXPECT_TRUE(Contains(
      ToText(differences, comparison.options),
      "would take " + std::to_string(*differences[1].seeds_to_tell_apart) + " seeds of each"));
}

TEST(DifferenceText, OneSeedEachDecidesNothing) {
  std::vector<RunLog> logs;
  AppendRuns("e", "a", {1}, logs);
  AppendRuns("e", "b", {2}, logs);
  const Comparison comparison = CompareRuns(logs, {});
  EXPECT_TRUE(Contains(ToText(Differences(comparison, "a", "b"), comparison.options),
                       "Too few seeds for an interval"));
}

}  // namespace
}  // namespace gaitbench
