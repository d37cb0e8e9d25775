#include "results/tables/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include <fmt/ranges.h>

#include "results/statistics/number_text.h"
#include "results/tables/tables.h"
#include "tests/results/report_logs.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Verdict, SaysWhatHolds) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {100, 110, 120}, logs);
  AppendRuns("Hopper-v4", "ppo_m", {10, 11, 12}, logs);
  AppendRuns("Walker2d-v4", "ppo", {1, 5, 9}, logs);
  AppendRuns("Walker2d-v4", "ppo_m", {2, 6, 8}, logs);
  const auto sentences = Verdict(MakeTables(logs));
  ASSERT_EQ(sentences.size(), 4u);
  EXPECT_TRUE(Contains(sentences[0], "Hopper-v4: PPO is best, mean return 110 [85, 135]"))
      << sentences[0];
  EXPECT_EQ(sentences[1], "Hopper-v4: PPO-M - PPO = -99 [-124, -74], a difference that holds.");
  EXPECT_TRUE(
      Contains(sentences[2], "Walker2d-v4: no variant is clearly best. PPO-M has the highest mean"))
      << sentences[2];
  EXPECT_EQ(sentences[3],
            "Walker2d-v4: PPO-M - PPO = 0 [-8, 9], which these runs do not tell from 0: with power "
            "0.8, were this the true difference, it would take 2,169 seeds of each.");
}

std::string FirstSentence(const std::vector<RunLog>& logs) {
  return Verdict(MakeTables(logs)).at(0);
}

TEST(Verdict, WhatDivergedIsSaidAndIsNotBest) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {100, 110, 120, 130}, logs);
  AppendRuns("e", "ppo_m", {10, 11, 12}, logs);
  AppendRuns("e", "trpo", {1, 2}, logs);
  for (const size_t diverged : {size_t{3}, size_t{7}, size_t{8}})
    logs[diverged].diverged = Divergence{1, "not finite"};
  EXPECT_EQ(FirstSentence(logs),
            "e: no variant is clearly best. PPO has the highest mean return 110 [85, 135], of "
            "those of its runs that did not diverge. Diverged: 1 of PPO's 4 runs and 2 of TRPO's 2 "
            "runs.");
}

TEST(Verdict, ATestThatWasNotMadeHasNoResult) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {100, 110, 120}, logs);
  AppendRuns("e", "trpo", {1, 2}, logs);
  EXPECT_EQ(
      FirstSentence(logs),
      "e: no variant is clearly best. PPO has the highest mean return 110 [85, 135]; TRPO has "
      "too few seeds to tell.");
}

TEST(Verdict, SaysWhichOfTwoFactorsMakesMoreOrHowManySeedsWouldTell) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {21, 22, 23}, logs);
  AppendRuns("e", "ppo_m", {10, 11, 12}, logs);
  AppendRuns("e", "trpo_plus", {11, 12, 13}, logs);
  AppendRuns("e", "trpo", {1, 2, 3}, logs);
  const auto open = Verdict(MakeTables(logs));
  EXPECT_TRUE(Contains(open.at(1),
                       "e: these runs do not tell to which more is due, the code-level choices or "
                       "the step rule: PPO - TRPO 20.0 ["))
      << open.at(1);
  EXPECT_TRUE(Contains(open.at(1), "would take 17 seeds of each.")) << open.at(1);
  for (size_t run = 6; run < 9; ++run) {
    for (double& value : logs[run].columns.Values(kMeanReturn)) value += 20;
  }
  const auto decided = Verdict(MakeTables(logs));
  EXPECT_TRUE(
      Contains(decided.at(1),
               "e: more is due to the code-level choices than to the step rule: PPO - TRPO 20.0 ["))
      << decided.at(1);
}

TEST(Verdict, WhereTheStepRuleMakesMoreItsPIsShown) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {21, 22, 23}, logs);
  AppendRuns("e", "ppo_m", {31, 32, 33}, logs);
  AppendRuns("e", "trpo_plus", {1, 2, 3}, logs);
  AppendRuns("e", "trpo", {11, 12, 13}, logs);
  const Tables tables = MakeTables(logs);
  const std::string sentence = Verdict(tables).at(1);
  EXPECT_TRUE(Contains(sentence, "e: more is due to the step rule than to the code-level choices"))
      << sentence;
  EXPECT_TRUE(Contains(sentence, ", one-sided: at most 0.025 decides")) << sentence;
  EXPECT_TRUE(
      Contains(sentence, PEquals(*tables.two_by_twos[0].rows_make_more.p_holm) + ", one-sided"))
      << sentence;
}

