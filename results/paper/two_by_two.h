// Which of two factors makes more of a difference: the 2x2 behind the claim of Engstrom et al. 2020
// (arXiv:2005.12729) that code-level choices (columns) make more than the step rule (rows).
//
// Of the means y[row][column]:
//   rows         S = ((y00 - y10) + (y01 - y11)) / 2
//   columns      C = ((y00 - y01) + (y10 - y11)) / 2
//   interaction  I = ((y00 - y10) - (y01 - y11)) / 2
// As max(|u|, |v|) = (|u + v| + |u - v|) / 2, the paper's indices (paper_indices.h) are
// AAI = |S| + |I| and ACLI = |C| + |I|, and
//   ACLI - AAI = |C| - |S| = sgn(a b) min(|a|, |b|),  a = y00 - y11,  b = y10 - y01.
// So the columns make more where a and b have the same sign, and the rows where they have not. a
// and b are made of different runs, so that each of the two statements has an intersection-union
// test (Berger 1982): the larger of two one-sided Welch p values, with nothing to correct.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/statistics/welch.h"

namespace gaitbench {

// A weighted sum of the four means.
struct TwoByTwoContrast {
  std::string name{};  // "step rule", "PPO - TRPO"
  MeanEstimate estimate{};
  std::optional<Interval> interval{};
  // of S, C and I: over those of all environments of one comparison
  std::optional<double> p_holm{};
  bool holds = false;  // p_holm is at most 1 - level, and the runs may tell it

  static constexpr const char* kSchemaName = "contrast_of_means";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("name", self.name);
    visit("value", self.estimate.value);
    visit("interval", self.interval, FieldInfo{"Welch's"});
    visit("standard_error", self.estimate.error);
    visit("degrees_of_freedom", self.estimate.degrees_of_freedom, FieldInfo{"Welch-Satterthwaite"});
    visit("p", self.estimate.p_two_sided(), FieldInfo{"two-sided"});
    visit("p_holm", self.p_holm,
          FieldInfo{"of S, C and I: over those of all environments of one comparison"});
    visit("holds", self.holds,
          FieldInfo{"p_holm is at most 1 - level, and each corner has three seeds or more, none of "
                    "which diverged"});
  }
};

// That one factor makes more than the other: ACLI > AAI, or AAI > ACLI.
struct MakesMore {
  std::optional<double> p{};       // the larger of two one-sided Welch p values
  std::optional<double> p_holm{};  // over the environments of one comparison
  bool holds = false;              // p_holm is at most half of 1 - level, and the runs may tell it

  static constexpr const char* kSchemaName = "makes_more";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("p", self.p, FieldInfo{"intersection-union: the larger of two one-sided Welch p values"});
    visit("p_holm", self.p_holm, FieldInfo{"over the environments of one comparison"});
    visit("holds", self.holds,
          FieldInfo{"p_holm is at most half of 1 - level, and each corner has three seeds or "
                    "more, none of which diverged"});
  }
};

using TwoByTwoMeans = std::array<std::array<MeanEstimate, 2>, 2>;  // [row][column]

struct TwoByTwo {
  std::string environment{};
  TwoByTwoDesign design{};
  TwoByTwoMeans means{};
  bool whole = true;                                  // each mean stands for all of its runs
  double level = 0.95;                                // of the intervals
  TwoByTwoContrast rows{}, columns{}, interaction{};  // S, C, I
  TwoByTwoContrast a{}, b{};
  double excess = 0;  // |C| - |S|, which is ACLI - AAI
  std::optional<Interval> excess_interval{};
  MakesMore columns_make_more{}, rows_make_more{};
  // of each corner, to decide with power 0.8 which makes more at the level corrected for the
  // environments, were differences and spreads as here; none where that is undefined or too many
  std::optional<int64_t> seeds_to_decide{};

  // "ACLI - AAI" of the paper's factors, "|columns| - |rows|" of others
  std::string ExcessName() const;
  // Of the factor that makes more here: that it does.
  const MakesMore& MoreOfLarger() const;

  // "PPO - TRPO+" of row 0, column 0 and row 1, column 0
  std::string DifferenceName(size_t row, size_t column, size_t other_row,
                             size_t other_column) const;
  MeanEstimate DifferenceOf(size_t row, size_t column, size_t other_row, size_t other_column) const;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    TwoByTwoDesign::Fields(self.design, visit);
    visit("unit", kReturnUnit);
    visit("rows_effect", self.rows, FieldInfo{"S: mean of row 1 - row 2 over the columns"});
    visit("columns_effect", self.columns,
          FieldInfo{"C: mean of column 1 - column 2 over the rows"});
    visit("interaction", self.interaction, FieldInfo{"I: half of what the column changes in S"});
    visit("a", self.a, FieldInfo{"S + C; made of other runs than b"});
    visit("b", self.b, FieldInfo{"C - S"});
    visit("columns_minus_rows", self.excess,
          FieldInfo{"|C| - |S|: of a and b the smaller, below 0 where their signs differ"});
    visit("columns_minus_rows_interval", self.excess_interval,
          FieldInfo{"what it is over the box of the intervals of a and b"});
    visit("columns_make_more", self.columns_make_more);
    visit("rows_make_more", self.rows_make_more);
    visit("seeds_to_decide", self.seeds_to_decide,
          FieldInfo{"of each corner, for power 0.8 at the level over the environments, were "
                    "differences and spreads as here"});
  }
};

// What a and b say of the claims: p values of "the columns make more" and of "the rows make more";
// none where a difference has no test.
std::optional<double> PColumnsMakeMore(const MeanEstimate& a, const MeanEstimate& b);
std::optional<double> PRowsMakeMore(const MeanEstimate& a, const MeanEstimate& b);

// sgn(a b) min(|a|, |b|), which is |C| - |S|; and over the box of two intervals.
double SmallerWithSign(double a, double b);
std::optional<Interval> SmallerWithSign(const std::optional<Interval>& a,
                                        const std::optional<Interval>& b);

// Without environment and Holm's correction.
TwoByTwo EstimateTwoByTwo(const TwoByTwoDesign& design, const TwoByTwoMeans& means, double level);

// Holm's correction over these environments, of each of the two claims and of S, C and I, and which
// of them hold.
void TestTogether(std::vector<TwoByTwo>& all);

// Of each environment that has runs of all four corners; tested together.
std::vector<TwoByTwo> TwoByTwos(const Comparison& comparison);

}  // namespace gaitbench
