// Our means beside those of Engstrom et al. 2020 (arXiv:2005.12729, tables 2 and 3,
// figure 1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/compare/factorial.h"
#include "results/compare/names.h"
#include "results/paper/paper_indices.h"

namespace gaitbench {

// One number of ours beside the paper's.
struct PaperCell {
  std::string environment{};           // ours; the paper's has the same robot, on v2
  std::string variant{};               // or what a 2x2 has, "AAI", or a switch of a grid
  std::optional<int64_t> num_seeds{};  // ours; none for what a 2x2 has
  int64_t num_diverged = 0;            // runs of ours that are not in the mean
  // mean returns, or what the switch changes them by; none here where every run diverged
  std::optional<double> here{};
  double paper = 0;
  std::optional<Interval> here_interval{}, paper_interval{};
  std::optional<double> difference{};  // here - paper
  std::optional<Interval> difference_interval{};
  std::optional<double> p{}, p_holm{};  // two-sided; none for what is not tested
  // p_holm is at most 1 - level, of three seeds or more, none of which diverged
  bool differs = false;

  static constexpr const char* kSchemaName = "paper_cell";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment, FieldInfo{"ours; the paper's is the same robot's v2"});
    visit("variant", self.variant,
          FieldInfo{"or a contrast of a 2x2, an index, a switch of a grid"});
    visit("name", DisplayName(self.variant), FieldInfo{"as shown to people"});
    visit("unit", kReturnUnit);
    visit("num_seeds", self.num_seeds, FieldInfo{"ours; null for what a 2x2 has"});
    visit("num_diverged", self.num_diverged, FieldInfo{"ours; they are not in the mean"});
    visit("here", self.here, FieldInfo{"null where every run diverged"});
    visit("here_interval", self.here_interval);
    visit("paper", self.paper);
    visit("paper_interval", self.paper_interval);
    visit("difference", self.difference, FieldInfo{"here - paper"});
    visit("difference_interval", self.difference_interval);
    visit("p", self.p, FieldInfo{"two-sided; null for a contrast of a 2x2 or an index"});
    visit("p_holm", self.p_holm, FieldInfo{"over the cells of this list"});
    visit("differs", self.differs,
          FieldInfo{"p_holm is at most 1 - level, of three seeds or more, none of which diverged"});
  }
};

// The paper's 2x2, from the means and intervals of its cells; none where it lacks a corner.
std::optional<TwoByTwo> ThePapersTwoByTwo(const TwoByTwoDesign& design,
                                          const std::string& environment, double level);

// The cells that both have, and what their 2x2 has, by environment. Means here have the paper's
// kind of interval, percentile bootstrap. A cell's difference is tested by Welch's t and by
// Student's with one spread for both, and the larger p and the wider interval count: beside at
// least 80 agents a few seeds, among which a rare failure is missing, tell too small a spread for
// Welch's alone, and the agents tell it. The interval of a contrast's or an index's difference is
// made of the two: Zou & Donner 2008, "Construction of confidence limits about effect measures",
// equation 5 (MOVER).
std::vector<PaperCell> CompareWithPaper(const Comparison& comparison,
                                        const std::vector<TwoByTwo>& two_by_twos);

// The main effects that Figure 1 has too: mean of the agents with the switch on minus mean with it
// off, an agent counting as the middle of its bin; interval by bootstrap over the agents of a side.
// Differences by Welch's t.
std::vector<PaperCell> CompareEffectsWithPaper(const std::vector<Factorial>& factorials,
                                               const ComparisonOptions& options);

Interval DifferenceOfIntervals(double a, const Interval& of_a, double b, const Interval& of_b);

}  // namespace gaitbench
