#include "results/decide/decision.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

SequentialDesign Difference(std::vector<int64_t> looks) {
  return {.question = {.test = QuestionTest::kDifference, .of = {"ppo", "trpo"}},
          .variants = {"ppo", "trpo"},
          .environments = {{.environment = "e", .first_seed = 0, .looks = std::move(looks)}}};
}

// Returns 0, 1, 2, 3, ... of each, `ppo` above by `difference`.
std::vector<RunLog> Logs(size_t num_seeds, double difference) {
  std::vector<double> ppo, trpo;
  for (size_t i = 0; i < num_seeds; ++i) {
    const auto level = static_cast<double>(i * i % 5);
    ppo.push_back(level + difference);
    trpo.push_back(level);
  }
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", ppo, logs);
  AppendRuns("e", "trpo", trpo, logs);
  return logs;
}

TEST(Decision, WaitsForTheRunsOfItsFirstLook) {
  const Decision decision = Decide(Logs(3, 100), Difference({4, 8}))[0];
  EXPECT_EQ(decision.state, DecisionState::kOpen);
  EXPECT_EQ(decision.num_looked(), 0u);
  EXPECT_EQ(SeedsAskedFor(decision), 4);
  EXPECT_TRUE(decision.answer.empty());
}

TEST(Decision, IsMadeAtTheFirstLookThatCrosses) {
  const Decision decision = Decide(Logs(8, 100), Difference({4, 8}))[0];
  EXPECT_EQ(decision.state, DecisionState::kDecided);
  EXPECT_EQ(decision.answer, "PPO is better than TRPO");
  EXPECT_EQ(decision.num_looked(), 1u);
  EXPECT_EQ(SeedsAskedFor(decision), 4);
  EXPECT_LE(*decision.looks[0].finding->p, decision.looks[0].bound.p);
  EXPECT_GT(decision.looks[0].interval()->low, 0);
  EXPECT_FALSE(decision.looks[1].finding);
}

// The same difference is enough for the second look's bound and not for the first's.
TEST(Decision, GoesOnWhereTheBoundIsNotCrossed) {
  const Decision first = Decide(Logs(4, 4), Difference({4, 8}))[0];
  EXPECT_EQ(first.state, DecisionState::kOpen);
  EXPECT_LE(*first.looks[0].finding->p, 0.05) << "which one look alone would have called enough";
  EXPECT_LT(first.looks[0].interval()->low, 0);
  EXPECT_EQ(SeedsAskedFor(first), 8);
  const Decision second = Decide(Logs(8, 4), Difference({4, 8}))[0];
  EXPECT_EQ(second.state, DecisionState::kDecided);
  EXPECT_EQ(second.num_looked(), 2u);
}

TEST(Decision, IsUndecidedAtTheCap) {
  const Decision decision = Decide(Logs(12, 0), Difference({4, 8, 12}))[0];
  EXPECT_EQ(decision.state, DecisionState::kUndecided);
  EXPECT_EQ(decision.num_looked(), 3u);
  EXPECT_EQ(SeedsAskedFor(decision), 12);
  EXPECT_TRUE(decision.looks[2].interval()->Contains(0));
}

// Later runs do not unmake it, seeds before the first do not count.
TEST(Decision, FollowsFromTheRunsOfItsLooksAlone) {
  std::vector<RunLog> logs = Logs(4, 100);
  const Decision before = Decide(logs, Difference({4, 8}))[0];
  for (int64_t seed = 4; seed < 8; ++seed) {
    logs.push_back(MakeRun("e", "ppo", seed, std::vector<double>(6, -1000)));
    logs.push_back(MakeRun("e", "trpo", seed, std::vector<double>(6, 1000)));
  }
  const Decision after = Decide(logs, Difference({4, 8}))[0];
  EXPECT_EQ(WriteJson(after), WriteJson(before));
  SequentialDesign late = Difference({4, 8});
  late.environments[0].first_seed = 4;
  EXPECT_EQ(Decide(logs, late)[0].num_looked(), 1u);
  EXPECT_LT(Decide(logs, late)[0].looks[0].finding->value.value_or(0), 0);
}

TEST(Decision, EnvironmentsShareTheLevel) {
  SequentialDesign design = Difference({4, 8});
  design.environments.push_back({.environment = "f", .first_seed = 0, .looks = {4, 8}});
  const std::vector<Decision> decisions = Decide(Logs(8, 100), design);
  ASSERT_EQ(decisions.size(), 2u);
  EXPECT_NEAR(decisions[0].level, 0.025, 1e-12);
  EXPECT_EQ(decisions[0].state, DecisionState::kDecided);
  EXPECT_EQ(decisions[1].state, DecisionState::kOpen);
  EXPECT_LT(decisions[0].looks[1].bound.p, Decide({}, Difference({4, 8}))[0].looks[1].bound.p);
}

TEST(Decision, ARunThatDivergedIsLookedAtAndKeepsTheBetterFromItsClaim) {
  std::vector<RunLog> logs = Logs(8, 100);
  logs[1].diverged = Divergence{2, "not finite"};
  const Decision decision = Decide(logs, Difference({4, 8}))[0];
  EXPECT_EQ(decision.state, DecisionState::kUndecided);
  EXPECT_EQ(decision.num_looked(), 2u);
}

// The first bound is 2e-18 then, which no level below 1 tells.
TEST(Decision, AFarFirstLookHasAFiniteInterval) {
  const Decision decision = Decide(Logs(4, 100), Difference({4, 80}))[0];
  ASSERT_LT(decision.looks[0].bound.p, 1e-16);
  EXPECT_TRUE(std::isfinite(decision.looks[0].interval()->high));
  EXPECT_TRUE(std::isfinite(decision.looks[0].interval()->low));
}

TEST(Decision, ALookWithoutAMeanHasNoValue) {
  std::vector<RunLog> logs = Logs(4, 100);
  for (size_t i = 4; i < 8; ++i) logs[i].diverged = Divergence{2, "not finite"};
  const Decision decision = Decide(logs, Difference({4, 8}))[0];
  ASSERT_EQ(decision.num_looked(), 1u);
  EXPECT_FALSE(decision.looks[0].finding->value);
  EXPECT_TRUE(WriteJson(decision)["looks"][0]["value"].is_null());
}

}  // namespace
}  // namespace gaitbench
