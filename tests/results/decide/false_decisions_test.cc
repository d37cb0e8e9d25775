// A small one of tests/results/false_claims.cc.
#include "tests/results/false_decisions.h"

#include <cmath>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(FalseDecisions, AreNoMoreThanTheLevelSays) {
  constexpr int64_t kStudies = 2000;
  const double most = 0.05 + 3 * std::sqrt(0.05 * 0.95 / static_cast<double>(kStudies));
  for (const std::vector<int64_t>& looks :
       {std::vector<int64_t>{3, 6, 9}, {5, 10, 15, 20, 25, 30}, {4, 20}}) {
    for (const auto shape : {ReturnShape::kNormal, ReturnShape::kSkewed, ReturnShape::kTwoHumped}) {
      const FalseDecisions rates = CountFalseDecisions(looks, shape, kStudies);
      EXPECT_LE(rates.decided, most) << looks.size() << " looks";
      EXPECT_GT(rates.peeking, rates.decided) << looks.size() << " looks";
    }
  }
}

// A ranking errs where two are tied and the third is far; which factor makes more, where one of its
// two differences is large and the other nothing. There their size is that of one difference.
TEST(FalseDecisions, OfQuestionsWithSeveralTestsToo) {
  constexpr int64_t kStudies = 2000;
  const double deviation = std::sqrt(0.05 * 0.95 / static_cast<double>(kStudies));
  const MadeUpQuestion tied = {.test = QuestionTest::kRanking, .means = {0, 0, -20}},
                       one_sided = {.test = QuestionTest::kTwoByTwo, .means = {20, 0, 0, 0}},
                       all_alike = {.test = QuestionTest::kTwoByTwo, .means = {0, 0, 0, 0}};
  const std::vector<int64_t> looks = {4, 8, 12};
  for (const auto& nothing : {tied, one_sided}) {
    const auto rates = CountFalseDecisions(looks, ReturnShape::kNormal, kStudies, nothing);
    EXPECT_NEAR(rates.decided, 0.05, 3 * deviation);
  }
  EXPECT_LT(CountFalseDecisions(looks, ReturnShape::kNormal, kStudies, all_alike).decided, 0.01);
}

TEST(RepeatedIntervals, CoverAtAllLooksTogetherAndWhereOneStops) {
  constexpr int64_t kStudies = 1000;
  const double least = 0.95 - 3 * std::sqrt(0.05 * 0.95 / static_cast<double>(kStudies));
  for (const double effect : {0.0, 1.0}) {
    const SequentialOutcome rates =
        CountSequentialOutcomes({5, 10, 15, 20}, effect, ReturnShape::kNormal, kStudies);
    EXPECT_GE(rates.covered_always, least) << effect;
    EXPECT_GE(rates.covered, rates.covered_always) << effect;
    EXPECT_GT(rates.covered, rates.naive_covered) << effect;
  }
}

TEST(FalseDecisions, WhoeverPeeksClaimsTooMuch) {
  const FalseDecisions rates =
      CountFalseDecisions({5, 10, 15, 20, 25, 30}, ReturnShape::kNormal, 2000);
  EXPECT_NEAR(rates.peeking, 0.15, 0.025);
}

}  // namespace
}  // namespace gaitbench
