#include "results/decide/decided_claims.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

SequentialDesign Looks(Question question, std::vector<std::string> variants) {
  return {.question = std::move(question),
          .variants = std::move(variants),
          .environments = {{.environment = "e", .first_seed = 0, .looks = {4, 8}}}};
}

// Far apart, four runs each: decided at the first look.
std::vector<RunLog> FarApart() {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {21, 22, 23, 24}, logs);
  AppendRuns("e", "trpo", {1, 2, 3, 4}, logs);
  AppendRuns("f", "ppo", {21, 22, 23, 24}, logs);
  AppendRuns("f", "trpo", {1, 2, 3, 4}, logs);
  return logs;
}

const SequentialDesign kDifference =
    Looks({.test = QuestionTest::kDifference, .of = {"ppo", "trpo"}}, {"ppo", "trpo"});

TEST(DecidedClaims, TheDifferenceThatWasDecidedHoldsWithItsRepeatedInterval) {
  const std::vector<RunLog> logs = FarApart();
  const std::vector<Decision> decisions = Decide(logs, kDifference);
  const Interval repeated = *decisions[0].looks[0].interval();
  for (const bool turned : {false, true}) {
    auto differences = turned ? Differences(CompareRuns(logs, {}), "trpo", "ppo")
                              : Differences(CompareRuns(logs, {}), "ppo", "trpo");
    const Interval elsewhere = *differences[1].interval;
    ClaimOnlyDecided(decisions, differences);
    EXPECT_TRUE(differences[0].holds);
    EXPECT_EQ(differences[0].interval,
              turned ? (Interval{-repeated.high, -repeated.low}) : repeated);
    EXPECT_TRUE(differences[0].several_looks.starts_with("By bounds for several looks: decided"))
        << differences[0].several_looks;
    EXPECT_TRUE(differences[1].holds && differences[1].several_looks.empty());
    EXPECT_EQ(differences[1].interval, elsewhere);
  }
}

// The question was another, or the number of seeds, or the statistic.
TEST(DecidedClaims, OfWhatWasNotAskedNothingHolds) {
  std::vector<RunLog> logs = FarApart();
  AppendRuns("e", "mine", {41, 42, 43, 44}, logs);
  auto differences = Differences(CompareRuns(logs, {}), "mine", "trpo");
  ASSERT_TRUE(differences[0].holds);
  ClaimOnlyDecided(Decide(logs, kDifference), differences);
  EXPECT_FALSE(differences[0].holds);
  EXPECT_TRUE(differences[0].several_looks.ends_with(
      "its question, PPO - TRPO, is decided at look 1 of 2, 4 seeds: PPO is better than TRPO."))
      << differences[0].several_looks;

  logs.push_back(MakeRun("e", "ppo", 4, std::vector<double>(6, 25)));
  auto extended = Differences(CompareRuns(logs, {}), "ppo", "trpo");
  ClaimOnlyDecided(Decide(logs, kDifference), extended);
  EXPECT_FALSE(extended[0].holds);
}

TEST(DecidedClaims, NoVariantIsBestAndNoCellDiffersWhereItLookedSeveralTimes) {
  const std::vector<RunLog> logs = FarApart();
  Comparison comparison = CompareRuns(logs, {});
  ASSERT_TRUE(comparison.Find("e", "ppo")->clearly_best);
  ClaimOnlyDecided(Decide(logs, kDifference), comparison.results);
  EXPECT_FALSE(comparison.Find("e", "ppo")->clearly_best);
  EXPECT_TRUE(comparison.Find("f", "ppo")->clearly_best);
  std::vector<PaperCell> cells = {{.environment = "e", .differs = true},
                                  {.environment = "f", .differs = true}};
  ClaimOnlyDecided(Decide(logs, kDifference), cells);
  EXPECT_FALSE(cells[0].differs);
  EXPECT_TRUE(cells[1].differs);
}

TEST(DecidedClaims, ATwoByTwoHoldsAsItWasDecided) {
  std::vector<RunLog> logs;
  for (const auto& [variant, level] :
       {std::pair{"ppo", 300}, {"ppo_m", 100}, {"trpo_plus", 200}, {"trpo", 0}})
    AppendRuns("e", variant, {level + 1.0, level + 2.0, level + 3.0, level + 4.0}, logs);
  auto asked = TwoByTwos(CompareRuns(logs, {})), others = asked;
  ASSERT_TRUE(asked[0].columns.holds);
  const auto decisions =
      Decide(logs, Looks({.test = QuestionTest::kTwoByTwo}, {"ppo", "ppo_m", "trpo_plus", "trpo"}));
  ClaimOnlyDecided(decisions, asked);
  EXPECT_TRUE(asked[0].columns_make_more.holds);
  EXPECT_EQ(asked[0].excess_interval, decisions[0].looks[0].interval());
  EXPECT_FALSE(asked[0].rows_make_more.holds || asked[0].columns.holds);
  ClaimOnlyDecided(Decide(logs, kDifference), others);
  EXPECT_FALSE(others[0].columns_make_more.holds);
}

// The question sums a grid's cells by the axes' names, the factorial by the settings' keys: their
// values differ by a rounding with some of these returns.
TEST(DecidedClaims, OfAGridTheEffectThatWasAskedHolds) {
  for (const double noise : {0.1, 0.13, 0.17, 0.19, 0.23, 0.29}) {
    std::vector<RunLog> logs = GridRuns(4, noise);
    std::vector<std::string> variants;
    for (RunLog& log : logs) {
      const bool annealing = log.config["switches"]["annealing"];
      log.environment = "e";
      log.variant = fmt::format("annealing={}+initialization={}", annealing ? "on" : "off",
                                log.config["initialization"].get<std::string>());
      if (std::ranges::find(variants, log.variant) == variants.end())
        variants.push_back(log.variant);
    }
    auto factorials = FindFactorials(logs, {});
    ASSERT_TRUE(std::ranges::all_of(factorials[0].effects, &FactorialEffect::holds)) << noise;
    ClaimOnlyDecided(
        Decide(logs, Looks({.test = QuestionTest::kEffect, .of = {"annealing"}}, variants)),
        factorials);
    for (const FactorialEffect& effect : factorials[0].effects)
      EXPECT_EQ(effect.holds, effect.Name() == "annealing") << effect.Name() << " " << noise;
  }
}

}  // namespace
}  // namespace gaitbench
