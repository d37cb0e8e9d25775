#include "results/paper/two_by_two.h"

#include <algorithm>
#include <cmath>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/statistics/hypothesis_tests.h"
#include "results/statistics/planner.h"

namespace gaitbench {
namespace {

using Weights = std::array<double, 4>;  // of y00, y01, y10, y11

TwoByTwoContrast WeightedContrast(const TwoByTwoMeans& y, const Weights& weights, std::string name,
                                  double level) {
  const MeanEstimate estimate =
      WeightedSum(std::array{y[0][0], y[0][1], y[1][0], y[1][1]}, weights);
  return {.name = std::move(name), .estimate = estimate, .interval = estimate.interval(level)};
}

// Both of two statements; none where one has no test.
std::optional<double> PBoth(const std::optional<double>& p, const std::optional<double>& other) {
  if (!p || !other) return std::nullopt;
  return std::max(*p, *other);
}

// One of two that exclude each other: under either's null only one can be wrongly shown.
std::optional<double> PEither(const std::optional<double>& p, const std::optional<double>& other) {
  if (!p || !other) return std::nullopt;
  return std::min(*p, *other);
}

void AdjustOverEnvironments(std::vector<TwoByTwo>& all, MakesMore TwoByTwo::*claim) {
  std::vector<TestOfFamily> family;
  for (TwoByTwo& one : all) family.push_back({(one.*claim).p, &(one.*claim).p_holm});
  CorrectTogether(family);
  for (TwoByTwo& one : all) {
    MakesMore& more = one.*claim;
    more.holds = one.whole && more.p_holm && *more.p_holm <= (1 - one.level) / 2;
  }
}

constexpr std::array kTested = {&TwoByTwo::rows, &TwoByTwo::columns, &TwoByTwo::interaction};

void TestContrastsTogether(std::vector<TwoByTwo>& all) {
  std::vector<TestOfFamily> family;
  for (TwoByTwo& one : all) {
    for (const auto contrast : kTested)
      family.push_back({(one.*contrast).estimate.p_two_sided(), &(one.*contrast).p_holm});
  }
  CorrectTogether(family);
  for (TwoByTwo& one : all) {
    for (const auto member : kTested) {
      TwoByTwoContrast& contrast = one.*member;
      contrast.holds = one.whole && contrast.p_holm && *contrast.p_holm <= 1 - one.level;
    }
  }
}

double DeviationOf(const MeanEstimate& mean) {
  return mean.error * std::sqrt(mean.degrees_of_freedom + 1);
}

std::optional<int64_t> SeedsToDecide(const TwoByTwo& result, size_t num_environments) {
  if (!result.columns_make_more.p || result.excess == 0) return std::nullopt;
  const auto& y = result.means;
  const auto planned = [](const TwoByTwoContrast& contrast, const MeanEstimate& minuend,
                          const MeanEstimate& subtrahend) {
    return PlannedDifference{contrast.estimate.value, DeviationOf(minuend),
                             DeviationOf(subtrahend)};
  };
  const double alpha = (1 - result.level) / 2 / static_cast<double>(num_environments);
  try {
    return SeedsForBothPower(planned(result.a, y[0][0], y[1][1]),
                             planned(result.b, y[1][0], y[0][1]), kPlannedPower, alpha);
  } catch (const ConfigError&) {
    return std::nullopt;
  }
}

}  // namespace

double SmallerWithSign(double a, double b) {
  const double smaller = std::min(std::abs(a), std::abs(b));
  return (a < 0) == (b < 0) ? smaller : -smaller;
}

// Over the box of two intervals; monotone in a and in b, so its bounds are at corners. As a claim
// needs both a and b, and misses by the one nearer 0, each interval keeps its level.
std::optional<Interval> SmallerWithSign(const std::optional<Interval>& a,
                                        const std::optional<Interval>& b) {
  if (!a || !b) return std::nullopt;
  const auto [low, high] =
      std::minmax({SmallerWithSign(a->low, b->low), SmallerWithSign(a->low, b->high),
                   SmallerWithSign(a->high, b->low), SmallerWithSign(a->high, b->high)});
  return Interval{low, high};
}

std::optional<double> PColumnsMakeMore(const MeanEstimate& a, const MeanEstimate& b) {
  return PEither(PBoth(a.p_above(), b.p_above()), PBoth(a.p_below(), b.p_below()));
}

std::optional<double> PRowsMakeMore(const MeanEstimate& a, const MeanEstimate& b) {
  return PEither(PBoth(a.p_above(), b.p_below()), PBoth(a.p_below(), b.p_above()));
}

std::string TwoByTwo::ExcessName() const {
  const TwoByTwoDesign paper;
  if (design.rows == paper.rows && design.columns == paper.columns) return "ACLI - AAI";
  return "|" + design.columns + "| - |" + design.rows + "|";
}

const MakesMore& TwoByTwo::MoreOfLarger() const {
  return excess < 0 ? rows_make_more : columns_make_more;
}

std::string TwoByTwo::DifferenceName(size_t row, size_t column, size_t other_row,
                                     size_t other_column) const {
  return DisplayName(design.corner(row, column)) + " - " +
         DisplayName(design.corner(other_row, other_column));
}

MeanEstimate TwoByTwo::DifferenceOf(size_t row, size_t column, size_t other_row,
                                    size_t other_column) const {
  return MeanDifference(means[row][column], means[other_row][other_column]);
}

TwoByTwo EstimateTwoByTwo(const TwoByTwoDesign& design, const TwoByTwoMeans& means, double level) {
  TwoByTwo result{.design = design, .means = means, .level = level};
  result.rows = WeightedContrast(means, {0.5, 0.5, -0.5, -0.5}, design.rows, level);
  result.columns = WeightedContrast(means, {0.5, -0.5, 0.5, -0.5}, design.columns, level);
  result.interaction = WeightedContrast(means, {0.5, -0.5, -0.5, 0.5}, "interaction", level);
  result.a = WeightedContrast(means, {1, 0, 0, -1}, result.DifferenceName(0, 0, 1, 1), level);
  result.b = WeightedContrast(means, {0, -1, 1, 0}, result.DifferenceName(1, 0, 0, 1), level);
  const MeanEstimate &a = result.a.estimate, &b = result.b.estimate;
  result.excess = SmallerWithSign(a.value, b.value);
  result.excess_interval = SmallerWithSign(result.a.interval, result.b.interval);
  result.columns_make_more.p = PColumnsMakeMore(a, b);
  result.rows_make_more.p = PRowsMakeMore(a, b);
  return result;
}

void TestTogether(std::vector<TwoByTwo>& all) {
  AdjustOverEnvironments(all, &TwoByTwo::columns_make_more);
  AdjustOverEnvironments(all, &TwoByTwo::rows_make_more);
  TestContrastsTogether(all);
}

std::vector<TwoByTwo> TwoByTwos(const Comparison& comparison) {
  const TwoByTwoDesign& design = comparison.options.two_by_two;
  std::vector<TwoByTwo> all;
  for (const std::string& environment : comparison.environments) {
    TwoByTwoMeans means;
    bool complete = true, whole = true;
    for (const size_t row : {size_t{0}, size_t{1}}) {
      for (const size_t column : {size_t{0}, size_t{1}}) {
        const VariantResult* result = comparison.Find(environment, design.corner(row, column));
        complete = complete && result && result->mean;
        if (!complete) continue;
        means[row][column] = EstimateMean(result->returns);
        whole = whole && MeanStandsForAllRuns(*result);
      }
    }
    if (!complete) continue;
    all.push_back(EstimateTwoByTwo(design, means, comparison.options.interval));
    all.back().environment = environment;
    all.back().whole = whole;
  }
  TestTogether(all);
  for (TwoByTwo& one : all) one.seeds_to_decide = SeedsToDecide(one, all.size());
  return all;
}

}  // namespace gaitbench
