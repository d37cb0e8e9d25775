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

std::filesystem::path TuningFile(const std::filesystem::path& directory);  // what was chosen

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

// An entry of DIR/tuning.json, for people: what was chosen for a variant on an environment.
struct TuningEntry {
  std::string environment{}, variant{}, chosen{};
  nlohmann::ordered_json mean_returns{};  // of each candidate by its name

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("variant", self.variant);
    visit("chosen", self.chosen);
    visit("mean_returns", self.mean_returns);
  }
};

void WriteTuning(const std::filesystem::path& directory, const std::vector<Choice>& choices,
                 const Plan& plan);

// Empty where the study of DIR selects nothing. Throws ConfigError where somebody damaged the file.
std::vector<TuningEntry> ReadTuning(const std::filesystem::path& directory);

}  // namespace gaitbench
