// The number that stands for one run, and the options of a comparison: the key "compare" of a
// study.
#pragma once

#include <cstdint>
#include <string>

#include "results/compare/two_by_two_design.h"
#include "results/log/json_fields.h"
#include "results/log/run_log.h"
#include "results/statistics/intervals.h"

namespace gaitbench {

inline constexpr FixedWord kReturnUnit = "return";

enum class Metric {
  kFinalMeanReturn,
  kLastEpisodesMeanReturn,
  kMaxMeanReturn,
  kEvaluationMeanReturn
};

constexpr auto Names(Metric) {
  return std::array{std::pair{Metric::kFinalMeanReturn, "final_mean_return"},
                    std::pair{Metric::kLastEpisodesMeanReturn, "last_episodes_mean_return"},
                    std::pair{Metric::kMaxMeanReturn, "max_mean_return"},
                    std::pair{Metric::kEvaluationMeanReturn, "evaluation_mean_return"}};
}

enum class IntervalKind { kStudent, kPercentile };

constexpr auto Names(IntervalKind) {
  return std::array{std::pair{IntervalKind::kStudent, "student_t"},
                    std::pair{IntervalKind::kPercentile, "percentile_bootstrap"}};
}

struct ComparisonOptions {
  Metric statistic = Metric::kFinalMeanReturn;
  int64_t last_iterations = kFinalIterations;
  int64_t last_episodes = 100;
  double interval = 0.95;
  IntervalKind intervals = IntervalKind::kStudent;
  int64_t resamples = 10'000;
  int64_t seed = 0;
  int64_t enough_seeds = 10;
  bool published = false;
  TwoByTwoDesign two_by_two{};

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
    visit(
        "intervals", self.intervals,
        FieldInfo{"of means and their differences: Student's and Welch's t, or the paper's kind"});
    visit("resamples", self.resamples,
          FieldInfo{"bootstrap resamples", {}, 100, 1e7, "the paper: 1,000"});
    visit("seed", self.seed, FieldInfo{"of the bootstrap", {}, 0, 1e15});
    visit("enough_seeds", self.enough_seeds,
          FieldInfo{"fewer seeds than this are said aloud", "seeds", 1, kMany,
                    "Agarwal et al. 2021, arXiv:2108.13264"});
    visit("published", self.published, FieldInfo{"numbers of the paper and of others beside ours"});
    visit("two_by_two", self.two_by_two,
          FieldInfo{"four variants that cross two factors; left out where one has no runs"});
  }
};

// The metric's number of one run; NaN where no episode was completed or none evaluated.
double RunReturn(const RunLog& log, const ComparisonOptions& options);

// Which returns the runs of a comparison are judged by (JudgedColumn), some by these and some by
// those.
struct Judged {
  bool by_iterations = false, by_evaluations = false;

  void Add(bool of_evaluations) { (of_evaluations ? by_evaluations : by_iterations) = true; }
  bool both() const { return by_iterations && by_evaluations; }
};

// "mean of the last 5 iterations' mean returns"
std::string MetricDescription(const ComparisonOptions& options, Judged judged);

// What its number is of a run with evaluations in training (EvaluationRecord), beside runs without;
// empty where it is the same.
std::string EvaluationNote(const ComparisonOptions& options);

// What a reader must know of the metric itself; empty where there is nothing.
std::string MetricWarning(Metric metric);

}  // namespace gaitbench
