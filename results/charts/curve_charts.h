// Charts over env steps or seconds: a column of the run logs, its mean over seeds and its single
// seeds.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "results/charts/charts.h"

namespace gaitbench {

inline constexpr std::array<std::string_view, 4> kTrustRegionColumns = {
    "mean_kl", "heldout_mean_kl", "max_ratio", "heldout_max_ratio"};

// Learners differ in what an env step costs them: of several, or of one that evaluates its policy
// while it trains, returns are shown over seconds too.
bool AreShownOverSeconds(std::span<const RunLog> logs);

// Returns with a band, per environment one chart over env steps and maybe one over seconds, each of
// no more points.
std::vector<Chart> ReturnCharts(std::span<const RunLog> logs, const Tables& tables,
                                size_t most_points);

// KL and ratios, in training and held out, as they are and as the paper shows them, where measured.
std::vector<Chart> TrustRegionCharts(std::span<const RunLog> logs, const Tables& tables,
                                     size_t most_points);

}  // namespace gaitbench
