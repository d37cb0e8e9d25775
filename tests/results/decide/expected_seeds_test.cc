#include "results/decide/expected_seeds.h"

#include <cmath>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

constexpr int64_t kStudies = 3000;

SequentialDesign Design(QuestionTest test, std::vector<std::string> of,
                        std::vector<std::string> variants, std::vector<int64_t> looks) {
  return {.question = {.test = test, .of = std::move(of)},
          .variants = std::move(variants),
          .environments = {{.environment = "e", .looks = std::move(looks)}}};
}

std::vector<ExpectedSeeds> Expect(const SequentialDesign& design) {
  return ExpectSeeds(design, design.environments[0], {0, 0.8, 1.5}, kStudies);
}

// Six looks at 5 to 30 seeds: false claims 0.05; 0.8 standard deviations are found with power 0.85
// after 23 seeds of each on average.
TEST(ExpectedSeeds, OfADifference) {
  const auto expected =
      Expect(Design(QuestionTest::kDifference, {"a", "b"}, {"a", "b"}, {5, 10, 15, 20, 25, 30}));
  EXPECT_NEAR(expected[0].decided, 0.05, 0.012);
  EXPECT_NEAR(expected[1].decided, 0.85, 0.02);
  EXPECT_NEAR(expected[1].expected_seeds, 23, 0.7);
  EXPECT_GT(expected[2].decided, 0.99);
  EXPECT_LT(expected[2].expected_seeds, 16);
}

TEST(ExpectedSeeds, OfTheOtherQuestionsToo) {
  const std::vector<std::string> four = {"a=off+b=off", "a=off+b=on", "a=on+b=off", "a=on+b=on"};
  const std::vector<int64_t> looks = {4, 8, 12};
  const auto claim = Expect(Design(QuestionTest::kTwoByTwo, {}, four, looks));
  const auto effect = Expect(Design(QuestionTest::kEffect, {"b"}, four, looks));
  const auto together = Expect(Design(QuestionTest::kEffect, {"a", "b"}, four, looks));
  const auto ranking = Expect(Design(QuestionTest::kRanking, {}, {"x", "y", "z"}, looks));
  const double most = 0.05 + 3 * std::sqrt(0.05 * 0.95 / kStudies);
  for (const auto& expected : {claim, effect, together, ranking}) {
    EXPECT_LE(expected[0].decided, most);
    EXPECT_GT(expected[2].decided, 0.7);
    EXPECT_LT(expected[2].expected_seeds, expected[1].expected_seeds);
  }
  // a grid's effect has all four cells' seeds: 12 of each are 24 against 24
  EXPECT_NEAR(effect[0].decided, 0.05, 0.012);
  EXPECT_NEAR(together[1].decided, effect[1].decided, 0.04);
  EXPECT_GT(effect[1].decided, claim[1].decided);
}

}  // namespace
}  // namespace gaitbench
