#include "results/statistics/hypothesis_tests.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using V = std::vector<double>;

// means 2 and 5, variances 1 and 1, n = 3: t = -3 / sqrt(2/3), 4 degrees of freedom
TEST(HypothesisTests, WelchByHand) {
  const auto welch = WelchTest(V{1, 2, 3}, V{4, 5, 6});
  EXPECT_NEAR(welch->t, -3 / std::sqrt(2.0 / 3.0), 1e-14);
  EXPECT_NEAR(welch->degrees_of_freedom, 4, 1e-12);
  EXPECT_NEAR(welch->p, 0.0213, 1e-4);
}

TEST(HypothesisTests, WelchIsNoneWhereNothingVariesOrOneSeedStandsAlone) {
  EXPECT_FALSE(WelchTest(V{1, 1}, V{2, 2}).has_value());
  EXPECT_FALSE(WelchTest(V{1}, V{2, 3}).has_value());
  EXPECT_TRUE(WelchTest(V{1, 1}, V{2, 3}).has_value());
}

// of the 20 ways to choose 3 of 6, one has U = 9 and one U = 0
TEST(HypothesisTests, MannWhitneyByHand) {
  const MannWhitneyResult result = MannWhitneyTest(V{4, 5, 6}, V{1, 2, 3});
  EXPECT_EQ(result.u, 9);
  EXPECT_TRUE(result.exact);
  EXPECT_NEAR(result.p, 2.0 / 20, 1e-14);
  EXPECT_NEAR(MannWhitneyTest(V{6, 7, 8}, V{1, 2, 3, 4, 5}).p, 2.0 / 56, 1e-14);
  EXPECT_NEAR(MannWhitneyTest(V{4, 7, 8}, V{1, 2, 3, 5, 6}).p, 2 * 4.0 / 56, 1e-14);
  EXPECT_NEAR(MannWhitneyTest(V{4, 5, 6}, V{1, 2, 7}).p, 2 * 7.0 / 20,
              1e-14);  // U = 6: 7 ways for 6 or more
}

TEST(HypothesisTests, AllTiedIsNoEvidence) {
  EXPECT_EQ(MannWhitneyTest(V{1, 1, 1}, V{1, 1}).p, 1);
  EXPECT_EQ(PermutationTest(V{1, 1, 1}, V{1, 1}, {}).p, 1);
}

TEST(HypothesisTests, PermutationByHand) {
  const PermutationResult exact = PermutationTest(V{4, 5, 6}, V{1, 2, 3}, {});
  EXPECT_TRUE(exact.exact);
  EXPECT_EQ(exact.permutations, 20);
  EXPECT_NEAR(exact.p, 2.0 / 20, 1e-14);
}

TEST(HypothesisTests, RandomPermutationsComeNearTheExactValueAndNeverReachZero) {
  const V a = {3, 9, 4, 7, 8, 2}, b = {1, 2, 6, 5, 0, 3};  // 924 permutations
  const double exact = PermutationTest(a, b, {.resamples = 1000}).p;
  const PermutationResult random = PermutationTest(a, b, {.resamples = 900});
  EXPECT_FALSE(random.exact);
  EXPECT_NEAR(random.p, exact, 0.05);
  EXPECT_GT(PermutationTest(V{1, 2, 3, 4, 5, 6, 7, 8}, V{101, 102, 103, 104, 105, 106, 107, 108},
                            {.resamples = 200})
                .p,
            0);
}

TEST(HypothesisTests, TestsAreSymmetric) {
  const V a = {3, 9, 4, 7, 8.5, 2}, b = {1, 2.5, 6, 5};
  EXPECT_NEAR(WelchTest(a, b)->p, WelchTest(b, a)->p, 1e-15);
  EXPECT_EQ(MannWhitneyTest(a, b).p, MannWhitneyTest(b, a).p);
  EXPECT_NEAR(PermutationTest(a, b, {}).p, PermutationTest(b, a, {}).p, 1e-15);
}

TEST(HypothesisTests, HolmByHand) {
  const V adjusted = HolmAdjusted(V{0.01, 0.04, 0.03, 0.005});
  EXPECT_NEAR(adjusted[3], 0.02, 1e-15);  // 4 x 0.005
  EXPECT_NEAR(adjusted[0], 0.03, 1e-15);  // 3 x 0.01
  EXPECT_NEAR(adjusted[2], 0.06, 1e-15);  // 2 x 0.03
  EXPECT_NEAR(adjusted[1], 0.06, 1e-15);  // not below the one before it
  EXPECT_EQ(HolmAdjusted(V{0.9, 0.8}), (V{1, 1}));
  EXPECT_TRUE(HolmAdjusted(V{}).empty());
}

TEST(HypothesisTests, ATestThatIsNotDefinedBelongsToItsFamilyAndGetsNoP) {
  std::optional<double> first, undefined, last;
  CorrectTogether(std::vector<TestOfFamily>{{0.01, &first}, {{}, &undefined}, {0.04, &last}});
  EXPECT_NEAR(*first, 0.03, 1e-15);
  EXPECT_NEAR(*last, 0.08, 1e-15);
  EXPECT_FALSE(undefined);
}

// False alarms where nothing differs, over simulated pairs of 10 seeds: about 5 % at level 0.05.
TEST(HypothesisTests, ErrorsOfTheFirstKindAreAsOftenAsTheLevelSays) {
  constexpr int kPairs = 2000;
  std::mt19937_64 random(21);
  std::normal_distribution<double> normal(0, 1);
  double welch = 0, mann_whitney = 0, permutation = 0, interval = 0;
  for (int i = 0; i < kPairs; ++i) {
    V a(10), b(10);
    for (double& value : a) value = normal(random);
    for (double& value : b) value = 3 * normal(random);
    const BootstrapOptions options{.resamples = 400, .seed = i};
    welch += WelchTest(a, b)->p < 0.05;
    mann_whitney += MannWhitneyTest(a, b).p < 0.05;
    permutation += PermutationTest(a, b, options).p < 0.05;
    interval += !MeanDifferenceInterval(a, b, options)->Contains(0);
  }
  std::printf(
      "  false alarms at 0.05, n = 10, deviations 1 and 3: Welch %.3f, Mann-Whitney %.3f, "
      "permutation %.3f, "
      "bootstrap interval %.3f\n",
      welch / kPairs, mann_whitney / kPairs, permutation / kPairs, interval / kPairs);
  EXPECT_NEAR(welch / kPairs, 0.05, 0.015);
  EXPECT_NEAR(mann_whitney / kPairs, 0.06, 0.02);
  EXPECT_NEAR(permutation / kPairs, 0.055, 0.02);
  EXPECT_NEAR(interval / kPairs, 0.08,
              0.025);  // the percentile interval of 10 is too short: said aloud in tables
}

}  // namespace
}  // namespace gaitbench
