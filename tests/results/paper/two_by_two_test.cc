#include "results/paper/two_by_two.h"

#include <cmath>

#include <gtest/gtest.h>

#include "results/paper/paper_comparison.h"
#include "results/statistics/planner.h"
#include "tests/results/made_up_returns.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

TwoByTwoMeans Means(const std::array<double, 4>& values, double error, double degrees = 9) {
  const auto mean = [&](size_t i) { return MeanEstimate{values[i], error, degrees}; };
  return {{{mean(0), mean(1)}, {mean(2), mean(3)}}};
}

// By hand, of 30, 6 and 10, 12: rows 20 and -6, columns 24 and -2.
TEST(TwoByTwo, ContrastsByHand) {
  const TwoByTwo result = EstimateTwoByTwo({}, Means({30, 6, 10, 12}, 3), 0.95);
  EXPECT_EQ(result.rows.estimate.value, 7);
  EXPECT_EQ(result.columns.estimate.value, 11);
  EXPECT_EQ(result.interaction.estimate.value, 13);
  EXPECT_EQ(result.a.name, "PPO - TRPO");
  EXPECT_EQ(result.a.estimate.value, 18);
  EXPECT_EQ(result.b.name, "TRPO+ - PPO-M");
  EXPECT_EQ(result.b.estimate.value, 4);
  EXPECT_EQ(result.excess, 4);
  // four errors of 3, each weighed by a half; four times 9 degrees of freedom
  EXPECT_DOUBLE_EQ(result.rows.estimate.error, 3);
  EXPECT_DOUBLE_EQ(result.rows.estimate.degrees_of_freedom, 36);
}

// sgn(ab) min(|a|, |b|) is |C| - |S| is ACLI - AAI, whatever the signs.
TEST(TwoByTwo, TheExcessIsThatOfTheColumns) {
  for (const auto& values :
       {std::array<double, 4>{30, 6, 10, 12}, {6, 30, 10, 12}, {-3, 5, 8, 1}, {9, 2, 2, 30}}) {
    const TwoByTwo result = EstimateTwoByTwo({}, Means(values, 1), 0.95);
    const auto [ppo, ppo_m, trpo_plus, trpo] = values;
    const double aai = std::max(std::abs(ppo - trpo_plus), std::abs(ppo_m - trpo)),
                 acli = std::max(std::abs(ppo - ppo_m), std::abs(trpo_plus - trpo));
    EXPECT_DOUBLE_EQ(result.excess, acli - aai);
    EXPECT_DOUBLE_EQ(result.excess, std::abs(result.columns.estimate.value) -
                                        std::abs(result.rows.estimate.value));
  }
}

// scipy.stats.t.sf(18 / 18**0.5, 18) = 0.000245 and of 4 / 18**0.5: 0.179131
TEST(TwoByTwo, ThePOfTheClaimIsTheLargerOfTwo) {
  const TwoByTwo result = EstimateTwoByTwo({}, Means({30, 6, 10, 12}, 3), 0.95);
  EXPECT_NEAR(*result.a.estimate.p_above(), 0.000245, 1e-6);
  EXPECT_NEAR(*result.columns_make_more.p, 0.179131, 1e-6);
  EXPECT_NEAR(*result.rows_make_more.p, 1 - 0.179131, 1e-6);
  // a and b both below 0: the columns make more, downward
  const TwoByTwo turned = EstimateTwoByTwo({}, Means({-30, -6, -10, -12}, 3), 0.95);
  EXPECT_DOUBLE_EQ(*turned.columns_make_more.p, *result.columns_make_more.p);
  // rows exchanged: a and b change places; columns made rows: b turns its sign
  const TwoByTwo transposed = EstimateTwoByTwo({}, Means({30, 10, 6, 12}, 3), 0.95);
  EXPECT_DOUBLE_EQ(*transposed.rows_make_more.p, *result.columns_make_more.p);
}

// The paper's own cells: a and b are 470 and 324 on Hopper, 501 and 315 on Walker2d, 220 and 356
// on Humanoid; half widths from its intervals.
TEST(TwoByTwo, ThePapersClaimFromItsCells) {
  const auto paper = [](const char* environment) {
    return *ThePapersTwoByTwo({}, environment, 0.95);
  };
  EXPECT_EQ(paper("Hopper-v2").excess, 324);
  EXPECT_NEAR(paper("Hopper-v2").excess_interval->low, 165, 2);
  EXPECT_NEAR(paper("Hopper-v2").excess_interval->high, 483, 2);
  EXPECT_NEAR(paper("Walker2d-v2").excess_interval->low, 163, 2);
  EXPECT_NEAR(paper("Walker2d-v2").excess_interval->high, 467, 2);
  EXPECT_NEAR(paper("Humanoid-v2").excess_interval->low, 197, 1);
  EXPECT_NEAR(paper("Humanoid-v2").excess_interval->high, 243, 1);
  EXPECT_LT(*paper("Humanoid-v2").columns_make_more.p, 1e-4);
  EXPECT_FALSE(ThePapersTwoByTwo({}, "Ant-v4", 0.95));
}

