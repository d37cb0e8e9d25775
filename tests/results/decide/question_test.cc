#include "results/decide/question.h"

#include <gtest/gtest.h>

#include "results/paper/two_by_two.h"
#include "results/statistics/hypothesis_tests.h"

namespace gaitbench {
namespace {

VariantResult ResultOf(const std::string& variant, std::vector<double> returns) {
  VariantResult result{.variant = variant};
  for (size_t i = 0; i < returns.size(); ++i) result.seeds.push_back(static_cast<int64_t>(i));
  result.mean = Mean(returns);
  result.returns = std::move(returns);
  return result;
}

const TwoByTwoDesign kDesign;

TEST(Question, ADifferenceIsWelchs) {
  const std::vector<double> a = {5, 7, 6, 9}, b = {2, 3, 5, 1};
  const Question question = {.test = QuestionTest::kDifference, .of = {"ppo", "trpo"}};
  const Finding finding = FindingOf(question, kDesign, {ResultOf("ppo", a), ResultOf("trpo", b)});
  EXPECT_EQ(finding.name, "PPO - TRPO");
  EXPECT_EQ(finding.value, 4);
  EXPECT_NEAR(*finding.p, WelchTest(a, b)->p, 1e-14);
  EXPECT_EQ(finding.answer, "PPO is better than TRPO");
  EXPECT_TRUE(finding.may_claim);
}

// At the level 1 - p the interval ends at 0.
TEST(Question, TheIntervalExcludesZeroWhereTheTestRejects) {
  const Question question = {.test = QuestionTest::kDifference, .of = {"a", "b"}};
  const Finding finding =
      FindingOf(question, kDesign, {ResultOf("a", {5, 7, 6, 9}), ResultOf("b", {2, 3, 5, 1})});
  EXPECT_NEAR(IntervalOf(finding, *finding.p)->low, 0, 1e-9);
  EXPECT_GT(IntervalOf(finding, 1.01 * *finding.p)->low, 0);
}

TEST(Question, NothingIsClaimedOfTooFewSeedsOrWhereTheBetterOneDiverged) {
  const Question question = {.test = QuestionTest::kDifference, .of = {"a", "b"}};
  EXPECT_FALSE(
      FindingOf(question, kDesign, {ResultOf("a", {5, 7}), ResultOf("b", {2, 3})}).may_claim);
  VariantResult better = ResultOf("a", {5, 7, 6});
  const VariantResult other = ResultOf("b", {1, 2, 3});
  EXPECT_TRUE(FindingOf(question, kDesign, {better, other}).may_claim);
  better.diverged.push_back({3, "not finite"});
  EXPECT_FALSE(FindingOf(question, kDesign, {better, other}).may_claim);
}

TEST(Question, ATwoByTwoIsItsIntersectionUnionTest) {
  const std::vector<VariantResult> results = {
      ResultOf("ppo", {9, 11, 10}), ResultOf("ppo_m", {5, 6, 4}), ResultOf("trpo_plus", {8, 9, 10}),
      ResultOf("trpo", {3, 5, 4})};
  const Finding finding = FindingOf({.test = QuestionTest::kTwoByTwo}, kDesign, results);
  TwoByTwoMeans means;
  for (size_t i = 0; i < 4; ++i) means[i / 2][i % 2] = EstimateMean(results[i].returns);
  const TwoByTwo expected = EstimateTwoByTwo(kDesign, means, 0.9);
  EXPECT_EQ(finding.value, expected.excess);
  EXPECT_EQ(*finding.p, 2 * *expected.columns_make_more.p);
  EXPECT_NEAR(IntervalOf(finding, 0.1)->low, expected.excess_interval->low, 1e-12);
  EXPECT_NEAR(IntervalOf(finding, 0.1)->high, expected.excess_interval->high, 1e-12);
  EXPECT_EQ(finding.answer, "more is due to the code-level choices than to the step rule");
}

// y = 10 + 4 a - 2 b + 3 ab (1 for on) and noise
TEST(Question, AnEffectIsTheContrastOfItsGrid) {
  const std::vector<VariantResult> results = {
      ResultOf("a=off+b=none", {10, 11, 9}), ResultOf("a=off+b=some", {8, 7, 9}),
      ResultOf("a=on+b=none", {14, 14, 14}), ResultOf("a=on+b=some", {15, 16, 14})};
  const Finding a = FindingOf({.test = QuestionTest::kEffect, .of = {"a"}}, kDesign, results);
  EXPECT_DOUBLE_EQ(*a.value, 5.5);
  EXPECT_EQ(a.answer, "a=on is better than a=off");
  const Finding b = FindingOf({.test = QuestionTest::kEffect, .of = {"b"}}, kDesign, results);
  EXPECT_DOUBLE_EQ(*b.value, -0.5);
  EXPECT_EQ(b.answer, "b=none is better than b=some");
  const Finding both =
      FindingOf({.test = QuestionTest::kEffect, .of = {"a", "b"}}, kDesign, results);
  EXPECT_DOUBLE_EQ(*both.value, 1.5);
  EXPECT_EQ(both.name, "a x b");
  EXPECT_EQ(both.answer, "a=on does more for the return with b=some than with b=none");
}

// As in the tables of a grid's effects (factorial.h).
TEST(Question, AnEffectOfTwoTextsIsOfTheEarlierOne) {
  const std::vector<VariantResult> results = {ResultOf("init=xavier", {1, 2, 3}),
                                              ResultOf("init=orthogonal", {4, 5, 7})};
  const Finding finding =
      FindingOf({.test = QuestionTest::kEffect, .of = {"init"}}, kDesign, results);
  EXPECT_GT(finding.value.value_or(0), 0);
  EXPECT_EQ(finding.answer, "init=orthogonal is better than init=xavier");
}

TEST(Question, ARankingIsToldByItsClosestNeighbours) {
  const std::vector<VariantResult> results = {
      ResultOf("low", {1, 2, 3}), ResultOf("top", {9, 8, 7}), ResultOf("mid", {6, 5, 8})};
  const Finding finding = FindingOf({.test = QuestionTest::kRanking}, kDesign, results);
  EXPECT_EQ(finding.name, "top - mid");
  EXPECT_EQ(finding.answer, "top > mid > low");
  EXPECT_NEAR(*finding.p, WelchTest(results[1].returns, results[2].returns)->p, 1e-14);
}

// Of "a_lr=3" all have one value: it is no axis of the grid.
TEST(Question, APartOfAVariantsOwnNameIsNoAxis) {
  const std::vector<VariantResult> results = {
      ResultOf("a_lr=3+b=off+c=off", {10, 11, 9}), ResultOf("a_lr=3+b=off+c=on", {8, 7, 9}),
      ResultOf("a_lr=3+b=on+c=off", {14, 14, 14}), ResultOf("a_lr=3+b=on+c=on", {15, 16, 14})};
  const Finding b = FindingOf({.test = QuestionTest::kEffect, .of = {"b"}}, kDesign, results);
  EXPECT_DOUBLE_EQ(b.value.value_or(0), 5.5);
  EXPECT_EQ(b.answer, "b=on is better than b=off");
}

}  // namespace
}  // namespace gaitbench
