// The question that a study is to decide, and what runs of one environment say of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/claims.h"
#include "results/compare/two_by_two_design.h"
#include "results/compare/variant_result.h"
#include "results/statistics/welch.h"

namespace gaitbench {

enum class QuestionTest { kDifference, kTwoByTwo, kEffect, kRanking };

constexpr auto Names(QuestionTest) {
  return std::array{std::pair{QuestionTest::kDifference, "difference"},
                    std::pair{QuestionTest::kTwoByTwo, "two_by_two"},
                    std::pair{QuestionTest::kEffect, "effect"},
                    std::pair{QuestionTest::kRanking, "ranking"}};
}

// The key "decide" of a study.
struct Question {
  QuestionTest test = QuestionTest::kDifference;
  std::vector<std::string> of{};
  std::vector<int64_t> looks{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("test", self.test,
          FieldInfo{"which of two variants is better; of compare.two_by_two, which factor makes "
                    "more; what a switch of the grid does; the order of variants"});
    visit("of", self.of,
          FieldInfo{"difference: two variants; effect: an axis of the grid, or two for what they "
                    "do together; ranking: variants, all where it is empty; two_by_two: empty"});
    visit("looks", self.looks,
          FieldInfo{"seeds of each variant at which one looks; the last look is at all of them",
                    "seeds", kFewestSeeds, 1e6});
  }
};

// What the runs say.
struct Finding {
  std::string name{};                     // "PPO - TRPO"
  std::optional<double> value{};          // return; none where a variant has no number
  std::vector<MeanEstimate> estimates{};  // one, or the two whose smaller the value is
  std::optional<double> p{};              // two-sided; none where nothing varies
  std::string answer{};                   // what is claimed where p is small enough
  bool may_claim = false;  // the runs may tell it: enough seeds, none diverged (claims.h)
};

// `results` are those of the variants that the question is about, in its order, each with a mean.
Finding FindingOf(const Question& question, const TwoByTwoDesign& design,
                  const std::vector<VariantResult>& results);

// Of the value, which it leaves out with chance `alpha`; none where the spread is not known.
std::optional<Interval> IntervalOf(const Finding& finding, double alpha);

// "PPO - TRPO", "|code-level choices| - |step rule|", "annealing x initialization",
// "order of PPO, TRPO"
std::string QuestionName(const Question& question, const TwoByTwoDesign& design,
                         const std::vector<std::string>& variants);

// "Welch's t": the test in words.
std::string TestText(QuestionTest test);

}  // namespace gaitbench