// By one look p of 0.046 is enough, by the last of several it is not.
TEST(Verdict, AStudyThatLookedSeveralTimesClaimsItsDecisionAlone) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {72, 88, 98, 85, 110, 120, 130, 140}, logs);
  AppendRuns("e", "trpo", {110, 95, 90, 85, 80, 75, 70, 60}, logs);
  const Tables alone = MakeTables(logs);
  const double p = alone.differences.at(0).welch->p;
  SequentialDesign design{
      .question = {.test = QuestionTest::kDifference, .of = {"ppo", "trpo"}},
      .variants = {"ppo", "trpo"},
      .environments = {{.environment = "e", .first_seed = 0, .looks = {3, 4, 5, 6, 7, 8}}}};
  const double bound = BoundsOf(design.environments[0], LevelOf(design)).back().p;
  ASSERT_GT(p, bound);
  ASSERT_LE(p, 0.05);
  ASSERT_TRUE(alone.comparison.Find("e", "ppo")->clearly_best);
  const Tables tables = MakeTables(logs, {}, {}, {.sequential = design});
  EXPECT_FALSE(tables.comparison.Find("e", "ppo")->clearly_best);
  EXPECT_FALSE(tables.differences.at(0).holds);
  const auto sentences = Verdict(tables);
  EXPECT_TRUE(Contains(sentences.at(0), "undecided at look 6 of 6")) << sentences.at(0);
  EXPECT_TRUE(Contains(sentences.at(1), "the highest mean return is PPO's")) << sentences.at(1);
}

// What one look would tell stands nowhere beside the decision: no p, no seeds that would tell.
TEST(Verdict, OfA2x2OfSeveralLooksTheDecisionAloneIsSaid) {
  std::vector<RunLog> logs;
  for (const auto& [variant, level] :
       {std::pair{"ppo", 106}, {"ppo_m", 103}, {"trpo_plus", 104}, {"trpo", 100}})
    AppendRuns("e", variant, {level + 1.0, level + 2.0, level + 3.0, level + 9.0}, logs);
  const auto said = [](const Tables& tables) {
    return fmt::format("{}", fmt::join(Verdict(tables), " "));
  };
  const std::string once = said(MakeTables(logs));
  EXPECT_TRUE(Contains(once, "one-sided") && Contains(once, "would take")) << once;
  const SequentialDesign design{
      .question = {.test = QuestionTest::kTwoByTwo},
      .variants = {"ppo", "ppo_m", "trpo_plus", "trpo"},
      .environments = {{.environment = "e", .first_seed = 0, .looks = {3, 4}}}};
  const Tables tables = MakeTables(logs, {}, {}, {.sequential = design});
  const std::string several = said(tables);
  EXPECT_TRUE(Contains(several, "undecided at look 2 of 2")) << several;
  EXPECT_FALSE(Contains(several, "one-sided") || Contains(several, "would take")) << several;
  const auto two_by_two = std::ranges::find(tables.tables, "two_by_two", &Table::id);
  ASSERT_NE(two_by_two, tables.tables.end());
  EXPECT_TRUE(Contains(two_by_two->notes.back(), "bold is what its decision says"));
}

TEST(Verdict, ATieIsNoHighestMean) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2, 3}, logs);
  AppendRuns("e", "trpo", {1, 2, 3}, logs);
  for (size_t run = 3; run < 6; ++run) logs[run].config["step_rule"] = "trpo";
  EXPECT_TRUE(Contains(FirstSentence(logs), "PPO and TRPO have the same highest mean return 2.0"))
      << FirstSentence(logs);
}

TEST(Verdict, TheSameRunIsCalledThatAndHasNoDifference) {
  std::vector<RunLog> logs;
  for (const char* variant : {"ppo", "again"}) AppendRuns("e", variant, {1, 2, 3}, logs);
  EXPECT_EQ(Verdict(MakeTables(logs)),
            (std::vector<std::string>{
                "e: PPO and again are the same run: no setting that acts differs between them.",
                "e: both reached mean return 2.0 [-0.5, 4.5]."}));
  AppendRuns("e", "other", {4, 5, 9}, logs);
  logs.back().config["target_kl"] = 0.1;
  EXPECT_TRUE(Contains(Verdict(MakeTables(logs)).at(1), "other has the highest mean return 6 ["));
}

TEST(Verdict, WarningsNameWhomTheyHoldFor) {
  const auto warnings = Warnings(CompareRuns(ReportLogs(), {}));
  const bool any = std::any_of(warnings.begin(), warnings.end(), [](const std::string& warning) {
    return warning.starts_with("PPO on Hopper-v4: 1 of 4 runs diverged and is not in the mean");
  });
  EXPECT_TRUE(any);
}

// annealing +24, initialization -6, interaction 4, seeds' levels 1,000 apart, wobbles of 0 to 0.3
TEST(Verdict, SaysWhichSwitchesOfAGridMatterAndWhichActTogether) {
  const auto sentences = Verdict(MakeTables(GridRuns(8, 0.1)));
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_TRUE(sentences[1].starts_with(
      "Hopper-v4: over the grid's other settings, what changes the mean return is initialization "
      "(-6.0"))
      << sentences[1];
  EXPECT_TRUE(Contains(sentences[1], " and annealing (24.0")) << sentences[1];
  EXPECT_TRUE(Contains(sentences[1], ". Some act together: initialization changes it by -10.0"))
      << sentences[1];
}

// wobbles of 0 to 90 on effects of 24 and -6, with 3 seeds
TEST(Verdict, SaysForWhichSwitchesItCannotTell) {
  const auto sentences = Verdict(MakeTables(GridRuns(3, 30)));
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_TRUE(Contains(sentences[1],
                       "no switch is shown to change the mean return; these runs do "
                       "not tell for initialization ("))
      << sentences[1];
  EXPECT_TRUE(Contains(sentences[1], "No two switches are shown to act together.")) << sentences[1];
}

}  // namespace
}  // namespace gaitbench
