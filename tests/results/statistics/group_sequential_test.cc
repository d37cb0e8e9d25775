#include "results/statistics/group_sequential.h"

#include <cmath>

#include <gtest/gtest.h>

#include "results/statistics/distributions.h"
#include "results/statistics/resampling.h"
#include "results/statistics/welch.h"

namespace gaitbench {
namespace {

std::vector<double> EvenlySpaced(int looks) {
  std::vector<double> information;
  for (int k = 1; k <= looks; ++k) information.push_back(static_cast<double>(k) / looks);
  return information;
}

double ConstantOf(int looks, double alpha) {
  return OBrienFlemingBounds(EvenlySpaced(looks), alpha).back().z;
}

// Jennison & Turnbull 2000, Group Sequential Methods, table 2.3
TEST(GroupSequential, BoundsAreThoseOfThePublishedTable) {
  struct Row {
    int looks;
    double at_0_1, at_0_05, at_0_01;
  };
  for (const auto& [looks, at_0_1, at_0_05, at_0_01] :
       {Row{1, 1.645, 1.960, 2.576}, Row{2, 1.678, 1.977, 2.580}, Row{3, 1.710, 2.004, 2.595},
        Row{4, 1.733, 2.024, 2.609}, Row{5, 1.751, 2.040, 2.621}, Row{10, 1.801, 2.087, 2.660}}) {
    EXPECT_NEAR(ConstantOf(looks, 0.1), at_0_1, 6e-4) << looks;
    EXPECT_NEAR(ConstantOf(looks, 0.05), at_0_05, 6e-4) << looks;
    EXPECT_NEAR(ConstantOf(looks, 0.01), at_0_01, 6e-4) << looks;
  }
}

TEST(GroupSequential, EarlyLooksAskForMore) {
  const std::vector<SequentialBound> bounds = OBrienFlemingBounds(EvenlySpaced(4), 0.05);
  for (size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(bounds[k].z, bounds[3].z * std::sqrt(4.0 / static_cast<double>(k + 1)), 1e-12);
    EXPECT_NEAR(bounds[k].p, 2 * NormalCdf(-bounds[k].z), 1e-15);
  }
}

// Armitage, McPherson & Rowe 1969, table 2: significance at 5 % at some of so many even looks
TEST(GroupSequential, WhoLooksAgainAndAgainClaimsTooMuch) {
  const std::vector<std::pair<int, double>> table = {
      {1, 0.05}, {2, 0.083}, {3, 0.107}, {5, 0.142}, {10, 0.193}};
  for (const auto& [looks, chance] : table) {
    const std::vector<double> z(static_cast<size_t>(looks), -NormalQuantile(0.025));
    EXPECT_NEAR(CrossingProbability(EvenlySpaced(looks), z), chance, 6e-4) << looks;
  }
}

TEST(GroupSequential, UnevenLooksKeepTheSizeToo) {
  const std::vector<double> information = {0.1, 0.15, 0.7, 0.99, 1};
  std::vector<double> z;
  for (const SequentialBound& bound : OBrienFlemingBounds(information, 0.05)) z.push_back(bound.z);
  EXPECT_NEAR(CrossingProbability(information, z), 0.05, 1e-7);
}

// What a first look at next to nothing adds is next to nothing.
TEST(GroupSequential, LooksMayBeVeryEarlyAndVeryLate) {
  EXPECT_NEAR(OBrienFlemingBounds(std::vector<double>{1e-5, 1}, 0.05).back().z, 1.95996, 1e-5);
  EXPECT_NEAR(OBrienFlemingBounds(std::vector<double>{0.9999, 1}, 0.05).back().z, 1.960, 5e-3);
  EXPECT_NEAR(OBrienFlemingBounds(std::vector<double>{1}, 0.05).back().z, 1.95996, 1e-5);
}

// The bounds as levels of Welch's p, for few seeds: 3 x 3, 4 x 5 and 6 x 5 of each of two variants.
TEST(GroupSequential, WelchsTestKeepsTheSizeAtFewSeeds) {
  constexpr int kStudies = 6000;
  constexpr double kAlpha = 0.05;
  for (const auto& [looks, per_look] : {std::pair<int, int>{3, 3}, {4, 5}, {6, 5}}) {
    const std::vector<SequentialBound> bounds = OBrienFlemingBounds(EvenlySpaced(looks), kAlpha);
    Resampler random(looks);
    int claimed = 0;
    for (int study = 0; study < kStudies; ++study) {
      std::vector<double> a, b;
      for (const SequentialBound& bound : bounds) {
        for (int i = 0; i < per_look; ++i) {
          a.push_back(random.Normal());
          b.push_back(2 * random.Normal());
        }
        const MeanEstimate difference = MeanDifference(EstimateMean(a), EstimateMean(b));
        if (*difference.p_two_sided() > bound.p) continue;
        ++claimed;
        break;
      }
    }
    const double deviation = std::sqrt(kAlpha * (1 - kAlpha) / kStudies);
    EXPECT_NEAR(static_cast<double>(claimed) / kStudies, kAlpha, 3 * deviation + 0.003)
        << looks << " looks of " << per_look;
  }
}

}  // namespace
}  // namespace gaitbench
