// How often a sequential design decides something of variants that differ in nothing but chance.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/decide/decision.h"
#include "tests/results/made_up_returns.h"

namespace gaitbench {

// Studies that decide something; and those in which p is 0.05 or less at some look.
struct FalseDecisions {
  double decided = 0, peeking = 0;
};

// A question about variants whose true means are given, in standard deviations: such that whatever
// is claimed is wrong.
struct NothingToDecide {
  QuestionTest test = QuestionTest::kDifference;
  std::vector<double> means = {0, 0};
};

inline FalseDecisions CountFalseDecisions(const std::vector<int64_t>& looks, ReturnShape shape,
                                          int64_t studies, const NothingToDecide& nothing = {}) {
  constexpr double kAlpha = 0.05;
  const std::vector<SequentialBound> bounds = BoundsOf({.looks = looks}, kAlpha);
  const Question question = {.test = nothing.test, .of = {"a", "b"}};
  const double share = 1 / static_cast<double>(studies);
  Resampler random(looks.front());
  FalseDecisions rates;
  for (int64_t study = 0; study < studies; ++study) {
    std::vector<VariantResult> results(nothing.means.size());
    bool decided = false, peeking = false;
    for (size_t k = 0; k < bounds.size(); ++k) {
      for (size_t i = 0; i < results.size(); ++i) {
        std::vector<double>& returns = results[i].returns;
        while (std::cmp_less(returns.size(), looks[k]))
          returns.push_back(nothing.means[i] + DrawOne(shape, random));
        results[i].mean = Mean(returns);
      }
      const Finding finding = FindingOf(question, {}, results);
      decided = decided || (finding.may_claim && *finding.p <= bounds[k].p);
      peeking = peeking || (finding.may_claim && *finding.p <= kAlpha);
    }
    rates.decided += share * decided;
    rates.peeking += share * peeking;
  }
  return rates;
}

}  // namespace gaitbench
