// How often a sequential design decides something of variants that differ in nothing but chance.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/decide/decision.h"
#include "tests/results/made_up_returns.h"

namespace gaitbench {

// Share of studies of a difference with these looks; of `peeking`, those in which p is 0.05 or less
// at some look.
struct FalseDecisions {
  double decided = 0, peeking = 0;
};

inline FalseDecisions CountFalseDecisions(const std::vector<int64_t>& looks, ReturnShape shape,
                                          int64_t studies) {
  constexpr double kAlpha = 0.05;
  const std::vector<SequentialBound> bounds = BoundsOf({.looks = looks}, kAlpha);
  const Question question = {.test = QuestionTest::kDifference, .of = {"a", "b"}};
  const double share = 1 / static_cast<double>(studies);
  Resampler random(looks.front());
  FalseDecisions rates;
  for (int64_t study = 0; study < studies; ++study) {
    std::vector<VariantResult> results = {{.variant = "a"}, {.variant = "b"}};
    bool decided = false, peeking = false;
    for (size_t k = 0; k < bounds.size(); ++k) {
      for (VariantResult& result : results) {
        while (std::cmp_less(result.returns.size(), looks[k]))
          result.returns.push_back(DrawOne(shape, random));
        result.mean = Mean(result.returns);
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
