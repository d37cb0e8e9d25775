// How often intervals hold the truth, over made-up samples whose truth is known.
#pragma once

#include <array>
#include <cstdint>

#include "results/compare/shown_interval.h"
#include "results/paper/paper_indices.h"
#include "results/statistics/contrasts.h"
#include "tests/results/made_up_returns.h"

namespace gaitbench {

inline bool Covers(const std::optional<Interval>& interval, double truth) {
  return interval && interval->Contains(truth);
}

// Of 95 % intervals: Student's and Welch's t, and percentile bootstrap with the paper's number of
// resamples.
struct Coverage {
  double mean = 0, mean_percentile = 0;
  double difference = 0, difference_percentile = 0;  // spreads alike
  double unlike = 0, unlike_percentile = 0;          // the spread of one twice that of the other
  double effect = 0;                                 // of a factor of a 2^3 grid
};

inline Coverage CountCoverage(size_t num_seeds, ReturnShape shape, int64_t samples) {
  const ComparisonOptions by_t,
      by_bootstrap{.intervals = IntervalKind::kPercentile, .resamples = 1000};
  constexpr size_t kFactor = 0, kCells = 8;
  Resampler random(static_cast<int64_t>(num_seeds));
  const double share = 1 / static_cast<double>(samples);
  Coverage rates;
  for (int64_t i = 0; i < samples; ++i) {
    const std::vector<double> a = Draw(shape, num_seeds, random),
                              b = Draw(shape, num_seeds, random);
    std::vector<double> wide = b;
    for (double& value : wide) value *= 2;
    GridReturns grid(num_seeds);
    for (auto& cells : grid) cells = Draw(shape, kCells, random);
    rates.mean += share * Covers(MeanInterval(a, by_t), 0);
    rates.mean_percentile += share * Covers(MeanInterval(a, by_bootstrap), 0);
    rates.difference += share * Covers(DifferenceInterval(a, b, by_t), 0);
    rates.difference_percentile += share * Covers(DifferenceInterval(a, b, by_bootstrap), 0);
    rates.unlike += share * Covers(DifferenceInterval(a, wide, by_t), 0);
    rates.unlike_percentile += share * Covers(DifferenceInterval(a, wide, by_bootstrap), 0);
    rates.effect +=
        share * Covers(EstimateContrast(grid, {&kFactor, 1}, by_t.interval).interval, 0);
  }
  return rates;
}

// True means of a 2x2 in standard deviations, and what they make.
struct TrueTwoByTwo {
  const char* name = "";
  double y00 = 0, y01 = 0, y10 = 0, y11 = 0;
  double rows = 0, columns = 0, interaction = 0;
  double aai = 0, acli = 0;
};

inline constexpr std::array kTrueTwoByTwos = {
    TrueTwoByTwo{"all alike"},
    TrueTwoByTwo{.name = "the columns make 1 sd", .y00 = 1, .y10 = 1, .columns = 1, .acli = 1},
    TrueTwoByTwo{.name = "one corner is 2 sd above",
                 .y00 = 2,
                 .rows = 1,
                 .columns = 1,
                 .interaction = 1,
                 .aai = 2,
                 .acli = 2}};

struct TwoByTwoCoverage {
  double contrasts = 0;  // S, C and I, of all three
  double excess = 0;     // ACLI - AAI
  double aai = 0, acli = 0;
};

inline TwoByTwoCoverage CountTwoByTwoCoverage(const TrueTwoByTwo& truth, size_t num_seeds,
                                              ReturnShape shape, int64_t samples) {
  Resampler random(static_cast<int64_t>(num_seeds));
  const double share = 1 / static_cast<double>(samples);
  const auto estimate = [&](double mean) {
    MeanEstimate drawn = EstimateMean(Draw(shape, num_seeds, random));
    drawn.value += mean;
    return drawn;
  };
  TwoByTwoCoverage rates;
  for (int64_t i = 0; i < samples; ++i) {
    const TwoByTwoMeans means = {
        {{estimate(truth.y00), estimate(truth.y01)}, {estimate(truth.y10), estimate(truth.y11)}}};
    const TwoByTwo drawn = EstimateTwoByTwo({}, means, 0.95);
    const std::vector<PaperIndex> indices = PaperIndices(drawn);
    rates.contrasts +=
        share / 3 *
        (Covers(drawn.rows.interval, truth.rows) + Covers(drawn.columns.interval, truth.columns) +
         Covers(drawn.interaction.interval, truth.interaction));
    rates.aai += share * Covers(indices[0].interval, truth.aai);
    rates.acli += share * Covers(indices[1].interval, truth.acli);
    rates.excess += share * Covers(indices[2].interval, truth.acli - truth.aai);
  }
  return rates;
}

}  // namespace gaitbench
