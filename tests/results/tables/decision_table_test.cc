#include <gtest/gtest.h>

#include "results/tables/verdict.h"
#include "tests/results/tables/two_environments.h"

namespace gaitbench {
namespace {

// On e the difference shows at the second look, on f it does not at all.
Tables DecidedAndUndecided() {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {4, 5, 8, 8, 5, 4, 5, 8}, logs);
  AppendRuns("e", "trpo", {0, 1, 4, 4, 1, 0, 1, 4}, logs);
  AppendRuns("f", "ppo", {1, 2, 3, 4, 5, 6, 7, 8}, logs);
  AppendRuns("f", "trpo", {8, 7, 6, 5, 4, 3, 2, 1}, logs);
  const SequentialDesign design = {
      .question = {.test = QuestionTest::kDifference, .of = {"ppo", "trpo"}},
      .variants = {"ppo", "trpo"},
      .environments = {{"e", 0, {4, 8}}, {"f", 0, {4, 8}}}};
  return MakeTables(logs, {}, {}, {.sequential = design, .notes = {"seeds were extended"}});
}

TEST(DecisionTable, HasEachLookWithItsBoundAndRepeatedInterval) {
  const std::string text = ToMarkdown(DecidedAndUndecided().tables);
  EXPECT_TRUE(
      Contains(text, "PPO - TRPO on e: decided at look 2 of 2, 8 seeds: PPO is better than TRPO"))
      << text;
  EXPECT_TRUE(Contains(text, "PPO - TRPO on f: undecided at look 2 of 2, 8 seeds")) << text;
  EXPECT_TRUE(Contains(text, "level 0.025, 0.05 shared evenly by 2 environments")) << text;
  EXPECT_TRUE(Contains(text, "- seeds were extended")) << text;
}

TEST(DecisionTable, TheVerdictBeginsWithTheDecision) {
  const std::vector<std::string> sentences = Verdict(DecidedAndUndecided());
  EXPECT_TRUE(Contains(sentences[0], "e: PPO - TRPO, decided at look 2 of 2")) << sentences[0];
  EXPECT_TRUE(Contains(sentences[2], "f: PPO - TRPO, undecided")) << sentences[2];
  EXPECT_TRUE(Contains(sentences[0], "PPO is better than TRPO; PPO - TRPO = 4.0 ["))
      << sentences[0];
  EXPECT_TRUE(sentences[0].ends_with("], a repeated interval.")) << sentences[0];
}

TEST(DecisionTable, IsInTheJsonAndOnlyWhereThereIsAQuestion) {
  const auto json = ToJson(DecidedAndUndecided());
  const auto& decided = json["decisions"][0];
  EXPECT_EQ(decided["state"], "decided");
  EXPECT_EQ(decided["looks"][0]["looked"], true);
  EXPECT_LE(decided["looks"][1]["p"], decided["looks"][1]["bound_p"]);
  EXPECT_GT(decided["looks"][1]["interval"]["low"], 0);
  EXPECT_EQ(json["notes"][0], "seeds were extended");
  const auto without = ToJson(TwoEnvironments());
  for (const char* key : {"decisions", "notes", "sensitivity"})
    EXPECT_FALSE(without.contains(key)) << key;
}

// At their most the runs of `trpo` are far above.
TEST(DecisionTable, AnotherStatisticInTheTablesLeavesTheDecision) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {4, 5, 8, 8}, logs);
  for (const int64_t seed : {0, 1, 2, 3})
    logs.push_back(MakeRun("e", "trpo", seed, {1e6, 0, 0, 0, 0, static_cast<double>(seed)}));
  const SequentialDesign design = {
      .question = {.test = QuestionTest::kDifference, .of = {"ppo", "trpo"}},
      .compare = {.interval = 0.999},
      .variants = {"ppo", "trpo"},
      .environments = {{"e", 0, {4}}, {"f", 0, {4}}}};
  const Tables tables =
      MakeTables(logs, {.statistic = Metric::kMaxMeanReturn}, {}, {.sequential = design});
  EXPECT_GT(*tables.decisions[0].looks[0].finding->value, 0);
  EXPECT_LT(*tables.comparison.Find("e", "ppo")->mean, *tables.comparison.Find("e", "trpo")->mean);
  const std::string text = ToMarkdown(tables.tables);
  EXPECT_TRUE(Contains(text, "level 0.0005, 0.001 shared evenly by 2 environments")) << text;
}

TEST(DecisionTable, ALookWithoutAMeanHasAnEmptyCell) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {4, 5, 8}, logs);
  AppendRuns("e", "trpo", {4, 5, 8}, logs);
  for (size_t i = 3; i < 6; ++i) logs[i].diverged = Divergence{2, "not finite"};
  const SequentialDesign design = {
      .question = {.test = QuestionTest::kDifference, .of = {"ppo", "trpo"}},
      .variants = {"ppo", "trpo"},
      .environments = {{"e", 0, {3}}}};
  const Tables tables = MakeTables(logs, {}, {}, {.sequential = design});
  EXPECT_TRUE(std::holds_alternative<std::monostate>(tables.tables[1].rows[0].cells[5]));
}

}  // namespace
}  // namespace gaitbench
