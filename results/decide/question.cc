#include "results/decide/question.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/ranges.h>

#include "results/compare/names.h"
#include "results/paper/two_by_two.h"
#include "results/statistics/contrasts.h"

namespace gaitbench {
namespace {

using Results = std::vector<VariantResult>;

bool AllMeansStand(const Results& results) {
  return std::all_of(results.begin(), results.end(), MeanStandsForAllRuns);
}

std::string DifferenceName(const std::string& a, const std::string& b) {
  return DisplayName(a) + " - " + DisplayName(b);
}

Finding FindDifference(const VariantResult& a, const VariantResult& b) {
  const MeanEstimate difference = MeanDifference(EstimateMean(a.returns), EstimateMean(b.returns));
  const VariantResult &better = difference.value > 0 ? a : b, &other = difference.value > 0 ? b : a;
  return {.name = DifferenceName(a.variant, b.variant),
          .value = difference.value,
          .estimates = {difference},
          .p = difference.p_two_sided(),
          .answer = fmt::format("{} is better than {}", DisplayName(better.variant),
                                DisplayName(other.variant)),
          .may_claim = MayBeCalledBetter(better, other)};
}

// Either factor may be shown to make more, each by a one-sided test at half of the level.
Finding FindTwoByTwo(const TwoByTwoDesign& design, const Results& results) {
  const auto difference = [&](size_t i, size_t j) {
    return MeanDifference(EstimateMean(results[i].returns), EstimateMean(results[j].returns));
  };
  const MeanEstimate a = difference(0, 3), b = difference(2, 1);
  const auto columns = PColumnsMakeMore(a, b), rows = PRowsMakeMore(a, b);
  Finding finding{.value = SmallerWithSign(a.value, b.value), .estimates = {a, b}};
  if (columns && rows) finding.p = std::min(1.0, 2 * std::min(*columns, *rows));
  const bool columns_lead = finding.value > 0;
  finding.answer = fmt::format("more is due to the {} than to the {}",
                               columns_lead ? design.columns : design.rows,
                               columns_lead ? design.rows : design.columns);
  finding.may_claim = AllMeansStand(results);
  return finding;
}

// The two values of an axis of a grid.
struct AxisLevels {
  std::string off{}, on{};
};
using Axes = std::map<std::string, AxisLevels>;

// Those with two values: a variant's own name may have a part like an axis, "ppo_lr=3e-4".
Axes LevelsOfAxes(const Results& results) {
  Axes axes;
  for (const VariantResult& result : results) {
    for (const auto& [axis, value] : AxisValues(result.variant)) {
      const auto [known, added] = axes.try_emplace(axis, AxisLevels{value, value});
      if (!added && value != known->second.on && value != known->second.off)
        (IsOn(value, known->second.on) ? known->second.on : known->second.off) = value;
    }
  }
  std::erase_if(axes, [](const auto& axis) { return axis.second.on == axis.second.off; });
  return axes;
}

// The returns of the seeds that count in every cell; bit i of a cell: the i-th axis is on.
GridReturns ReturnsOfGrid(const Results& results, const Axes& axes) {
  std::map<int64_t, std::map<size_t, double>> by_seed;
  for (const VariantResult& result : results) {
    const auto values = AxisValues(result.variant);
    size_t cell = 0, bit = 0;
    for (const auto& [axis, levels] : axes) cell |= size_t{values.at(axis) == levels.on} << bit++;
    for (size_t i = 0; i < result.seeds.size(); ++i)
      by_seed[result.seeds[i]][cell] = result.returns[i];
  }
  GridReturns returns;
  for (const auto& [seed, cells] : by_seed) {
    if (cells.size() != results.size()) continue;
    returns.emplace_back();
    for (const auto& [cell, value] : cells) returns.back().push_back(value);
  }
  return returns;
}

std::string EffectText(const std::vector<std::string>& names, const Axes& axes, double value) {
  const AxisLevels& first = axes.at(names[0]);
  if (names.size() == 1)
    return fmt::format("{0}={1} is better than {0}={2}", names[0], value > 0 ? first.on : first.off,
                       value > 0 ? first.off : first.on);
  const AxisLevels& second = axes.at(names[1]);
  return fmt::format("{0}={1} does more for the return with {2}={3} than with {2}={4}", names[0],
                     first.on, names[1], value > 0 ? second.on : second.off,
                     value > 0 ? second.off : second.on);
}

Finding FindEffect(const Question& question, const Results& results) {
  const Axes axes = LevelsOfAxes(results);
  std::vector<size_t> factors;
  for (const std::string& axis : question.of)
    factors.push_back(static_cast<size_t>(std::distance(axes.begin(), axes.find(axis))));
  const GridReturns returns = ReturnsOfGrid(results, axes);
  if (returns.size() < 2) return {};
  const MeanEstimate effect = ContrastOf(returns, factors);
  return {.value = effect.value,
          .estimates = {effect},
          .p = effect.p_two_sided(),
          .answer = EffectText(question.of, axes, effect.value),
          .may_claim = AllMeansStand(results)};
}

// The order is told where each two neighbours are: of them the pair that is told least. All are
// claimed or none, so none is corrected for the others (Berger 1982).
Finding FindRanking(const Results& results) {
  std::vector<const VariantResult*> ranked;
  for (const VariantResult& result : results) ranked.push_back(&result);
  std::sort(ranked.begin(), ranked.end(), [](const auto* a, const auto* b) {
    return *a->mean != *b->mean ? *a->mean > *b->mean : a < b;
  });
  Finding weakest;
  bool may_claim = true;
  std::vector<std::string> order = {DisplayName(ranked.front()->variant)};
  for (size_t i = 0; i + 1 < ranked.size(); ++i) {
    const Finding pair = FindDifference(*ranked[i], *ranked[i + 1]);
    may_claim = may_claim && pair.may_claim && pair.p;
    if (i == 0 || pair.p.value_or(1) > weakest.p.value_or(1)) weakest = pair;
    order.push_back(DisplayName(ranked[i + 1]->variant));
  }
  weakest.answer = fmt::format("{}", fmt::join(order, " > "));
  weakest.may_claim = may_claim;
  return weakest;
}

}  // namespace

Finding FindingOf(const Question& question, const TwoByTwoDesign& design,
                  const std::vector<VariantResult>& results) {
  Finding finding;
  switch (question.test) {
    case QuestionTest::kDifference:
      finding = FindDifference(results[0], results[1]);
      break;
    case QuestionTest::kTwoByTwo:
      finding = FindTwoByTwo(design, results);
      break;
    case QuestionTest::kEffect:
      finding = FindEffect(question, results);
      break;
    case QuestionTest::kRanking:
      finding = FindRanking(results);
      break;
  }
  if (finding.name.empty()) finding.name = QuestionName(question, design, {});
  return finding;
}

std::optional<Interval> IntervalOf(const Finding& finding, double alpha) {
  if (finding.estimates.empty()) return std::nullopt;
  const std::optional<Interval> first = finding.estimates[0].interval_of_size(alpha);
  return finding.estimates.size() == 1
             ? first
             : SmallerWithSign(first, finding.estimates[1].interval_of_size(alpha));
}

std::string QuestionName(const Question& question, const TwoByTwoDesign& design,
                         const std::vector<std::string>& variants) {
  std::vector<std::string> names;
  switch (question.test) {
    case QuestionTest::kDifference:
      return DifferenceName(question.of[0], question.of[1]);
    case QuestionTest::kTwoByTwo:
      return fmt::format("|{}| - |{}|", design.columns, design.rows);
    case QuestionTest::kEffect:
      return fmt::format("{}", fmt::join(question.of, " x "));
    case QuestionTest::kRanking:
      for (const std::string& variant : variants) names.push_back(DisplayName(variant));
      return fmt::format("order of {}", fmt::join(names, ", "));
  }
  throw std::logic_error("a question without a name");
}

std::string TestText(QuestionTest test) {
  switch (test) {
    case QuestionTest::kDifference:
      return "Welch's t";
    case QuestionTest::kTwoByTwo:
      return "an intersection-union test of two differences by Welch's t";
    case QuestionTest::kEffect:
      return "Student's t, the seeds as blocks";
    case QuestionTest::kRanking:
      return "Welch's t of each two neighbours, the largest p";
  }
  throw std::logic_error("a test without words");
}

}  // namespace gaitbench
