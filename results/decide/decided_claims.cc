#include "results/decide/decided_claims.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gaitbench {
namespace {

// Of the same runs, summed in another order.
bool IsSameValue(double a, double b) {
  constexpr double kRounding = 1e-9;  // relative
  return std::abs(a - b) <= kRounding * std::max(std::abs(a), std::abs(b));
}

// The last look that was taken, if its test is this one and its value this one: of other seeds or
// another statistic it says nothing.
const Look* LastLookAt(const Decision& decision, QuestionTest test, double value) {
  const size_t looked = decision.num_looked();
  if (decision.test != test || looked == 0) return nullptr;
  const Look& last = decision.looks[looked - 1];
  const std::optional<double>& looked_at = last.finding->value;
  return looked_at && IsSameValue(*looked_at, value) ? &last : nullptr;
}

bool IsDecided(const Decision& decision) { return decision.state == DecisionState::kDecided; }

std::optional<Interval> Negative(const std::optional<Interval>& interval) {
  if (!interval) return std::nullopt;
  return Interval{-interval->high, -interval->low};
}

bool AreSame(std::vector<std::string> some, std::vector<std::string> others) {
  std::ranges::sort(some);
  std::ranges::sort(others);
  return some == others;
}

void ClaimOnlyDecided(const Decision& decision, Difference& difference) {
  difference.holds = false;
  const bool asked = AreSame(decision.of, {difference.a.variant, difference.b.variant});
  const bool turned = asked && decision.of[0] != difference.a.variant;
  const Look* look = asked ? LastLookAt(decision, QuestionTest::kDifference,
                                        turned ? -difference.value : difference.value)
                           : nullptr;
  if (!look) {
    difference.several_looks = fmt::format(
        "The study looked several times at its runs, so a test at one look claims nothing here; its "
        "question, {}, is {}.",
        decision.question, DecisionText(decision));
    return;
  }
  difference.holds = IsDecided(decision);
  difference.interval = turned ? Negative(look->interval()) : look->interval();
  difference.several_looks = fmt::format(
      "By bounds for several looks: {}; the interval of the difference is a repeated one.",
      DecisionText(decision));
}

void ClaimOnlyDecided(const Decision& decision, TwoByTwo& two_by_two) {
  for (TwoByTwoContrast* contrast :
       {&two_by_two.rows, &two_by_two.columns, &two_by_two.interaction})
    contrast->holds = false;
  const Look* look = LastLookAt(decision, QuestionTest::kTwoByTwo, two_by_two.excess);
  const bool decided = look && IsDecided(decision);
  two_by_two.columns_make_more.holds = decided && two_by_two.excess > 0;
  two_by_two.rows_make_more.holds = decided && two_by_two.excess < 0;
  if (look) two_by_two.excess_interval = look->interval();
}

void ClaimOnlyDecided(const Decision& decision, Factorial& factorial) {
  for (FactorialEffect& effect : factorial.effects) {
    const bool asked = AreSame(decision.of, effect.factors);
    const Look* look =
        asked ? LastLookAt(decision, QuestionTest::kEffect, effect.estimate.value) : nullptr;
    effect.holds = look && IsDecided(decision);
    if (look) effect.estimate.interval = look->interval();
  }
}

void ClaimOnlyDecided(const Decision&, VariantResult& result) {
  result.p_best.reset();
  result.clearly_best = false;
}

void ClaimOnlyDecided(const Decision&, PaperCell& cell) { cell.differs = false; }

template <class Claims>
void ForEachDecided(const std::vector<Decision>& decisions, Claims& claims) {
  for (auto& claim : claims) {
    if (const Decision* decision = FindDecision(decisions, claim.environment))
      ClaimOnlyDecided(*decision, claim);
  }
}

}  // namespace

void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<VariantResult>& results) {
  ForEachDecided(decisions, results);
}

void ClaimOnlyDecided(const std::vector<Decision>& decisions,
                      std::vector<Difference>& differences) {
  ForEachDecided(decisions, differences);
}

void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<TwoByTwo>& two_by_twos) {
  ForEachDecided(decisions, two_by_twos);
}

void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<Factorial>& factorials) {
  ForEachDecided(decisions, factorials);
}

void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<PaperCell>& cells) {
  ForEachDecided(decisions, cells);
}

const Decision* FindDecision(const std::vector<Decision>& decisions,
                             const std::string& environment) {
  const auto found = std::ranges::find(decisions, environment, &Decision::environment);
  return found == decisions.end() ? nullptr : &*found;
}

}  // namespace gaitbench
