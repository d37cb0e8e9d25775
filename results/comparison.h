// Run logs -> what can be said of each (environment, variant): the return at the end of training
// over seeds, with intervals, and aloud whatever weakens it. Seeds are the unit: one number per
// run.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/intervals.h"
#include "results/json_fields.h"
#include "results/run_log.h"

namespace gaitbench {

// One number per run.
enum class Metric { kFinalMeanReturn, kLastEpisodesMeanReturn, kMaxMeanReturn };

constexpr auto Names(Metric) {
  return std::array{std::pair{Metric::kFinalMeanReturn, "final_mean_return"},
                    std::pair{Metric::kLastEpisodesMeanReturn, "last_episodes_mean_return"},
                    std::pair{Metric::kMaxMeanReturn, "max_mean_return"}};
}

// The key "compare" of a study.
struct ComparisonOptions {
  Metric statistic = Metric::kFinalMeanReturn;
  int64_t last_iterations = kFinalIterations;
  int64_t last_episodes = 100;
  double interval = 0.95;
  int64_t resamples = 10'000;
  int64_t seed = 0;
  int64_t enough_seeds = 10;

  BootstrapOptions Bootstrap() const { return {resamples, interval, seed}; }

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kMany = 1e9;
    visit("statistic", self.statistic, FieldInfo{"the number that stands for one run"});
    visit("last_iterations", self.last_iterations,
          FieldInfo{"final_mean_return: over this many last iterations", "iterations", 1, kMany,
                    "MadryLab/implementation-matters, run.py: 5_rewards"});
    visit("last_episodes", self.last_episodes,
          FieldInfo{
              "last_episodes_mean_return: over the last iterations that hold this many episodes",
              "episodes", 1, kMany});
    visit("interval", self.interval, FieldInfo{"level of confidence intervals", {}, 0.5, 0.9999});
    visit("resamples", self.resamples,
          FieldInfo{"bootstrap resamples", {}, 100, 1e7, "the paper: 1,000"});
    visit("seed", self.seed, FieldInfo{"of the bootstrap", {}, 0, 1e15});
    visit("enough_seeds", self.enough_seeds,
          FieldInfo{"fewer seeds than this are said aloud", "seeds", 1, kMany,
                    "Agarwal et al. 2021, arXiv:2108.13264"});
  }
};

// A seed that is not in the mean, or is in it with a reservation, and why.
struct SeedNote {
  int64_t seed = 0;
  std::string note;
};

// One (environment, variant).
struct VariantResult {
  std::string environment;
  std::string variant;
  std::vector<int64_t> seeds;   // finished, ascending
  std::vector<double> returns;  // of those seeds, by the metric
  std::vector<SeedNote> diverged, unfinished, missing;
  std::vector<std::string> flags;  // sentences: what a reader must know beside the number
  int64_t num_iterations = 0;      // of the longest run
  double env_steps = 0;            // of the longest run

  // none without finished runs; the intervals none for a single one
  std::optional<double> mean, standard_deviation, median, interquartile_mean;
  std::optional<Interval> mean_interval, median_interval, interquartile_mean_interval;
  std::optional<Interval> mean_bca_interval, mean_student_interval;
};

// AAI or ACLI of one environment (paper_indices.h).
struct PaperIndex {
  std::string environment;
  std::string name;  // "AAI", "ACLI"
  double value = 0;
  std::optional<Interval> interval;
  std::vector<std::pair<std::string, double>> terms;  // "PPO - TRPO+": signed difference of means
};

struct Comparison {
  ComparisonOptions options;
  std::vector<std::string> environments;  // in order of first appearance in the logs
  std::vector<std::string> variants;      // named ones in the paper's order, then the others
  std::vector<VariantResult> results;     // by environment, then variant
  std::vector<PaperIndex> indices;
  nlohmann::ordered_json provenance;  // key -> the distinct values over all runs

  // null where no such run was begun
  const VariantResult* Find(std::string_view environment, std::string_view variant) const;
};

// The metric's number of one run; NaN where no episode was completed.
double RunReturn(const RunLog& log, const ComparisonOptions& options);

// "mean of the last 5 iterations' mean returns"
std::string MetricDescription(const ComparisonOptions& options);

Comparison CompareRuns(std::span<const RunLog> logs, const ComparisonOptions& options);

// Whether the intervals of the difference of means to every other variant of the environment
// exclude 0, `result` having the highest mean.
bool IsClearlyBest(const Comparison& comparison, const VariantResult& result);

nlohmann::ordered_json ToJson(const Comparison& comparison);

}  // namespace gaitbench
