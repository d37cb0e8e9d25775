#include "algos/kernels/line_search.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace gaitbench {
namespace {

constexpr LineSearchOptions kOptions = {
    .max_steps = 5, .shrink = 0.5, .accept_ratio = 0.1, .max_kl = 0.02};

// Gives each trial in turn and keeps the scales that were asked for.
struct Trials {
  std::vector<TrialStep> steps;
  std::vector<double> scales = {};

  LineSearchResult Search(double predicted_gain, const LineSearchOptions& options = kOptions) {
    return LineSearch(options, predicted_gain, [this](double scale) {
      scales.push_back(scale);
      return steps.at(scales.size() - 1);
    });
  }
};

TEST(LineSearchTest, TheFullStepIsTakenWhereItGains) {
  Trials trials = {{{.gain = 1, .kl = 0.01}}};
  const LineSearchResult result = trials.Search(1);
  EXPECT_EQ(result.scale, 1);
  EXPECT_EQ(result.backtracks, 0);
  EXPECT_EQ(trials.scales, std::vector<double>{1});
}

TEST(LineSearchTest, EachRefusalShrinksTheStep) {
  Trials trials = {{{-1, 0.01}, {0, 0.01}, {1, 0.03}, {1, 0.02}}};
  const LineSearchResult result = trials.Search(1);
  EXPECT_EQ(result.scale, 0.125);
  EXPECT_EQ(result.backtracks, 3);
  EXPECT_EQ(trials.scales, (std::vector<double>{1, 0.5, 0.25, 0.125}));
}

TEST(LineSearchTest, NothingIsTakenWhereEveryTrialFails) {
  Trials trials = {std::vector<TrialStep>(5, {.gain = -1, .kl = 0})};
  const LineSearchResult result = trials.Search(1);
  EXPECT_EQ(result.scale, 0);
  EXPECT_EQ(result.backtracks, 5);
  EXPECT_EQ(trials.scales.size(), 5);
}

TEST(LineSearchTest, NanIsRefused) {
  Trials trials = {{{NAN, 0.01}, {1, NAN}, {NAN, NAN}, {1, 0.01}}};
  EXPECT_EQ(trials.Search(1).backtracks, 3);
  Trials unpredicted = {std::vector<TrialStep>(5, {.gain = 1, .kl = 0.01})};
  EXPECT_EQ(unpredicted.Search(NAN).scale, 0);
}

TEST(LineSearchTest, TheKlBoundIsInclusiveAndWithoutSlack) {
  Trials at_bound = {{{1, 0.02}}};
  EXPECT_EQ(at_bound.Search(1).scale, 1);
  Trials beyond = {{{1, std::nextafter(0.02, 1)}, {1, 0.01}}};
  EXPECT_EQ(beyond.Search(1).scale, 0.5);
}

// gain / (scale x predicted) must exceed the ratio; 0.125 and 0.25 are exact in binary
TEST(LineSearchTest, TheAcceptRatioCountsTheShrunkenPrediction) {
  LineSearchOptions options = kOptions;
  options.accept_ratio = 0.25;
  Trials at_ratio = {{{1, 0}, {0.5, 0}, {0.25, 0}, {0.125, 0}, {0.0625, 0}}};
  EXPECT_EQ(at_ratio.Search(4, options).scale, 0);
  Trials above = {{{1, 0}, {std::nextafter(0.5, 1), 0}}};
  EXPECT_EQ(above.Search(4, options).scale, 0.5);
}

TEST(LineSearchTest, ItSaysWhyItEnded) {
  Trials gains = {{{-1, 0.01}, {1, 0.01}}};
  const LineSearchResult accepted = gains.Search(1);
  EXPECT_EQ(accepted.status, LineSearchStatus::kAccepted);
  EXPECT_EQ(accepted.message, "gain 1, KL 0.01 at scale 0.5");
  Trials loses = {std::vector<TrialStep>(5, {.gain = -1, .kl = 0.5})};
  const LineSearchResult refused = loses.Search(1);
  EXPECT_EQ(refused.status, LineSearchStatus::kRefused);
  EXPECT_EQ(refused.message, "gain -1, KL 0.5 in the last of 5 trials");
  Trials nans = {std::vector<TrialStep>(5, {.gain = 1, .kl = NAN})};
  EXPECT_EQ(nans.Search(1).status, LineSearchStatus::kNotFinite);
}

TEST(LineSearchTest, NothingIsTriedWithoutAPredictedGain) {
  for (double predicted : {0.0, -1.0, double{NAN}, double{INFINITY}}) {
    Trials untried = {{}};
    const LineSearchResult result = untried.Search(predicted);
    EXPECT_EQ(result.scale, 0);
    EXPECT_EQ(result.backtracks, 5);
    EXPECT_EQ(result.status, std::isfinite(predicted) ? LineSearchStatus::kNoAscent
                                                      : LineSearchStatus::kNotFinite);
  }
}

}  // namespace
}  // namespace gaitbench
