// The two indices of Engstrom et al. 2020 (arXiv:2005.12729), section 5: how much the algorithmic
// step and the code-level optimizations change the mean return at most.
//   AAI  = max{|PPO - TRPO+|, |PPO-M - TRPO|}: over the columns of the 2x2, the rows' difference
//   ACLI = max{|PPO - PPO-M|, |TRPO+ - TRPO|}: over its rows, the columns' difference
// and ACLI - AAI, whose sign is the paper's claim (two_by_two.h).
// Maxima of absolute values of noisy differences: biased upward, and no bootstrap covers them. The
// two differences of an index are made of different runs, so the box of their intervals, each at
// the square root of the level, holds both with the level itself (Sidak 1967), and the index's
// interval is what the maximum is over that box.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/paper/two_by_two.h"

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
    visit(
        "interval", self.interval,
        FieldInfo{"what the index is over the box of the Welch intervals of its two differences"});
    visit("differences_of_means", values);
    visit("intervals_of_differences", intervals, FieldInfo{"Welch's"});
  }
};

// All three.
std::vector<PaperIndex> PaperIndices(const TwoByTwo& two_by_two);
std::vector<PaperIndex> PaperIndices(const std::vector<TwoByTwo>& all);

}  // namespace gaitbench
