// Two-sided tests of the difference between two independent samples, and Holm's correction over a
// family of them. The definitions are SciPy's (ttest_ind with equal_var=False, mannwhitneyu,
// permutation_test). Advice on which to use with few seeds: Colas et al. 2019 (arXiv:1904.06979),
// whose default is Welch's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "results/statistics/intervals.h"

namespace gaitbench {

// Two seeds tell too little of a spread: nothing is claimed of fewer than these.
inline constexpr size_t kFewestSeeds = 3;

struct WelchResult {
  double t = 0;
  double degrees_of_freedom = 0;  // Welch-Satterthwaite
  double p = 1;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("t", self.t);
    visit("degrees_of_freedom", self.degrees_of_freedom, FieldInfo{"Welch-Satterthwaite"});
    visit("p", self.p, FieldInfo{"two-sided"});
  }
};

// None for a sample of one value, and where neither sample varies.
std::optional<WelchResult> WelchTest(Sample a, Sample b);

struct MannWhitneyResult {
  double u = 0;  // pairs in which a is above b, ties as half
  double p = 1;
  bool exact = false;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("u", self.u, FieldInfo{"pairs in which a is above b, ties as half"});
    visit("p", self.p, FieldInfo{"two-sided"});
    visit("exact", self.exact);
  }
};

// Exact where a sample has at most 8 values and nothing is tied, else normal with corrections for
// ties and continuity.
MannWhitneyResult MannWhitneyTest(Sample a, Sample b);

struct PermutationResult {
  double p = 1;
  int64_t permutations = 0;
  bool exact = false;  // all of them were gone through

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("p", self.p, FieldInfo{"two-sided"});
    visit("permutations", self.permutations);
    visit("exact", self.exact, FieldInfo{"all of them were gone through"});
  }
};

// Of the difference of means. All distinct permutations where they are at most options.resamples,
// else that many random ones, with the observed one counted among them.
PermutationResult PermutationTest(Sample a, Sample b, const BootstrapOptions& options);

// Holm 1979: adjusted p-values, in the order given; each below alpha may be rejected at family-wise
// error alpha.
std::vector<double> HolmAdjusted(std::span<const double> p_values);

// One test of a family: its p, none where it is not defined, and where its corrected p goes.
struct TestOfFamily {
  std::optional<double> p{};
  std::optional<double>* p_holm = nullptr;
};

// HolmAdjusted over the family. A test that is not defined counts as p = 1, and gets none.
void CorrectTogether(std::span<const TestOfFamily> family);

}  // namespace gaitbench
