// One number for several environments: returns normalized to scores, then statistics over runs and
// environments with a stratified bootstrap, as defined by Agarwal et al. 2021 (arXiv:2108.13264)
// and their package rliable. There is no standard scale for MuJoCo returns, and the choice can
// change a conclusion: the scale stands beside every result.
//
// A stratum is one environment: the scores of one variant's seeds on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/compare/names.h"
#include "results/compare/score_scale.h"

namespace gaitbench {

// Mean and median over environments of the mean score; IQM of all scores pooled.
double MeanScore(const Strata& scores);
double MedianScore(const Strata& scores);
double InterquartileMeanScore(const Strata& scores);

// How far scores fall short of `target` on average; what is above it does not make up for what is
// below.
double OptimalityGap(const Strata& scores, double target = 1);

// Share of runs whose score is above the threshold, environments weighted equally.
double ShareAbove(const Strata& scores, double threshold);

// Mean over environments of the probability that a run of a beats a run of b.
double MeanProbabilityOfImprovement(const Strata& a, const Strata& b);
std::optional<Interval> MeanProbabilityOfImprovementInterval(const Strata& a, const Strata& b,
                                                             const BootstrapOptions& options);

struct ScoreEstimate {
  double value = 0;
  std::optional<Interval> interval{};

  static constexpr const char* kSchemaName = "score";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("value", self.value);
    visit("interval", self.interval);
  }
};

// Share of runs above each threshold, with a pointwise band; NaN where there is none.
struct ScoreProfile {
  std::vector<double> threshold{}, share{}, low{}, high{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("threshold", self.threshold, FieldInfo{"score"});
    visit("share", self.share, FieldInfo{"of runs above the threshold"});
    visit("low", self.low, FieldInfo{"of the share's pointwise band"});
    visit("high", self.high, FieldInfo{"of the share's pointwise band"});
  }
};

struct VariantAggregate {
  std::string variant{};
  ScoreEstimate mean{}, median{}, interquartile_mean{}, optimality_gap{};
  ScoreProfile profile{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("variant", self.variant);
    visit("name", DisplayName(self.variant), FieldInfo{"as shown to people"});
    visit("unit", FixedWord("score"));
    visit("mean", self.mean);
    visit("median", self.median);
    visit("interquartile_mean", self.interquartile_mean);
    visit("optimality_gap", self.optimality_gap,
          FieldInfo{"mean shortfall from score 1, lower is better"});
    visit("profile", self.profile);
  }
};

struct Aggregates {
  std::vector<ScoreScale> scales{};          // of the environments that are in
  std::vector<VariantAggregate> variants{};  // those with finished runs on all of them
  std::vector<std::string> notes{};          // what was left out, and why

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("score", FixedWord("(return - low) / (high - low)"));
    visit("scales", self.scales, FieldInfo{"of the environments that are in"});
    visit("variants", self.variants, FieldInfo{"with finished runs on all of them"});
    visit("notes", self.notes, FieldInfo{"what was left out, and why"});
  }
};

Aggregates AggregateOverEnvironments(const Comparison& comparison,
                                     const std::vector<ScoreScale>& scales);

}  // namespace gaitbench
