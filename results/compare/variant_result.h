// What the runs of one variant on one environment say. Seeds are the unit: one number per run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/compare/metric.h"
#include "results/compare/names.h"
#include "results/statistics/intervals.h"

namespace gaitbench {

// A seed that is not in the mean, or is in it with a reservation, and why.
struct SeedNote {
  int64_t seed = 0;
  std::string note{};

  static constexpr const char* kSchemaName = "seed_note";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("seed", self.seed);
    visit("note", self.note);
  }
};

// One (environment, variant).
struct VariantResult {
  std::string environment{};
  std::string variant{};
  Metric statistic = Metric::kFinalMeanReturn;
  std::vector<int64_t> seeds{};   // finished, ascending
  std::vector<double> returns{};  // of those seeds, by the metric
  std::vector<SeedNote> diverged{}, unfinished{}, missing{}, unmeasured{};  // not in `returns`
  std::vector<std::string> flags{};  // sentences: what a reader must know beside the number
  bool of_evaluations = false;       // judged by evaluations in training
  // the first variant with the settings that act and the returns of this one; empty: none before
  std::string same_run_as{};
  int64_t num_iterations = 0;  // of the longest finished run
  double env_steps = 0;        // of the longest finished run

  // none without finished runs; the intervals none for a single one
  std::optional<double> mean{}, standard_deviation{}, median{}, interquartile_mean{};
  std::optional<Interval> mean_interval{}, median_interval{}, interquartile_mean_interval{};
  std::optional<Interval> mean_percentile_interval{}, mean_bca_interval{}, mean_student_interval{};

  // of the highest mean of an environment: the largest p of Welch's tests against the others, by
  // Holm over environments, and whether it is claimed to be best (claims.h)
  std::optional<double> p_best{};
  bool clearly_best = false;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("variant", self.variant);
    visit("name", DisplayName(self.variant), FieldInfo{"as shown to people"});
    visit("statistic", self.statistic, FieldInfo{"the number that stands for one run"});
    visit("unit", kReturnUnit);
    visit("num_iterations", self.num_iterations, FieldInfo{"of the longest finished run"});
    visit("env_steps", self.env_steps, FieldInfo{"of the longest finished run", "env steps"});
    visit("num_seeds", static_cast<int64_t>(self.seeds.size()));
    visit("seeds", self.seeds, FieldInfo{"finished"});
    visit("returns", self.returns, FieldInfo{"one per seed, in the order of seeds"});
    visit("mean", self.mean);
    visit("mean_interval", self.mean_interval, FieldInfo{"of the kind that the options name"});
    visit("mean_percentile_interval", self.mean_percentile_interval);
    visit("mean_bca_interval", self.mean_bca_interval);
    visit("mean_student_interval", self.mean_student_interval);
    visit("standard_deviation", self.standard_deviation);
    visit("median", self.median);
    visit("median_interval", self.median_interval);
    visit("interquartile_mean", self.interquartile_mean);
    visit("interquartile_mean_interval", self.interquartile_mean_interval);
    visit("p_best", IfPresent(self.p_best),
          FieldInfo{"of the highest mean: the largest p of Welch's tests against the others, by "
                    "Holm over environments"});
    visit("clearly_best", self.clearly_best,
          FieldInfo{"p_best is at most 1 - level, of three seeds or more, none of which diverged"});
    visit("diverged", self.diverged, FieldInfo{"not in returns"});
    visit("unfinished", self.unfinished, FieldInfo{"not in returns"});
    visit("missing", self.missing, FieldInfo{"not in returns"});
    visit("unmeasured", self.unmeasured, FieldInfo{"not in returns"});
    visit("flags", self.flags, FieldInfo{"what a reader must know beside the number"});
  }
};

}  // namespace gaitbench
