// How often a sequential design decides something of variants that differ in nothing but chance,
// and how often its repeated intervals hold the truth.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/decide/decision.h"
#include "tests/results/made_up_returns.h"

namespace gaitbench {

// A question about variants whose true means are given, in standard deviations.
struct MadeUpQuestion {
  QuestionTest test = QuestionTest::kDifference;
  std::vector<double> means = {0, 0};
};

// What each look finds, of returns that are drawn as the seeds grow.
inline std::vector<Look> LookAtMadeUp(const MadeUpQuestion& question,
                                      const std::vector<int64_t>& looks,
                                      const std::vector<SequentialBound>& bounds, ReturnShape shape,
                                      Resampler& random) {
  std::vector<VariantResult> results(question.means.size());
  std::vector<Look> taken;
  for (size_t k = 0; k < looks.size(); ++k) {
    for (size_t i = 0; i < results.size(); ++i) {
      std::vector<double>& returns = results[i].returns;
      while (std::cmp_less(returns.size(), looks[k]))
        returns.push_back(question.means[i] + DrawOne(shape, random));
      results[i].mean = Mean(returns);
    }
    taken.push_back({.num_seeds = looks[k],
                     .bound = bounds[k],
                     .finding = FindingOf({.test = question.test, .of = {"a", "b"}}, {}, results)});
  }
  return taken;
}

inline bool Claims(const Look& look, double p) {
  return look.finding->may_claim && look.finding->p.value_or(1) <= p;
}

// Studies that decide something; and those in which p is 0.05 or less at some look.
struct FalseDecisions {
  double decided = 0, peeking = 0;
};

// Of a question such that whatever is claimed is wrong.
inline FalseDecisions CountFalseDecisions(const std::vector<int64_t>& looks, ReturnShape shape,
                                          int64_t studies, const MadeUpQuestion& nothing = {}) {
  constexpr double kAlpha = 0.05;
  const std::vector<SequentialBound> bounds = BoundsOf({.looks = looks}, kAlpha);
  const double share = 1 / static_cast<double>(studies);
  Resampler random(looks.front());
  FalseDecisions rates;
  for (int64_t study = 0; study < studies; ++study) {
    const std::vector<Look> taken = LookAtMadeUp(nothing, looks, bounds, shape, random);
    rates.decided += share * std::ranges::any_of(taken, [](const Look& look) {
                       return Claims(look, look.bound.p);
                     });
    rates.peeking +=
        share * std::ranges::any_of(taken, [](const Look& look) { return Claims(look, kAlpha); });
  }
  return rates;
}

// Of studies of one difference, which stop where it is decided.
struct SequentialOutcome {
  double decided = 0, mean_seeds = 0;
  double covered = 0;         // by the repeated interval where one stopped
  double covered_always = 0;  // by those of all looks, were none the last
  double naive_covered = 0;   // by the 95 % interval of the look where one stopped
};

inline SequentialOutcome CountSequentialOutcomes(const std::vector<int64_t>& looks, double effect,
                                                 ReturnShape shape, int64_t studies) {
  constexpr double kAlpha = 0.05;
  const std::vector<SequentialBound> bounds = BoundsOf({.looks = looks}, kAlpha);
  const double share = 1 / static_cast<double>(studies);
  const auto covers = [&](const std::optional<Interval>& interval) {
    return interval && interval->Contains(effect);
  };
  Resampler random(looks.front());
  SequentialOutcome rates;
  for (int64_t study = 0; study < studies; ++study) {
    const std::vector<Look> taken =
        LookAtMadeUp({.means = {effect, 0}}, looks, bounds, shape, random);
    auto last =
        std::ranges::find_if(taken, [](const Look& look) { return Claims(look, look.bound.p); });
    rates.decided += share * (last != taken.end());
    if (last == taken.end()) --last;
    rates.mean_seeds += share * static_cast<double>(last->num_seeds);
    rates.covered += share * covers(last->interval());
    rates.covered_always += share * std::ranges::all_of(taken, [&](const Look& look) {
                              return look.bound.p == 0 || covers(look.interval());
                            });
    rates.naive_covered += share * covers(IntervalOf(*last->finding, kAlpha));
  }
  return rates;
}

}  // namespace gaitbench
