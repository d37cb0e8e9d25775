#include "results/statistics/number_text.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(NumberText, NumbersAreRoundedToWhatTheIntervalSupports) {
  EXPECT_EQ(Decimals(2513, Interval{2391, 2632}), 0);
  EXPECT_EQ(Decimals(18.3, Interval{17.1, 20}), 1);
  EXPECT_EQ(Decimals(0.5, Interval{0.45, 0.55}), 2);
  EXPECT_EQ(Decimals(1234.5, std::nullopt), 0);
  EXPECT_EQ(Decimals(0.012345, std::nullopt), 5);
  EXPECT_EQ(FixedText(-0.001, 1), "0.0");
  EXPECT_EQ(FixedText(-12.25, 1), "-12.2");
  EXPECT_EQ(FixedText(-1.2345678e308, 1), "-1.235e+308");
  EXPECT_EQ(ExactText(0.1), "0.1");
}

TEST(NumberText, WidthsCountCharactersNotBytes) {
  EXPECT_EQ(Width("é¹–"), 3u);
  EXPECT_EQ(PadLeft("¹", 3), "  ¹");
  EXPECT_EQ(Superscript(10), "¹⁰");
}

TEST(NumberText, CountsHaveCommasWhereTheyAreWhole) {
  EXPECT_EQ(CountText(999'424), "999,424");
  EXPECT_EQ(CountText(-1'000), "-1,000");
  EXPECT_EQ(CountText(-100), "-100");
  EXPECT_EQ(CountText(1.5), "1.5");
}

TEST(NumberText, AnEstimateHasItsIntervalWhereThereIsOne) {
  EXPECT_EQ(EstimateText(12.34, Interval{11, 13.5}, 1), "12.3 [11.0, 13.5]");
  EXPECT_EQ(EstimateText(12.34, std::nullopt, 1), "12.3");
}

TEST(NumberText, PercentHasAtMostTwoDecimals) {
  EXPECT_EQ(PercentText(0.95), "95 %");
  EXPECT_EQ(PercentText(0.9999), "99.99 %");
}

TEST(NumberText, OneIsNotSeveral) {
  EXPECT_EQ(Counted(1, "run"), "1 run");
  EXPECT_EQ(Counted(0, "run"), "0 runs");
  EXPECT_EQ(Counted(12'000, "policy", "policies"), "12,000 policies");
}

}  // namespace
}  // namespace gaitbench
