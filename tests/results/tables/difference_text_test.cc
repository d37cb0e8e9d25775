#include "results/tables/difference_text.h"

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
  EXPECT_TRUE(Contains(text, "On Hopper-v4, PPO reached 2512 [23")) << text;
  EXPECT_TRUE(Contains(text,
                       "PPO is better than PPO-M here: Welch's p = 0.0098 by Holm over 2 "
                       "environments."))
      << text;
  EXPECT_TRUE(Contains(text, "These runs do not tell PPO and PPO-M apart: Welch's p = ")) << text;
  EXPECT_TRUE(Contains(text, "4 seeds: too few to show what happens seldom")) << text;
}

std::string TextOf(const std::vector<RunLog>& logs) {
  const Comparison comparison = CompareRuns(logs, {});
  return ToText(Differences(comparison, "ppo", "ppo_m"), comparison.options);
}

TEST(DifferenceText, VariantsOfTheSameSettingsAreCalledTheSameRun) {
  std::vector<RunLog> logs;
  for (const char* variant : {"ppo", "ppo_m", "clip"}) AppendRuns("e", variant, {11, 12, 13}, logs);
  EXPECT_TRUE(TextOf(logs).starts_with(
      "On e, PPO and PPO-M are the same run: no setting that acts differs "
      "between them. Both reached 12.0 [9.5, 14.5] over 3 seeds. PPO: 3 seeds: too few"))
      << TextOf(logs);
}

TEST(DifferenceText, TwoSeedsDecideNothing) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {300, 300.1}, logs);
  AppendRuns("e", "ppo_m", {100, 100.1}, logs);
  EXPECT_TRUE(Contains(TextOf(logs), "Too few seeds for a test: these runs decide nothing."));
}

TEST(DifferenceText, WhatDoesNotVaryHasNoTestRatherThanAFailedOne) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {3.1, 3.1, 3.1}, logs);
  AppendRuns("e", "ppo_m", {1.7, 1.7, 1.7}, logs);
  const std::string text = TextOf(logs);
  EXPECT_TRUE(Contains(text, "there is no spread to test the difference by")) << text;
  EXPECT_FALSE(Contains(text, "Welch's p =")) << text;
}

TEST(DifferenceText, ABetterOneThatDivergedIsNotCalledBetter) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {300, 301, 302, 303}, logs);
  AppendRuns("e", "ppo_m", {100, 101, 102, 103}, logs);
  logs[3].diverged = Divergence{1, "not finite"};
  const std::string text = TextOf(logs);
  EXPECT_TRUE(Contains(text, "PPO is not called better, for 1 of 4 runs of PPO diverged")) << text;
}

TEST(DifferenceText, ReturnsNearTheLargestDoublePrintNoInfinity) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1.2e308, 1.3e308, 1.4e308}, logs);
  AppendRuns("e", "ppo_m", {0.7e308, 0.8e308, 0.9e308}, logs);
  const std::string text = TextOf(logs);
  EXPECT_FALSE(Contains(text, "inf ") || Contains(text, "nan") || Contains(text, "inf]")) << text;
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
                       "Too few seeds for a test"));
}

}  // namespace
}  // namespace gaitbench