TEST(TwoByTwo, AStudyNamesItsCornersAndHolmCountsItsEnvironments) {
  std::vector<RunLog> logs;
  for (const char* environment : {"Hopper-v4", "Walker2d-v4"}) {
    AppendRuns(environment, "both", {21, 22, 23}, logs);
    AppendRuns(environment, "first", {15, 17, 16}, logs);
    AppendRuns(environment, "second", {19, 17, 18}, logs);
  }
  ComparisonOptions options;
  options.two_by_two = {"x", "y", {{"both", "first"}, {"second", "none"}}};
  EXPECT_TRUE(TwoByTwos(CompareRuns(logs, options)).empty());
  AppendRuns("Hopper-v4", "none", {1, 2, 3}, logs);
  AppendRuns("Walker2d-v4", "none", {1, 2, 3}, logs);
  const auto results = TwoByTwos(CompareRuns(logs, options));
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0].environment, "Hopper-v4");
  EXPECT_EQ(results[0].rows.name, "x");
  EXPECT_EQ(results[0].a.name, "both - none");
  EXPECT_DOUBLE_EQ(*results[0].columns_make_more.p_holm, 2 * *results[0].columns_make_more.p);
  EXPECT_TRUE(TwoByTwos(CompareRuns(logs, {})).empty());
}

// PPO - TRPO is 20 and TRPO+ - PPO-M 1, so that the second is what takes seeds; over one
// environment.
TEST(TwoByTwo, HowManySeedsWouldDecideIt) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {21, 22, 23}, logs);
  AppendRuns("e", "ppo_m", {10, 11, 12}, logs);
  AppendRuns("e", "trpo_plus", {11, 12, 13}, logs);
  AppendRuns("e", "trpo", {1, 2, 3}, logs);
  const TwoByTwo result = TwoByTwos(CompareRuns(logs, {}))[0];
  EXPECT_EQ(result.seeds_to_decide, SeedsForPower(1, 1, 1, 0.8, 0.05));
  EXPECT_FALSE(result.columns_make_more.holds);
}

TEST(TwoByTwo, CornersWithTwoSeedsOrADivergedRunDecideNothing) {
  std::vector<RunLog> logs;
  for (const auto& [variant, level] :
       {std::pair{"ppo", 300}, {"ppo_m", 100}, {"trpo_plus", 200}, {"trpo", 0}})
    AppendRuns("e", variant, {level + 1.0, level + 2.0, level + 3.0, level + 4.0}, logs);
  EXPECT_TRUE(TwoByTwos(CompareRuns(logs, {}))[0].columns_make_more.holds);
  logs[2].diverged = Divergence{1, "not finite"};
  const TwoByTwo result = TwoByTwos(CompareRuns(logs, {}))[0];
  EXPECT_LT(*result.columns_make_more.p_holm, 0.025);
  EXPECT_FALSE(result.columns_make_more.holds);
}

// S and I are 0, C is 10: the smallest of three p values, and of six over two environments
TEST(TwoByTwo, ContrastsAreTestedTogether) {
  std::vector<RunLog> logs;
  const auto append = [&](const char* environment) {
    for (const char* variant : {"ppo", "trpo_plus"})
      AppendRuns(environment, variant, {11, 12, 13}, logs);
    for (const char* variant : {"ppo_m", "trpo"}) AppendRuns(environment, variant, {1, 2, 3}, logs);
  };
  append("e");
  const TwoByTwo one = TwoByTwos(CompareRuns(logs, {}))[0];
  EXPECT_DOUBLE_EQ(*one.columns.p_holm, 3 * *one.columns.estimate.p_two_sided());
  EXPECT_TRUE(one.columns.holds);
  EXPECT_FALSE(one.rows.holds || one.interaction.holds || one.a.p_holm);
  append("f");
  EXPECT_DOUBLE_EQ(*TwoByTwos(CompareRuns(logs, {}))[0].columns.p_holm, 2 * *one.columns.p_holm);
}

TEST(TwoByTwo, OneSeedOrNoSpreadHasNoTest) {
  const TwoByTwo one = EstimateTwoByTwo({}, Means({30, 6, 10, 12}, NAN, 0), 0.95);
  EXPECT_EQ(one.excess, 4);
  EXPECT_FALSE(one.excess_interval || one.columns_make_more.p || one.rows_make_more.p);
  const TwoByTwo constant = EstimateTwoByTwo({}, Means({30, 6, 10, 12}, 0), 0.95);
  EXPECT_EQ(*constant.excess_interval, (Interval{4, 4}));
  EXPECT_FALSE(constant.columns_make_more.p);
}

// The four means' distances from equal, in standard errors of a mean; the truth of excess is known.
TEST(TwoByTwo, TheIntervalCoversAndTheClaimKeepsItsLevel) {
  constexpr int kTimes = 2000;
  constexpr double kSlack = 0.015;  // 3 standard deviations of a share of 0.05 in 2,000
  Resampler random(1);
  for (const std::array<double, 4>& truth :
       {std::array<double, 4>{0, 0, 0, 0}, {3, 0, 0, 0}, {8, 0, 0, 0}, {4, -4, -4, -4}}) {
    int covered = 0, claimed = 0;
    for (int i = 0; i < kTimes; ++i) {
      TwoByTwoMeans means;
      for (size_t corner = 0; corner < 4; ++corner) {
        std::vector<double> sample = Draw(ReturnShape::kNormal, 6, random);
        for (double& value : sample) value += truth[corner] / std::sqrt(6);
        means[corner / 2][corner % 2] = EstimateMean(sample);
      }
      const TwoByTwo result = EstimateTwoByTwo({}, means, 0.95);
      covered += result.excess_interval->Contains(0);  // in each case b is 0, so the excess is
      claimed += *result.columns_make_more.p <= 0.025 || *result.rows_make_more.p <= 0.025;
    }
    EXPECT_GE(covered, (0.95 - kSlack) * kTimes) << truth[0];
    EXPECT_LE(claimed, (0.05 + kSlack) * kTimes) << truth[0];
  }
}

}  // namespace
}  // namespace gaitbench
