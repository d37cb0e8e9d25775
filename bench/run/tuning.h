// What a study selects: of each environment and variant the candidate with the best mean return
// over the tuning seeds, as the learning rates of Engstrom et al. 2020, figure 1, but on seeds that
// are not reported.
#pragma once

#include <cmath>
#include <filesystem>
#include <vector>

#include "bench/study/plan.h"
#include "results/compare/metric.h"

namespace gaitbench {

std::filesystem::path TuningDirectory(const std::filesystem::path& directory);

struct Choice {
  std::string environment, variant;
  std::vector<double> means;  // of each candidate; NaN where a seed diverged or was not measured
  size_t chosen = 0;          // the first where no candidate has a mean

  bool HasMean() const { return !std::isnan(means[chosen]); }
};

// Reads the tuning runs' logs and gives plan.reporting the settings of the chosen candidates. None
// if a tuning run has not finished.
std::optional<std::vector<Choice>> ChooseCandidates(const std::filesystem::path& directory,
                                                    const ComparisonOptions& options, Plan& plan);

// DIR/tuning.json
nlohmann::ordered_json ToJson(const std::vector<Choice>& choices, const Plan& plan);

}  // namespace gaitbench
