// The two indices of Engstrom et al. 2020 (arXiv:2005.12729), section 5: how much the algorithmic
// step and the code-level optimizations change the mean return.
//   AAI  = max{|PPO - TRPO+|, |PPO-M - TRPO|}
//   ACLI = max{|PPO - PPO-M|, |TRPO+ - TRPO|}
// and ACLI - AAI, whose sign is the paper's claim.
// Maxima of absolute values of noisy differences: biased upward. The paper gives no intervals; here
// all four samples are resampled together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/comparison.h"

namespace gaitbench {

// "PPO - TRPO+": signed difference of means; of ACLI - AAI: one of the two indices.
struct IndexTerm {
  std::string name{};
  double value = 0;
  std::optional<Interval> interval{};
};

struct PaperIndex {
  std::string environment{};
  std::string name{};  // "AAI", "ACLI", "ACLI - AAI"
  double value = 0;
  std::optional<Interval> interval{};
  std::vector<IndexTerm> terms{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    NamedValues<double> values;
    NamedValues<std::optional<Interval>> intervals;
    for (const IndexTerm& term : self.terms) {
      values.emplace_back(term.name, term.value);
      intervals.emplace_back(term.name, term.interval);
    }
    visit("environment", self.environment);
    visit("index", self.name, FieldInfo{"AAI, ACLI or ACLI - AAI"});
    visit("unit", kReturnUnit);
    visit("value", self.value);
    visit("interval", self.interval);
    visit("differences_of_means", values);
    visit("intervals_of_differences", intervals);
  }
};

// Final returns per seed of the four variants.
struct PaperVariants {
  std::vector<double> ppo{}, ppo_m{}, trpo{}, trpo_plus{};
};

// All three; none where a variant has no runs.
std::vector<PaperIndex> PaperIndices(const std::string& environment, const PaperVariants& returns,
                                     const BootstrapOptions& options);

// Of each environment that has all four variants.
std::vector<PaperIndex> PaperIndices(const Comparison& comparison);

}  // namespace gaitbench
