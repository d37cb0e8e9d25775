// Contrasts of a full 2^k grid that each of n seeds trained. Seeds are blocks: a level that a seed
// gives to all its cells cancels, and the error of every contrast comes from what is left of all
// n 2^k returns, with (n - 1)(2^k - 1) degrees of freedom, so that few seeds do not make the
// intervals too narrow. Every contrast weighs every cell alike, so cells that vary more than others
// weigh alike in their errors too.
// Box, Hunter & Hunter, Statistics for Experimenters, chapters 4 (blocks) and 5 (factorials).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "results/statistics/welch.h"

namespace gaitbench {

// [seed][cell], 2^k cells; bit i of a cell: factor i is on.
using GridReturns = std::vector<std::vector<double>>;

struct ContrastEstimate {
  double value = 0;
  std::optional<Interval> interval{};  // none for one seed
  std::optional<double> p{};           // Student's t, two-sided; none where nothing varies
  MeanEstimate estimate{};             // what both follow from

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("value", self.value);
    visit("interval", self.interval);
    visit("p", self.p, FieldInfo{"Student's t, two-sided"});
  }
};

// One factor: mean with it on minus mean with it off. Two, i and j: with s = +1 for on and -1 for
// off, sum over the grid of s_i s_j y / 2^(k-1), half of what j changes in the effect of i. The
// error of one seed is NaN.
MeanEstimate ContrastOf(const GridReturns& returns, std::span<const size_t> factors);

// The same with its interval and test.
ContrastEstimate EstimateContrast(const GridReturns& returns, std::span<const size_t> factors,
                                  double level);

// The cells where `factor` is on, or off: a 2^(k-1) grid of the others, in their order.
GridReturns HalfGrid(const GridReturns& returns, size_t factor, bool on);

}  // namespace gaitbench
