#include "results/paper/paper_figure_1.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

// the means of the bins' middles, which spec and paper agree on to a bin's width
TEST(PaperFigure1, Figure1HasFortyAgentsOnEachSide) {
  EXPECT_EQ(ThePapersFigure1().histograms.size(), 16u);
  for (const PaperHistogram& histogram : ThePapersFigure1().histograms) {
    const auto [returns, share] = histogram.survival();
    EXPECT_EQ(share.front(), 1);
    EXPECT_EQ(share.back(), 0);
    EXPECT_TRUE(std::is_sorted(share.rbegin(), share.rend()));
    double mean = returns.front();  // the area under 1 - CDF, trapezoids: bins are uniform inside
    for (size_t i = 1; i < returns.size(); ++i)
      mean += (returns[i] - returns[i - 1]) * (share[i] + share[i - 1]) / 2;
    if (histogram.robot == "Walker2d" && histogram.factor == "reward_scaling") {
      EXPECT_NEAR(mean, histogram.on ? 3455 : 2873, 0.5);
    }
  }
  EXPECT_NE(FindInFigure1("Walker2d-v4", "annealing", true), nullptr);
  EXPECT_EQ(FindInFigure1("Hopper-v2", "annealing", true), nullptr);
}

}  // namespace
}  // namespace gaitbench
