// What a grid over settings says of tuning: on each environment the best setting against the one
// that is best over all environments, and the two summaries of Adkins, Bowling & White 2024
// (arXiv:2412.07165). Of an algorithm's settings h on environments e, with the mean return p(e, h):
//   score(e, h) = (p(e, h) - p5(e)) / (p95(e) - p5(e)), percentiles over all algorithms' settings
//     (equation 1);
//   sensitivity = mean over e of max over h of score - max over h of mean over e of score
//     (equation 2): what tuning each environment by itself gains over one setting h* for all;
//   effective dimensionality: the fewest settings to tune for each environment, the others left as
//     in h*, so that the mean score is 95 % of that of tuning all (section 5).
// They take the area under the curve for p, we what the study takes for a run. As maxima over means
// of few seeds, best returns and sensitivity are biased upward.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/compare/score_scale.h"

namespace gaitbench {

// An algorithm at one setting, "ppo+clip_range=0.1".
struct GridName {
  std::string algorithm{};  // "ppo"; empty: the study's base
  std::string setting{};    // "clip_range=0.1"
};
GridName SplitGridName(const std::string& variant);

// Axes of these variants that have two numbers or more for values and nothing else.
std::vector<std::string> NumericAxes(const std::vector<std::string>& variants);

struct BestSetting {
  std::string environment{};
  std::string setting{};  // best here
  double value = 0;       // its mean return
  std::optional<Interval> interval{};
  // mean return of the setting that is best over environments, where there is one
  std::optional<double> fixed_value{};
  std::optional<Interval> fixed_interval{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("setting", self.setting, FieldInfo{"best here"});
    visit("unit", kReturnUnit);
    visit("mean", self.value);
    visit("mean_interval", self.interval);
    visit("fixed_mean", self.fixed_value, FieldInfo{"of the setting best over environments"});
    visit("fixed_mean_interval", self.fixed_interval);
  }
};

struct TunedScore {
  std::vector<std::string> tuned{};  // for each environment; of so many the best choice
  double score = 0;                  // mean over environments

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("tuned", self.tuned, FieldInfo{"for each environment; of so many the best choice"});
    visit("score", self.score, FieldInfo{"mean over environments"});
  }
};

// Of one algorithm.
struct Sensitivity {
  std::string algorithm{};
  std::vector<std::string> axes{};
  std::string fixed{};  // the setting with the best mean score over environments; empty: no scores
  std::vector<BestSetting> environments{};
  // of two environments or more; empty where scores are not defined
  std::vector<TunedScore> by_number_tuned{};  // none, one, ... all of the axes, if not too many
  std::optional<double> sensitivity{};
  std::optional<Interval> sensitivity_interval{};
  std::optional<int64_t> effective_dimensionality{};

  std::string Name() const;  // "PPO"; "the base" where the variants have none

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("algorithm", self.algorithm, FieldInfo{"a variant's name without its settings"});
    visit("axes", self.axes, FieldInfo{"of the grid"});
    visit("fixed", self.fixed, FieldInfo{"the setting with the best mean score; empty: no scores"});
    visit("environments", self.environments);
    visit("by_number_tuned", self.by_number_tuned, FieldInfo{"none, one, ... all axes"});
    visit("sensitivity", self.sensitivity,
          FieldInfo{"score gained by tuning each environment by itself",
                    {},
                    -INFINITY,
                    INFINITY,
                    "Adkins et al. 2024, arXiv:2412.07165, equation 2"});
    visit("sensitivity_interval", self.sensitivity_interval,
          FieldInfo{"stratified percentile bootstrap over seeds"});
    visit("effective_dimensionality", self.effective_dimensionality,
          FieldInfo{"fewest settings to tune for 95 % of the tuned score",
                    {},
                    0,
                    INFINITY,
                    "Adkins et al. 2024, section 5"});
  }
};

struct Sensitivities {
  std::vector<Sensitivity> algorithms{};  // empty where the variants are no grid over a number
  std::vector<ScoreScale> scales{};
  std::vector<std::string> notes{};  // what was left out, and why

  bool empty() const { return algorithms.empty() && notes.empty(); }

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("algorithms", self.algorithms);
    visit("score", FixedWord("(return - low) / (high - low)"));
    visit("scales", self.scales, FieldInfo{"5th and 95th percentiles of the settings' means"});
    visit("notes", self.notes, FieldInfo{"what was left out, and why"});
  }
};

// Settings that lack finished runs on an environment, those of whose runs more than a tenth
// diverged on one (as there), and algorithms whose settings do not share their axes are left out.
Sensitivities SensitivitiesOf(const Comparison& comparison);

}  // namespace gaitbench
