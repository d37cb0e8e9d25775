#include "results/paper/paper_comparison.h"

#include <algorithm>
#include <cmath>

#include "results/compare/claims.h"
#include "results/paper/paper_figure_1.h"
#include "results/paper/published.h"
#include "results/statistics/hypothesis_tests.h"

namespace gaitbench {
namespace {

PaperCell WithDifference(PaperCell cell) {
  if (cell.here) cell.difference = *cell.here - cell.paper;
  return cell;
}

PaperCell WithMadeInterval(PaperCell cell) {
  cell = WithDifference(std::move(cell));
  if (cell.here_interval && cell.paper_interval)
    cell.difference_interval =
        DifferenceOfIntervals(*cell.here, *cell.here_interval, cell.paper, *cell.paper_interval);
  return cell;
}

// By each of the estimates of its difference: the larger p, the wider interval.
PaperCell Tested(PaperCell cell, std::initializer_list<MeanEstimate> differences, double level) {
  cell = WithDifference(std::move(cell));
  for (const MeanEstimate& difference : differences) {
    const auto interval = difference.interval(level);
    const auto p = difference.p_two_sided();
    if (!interval || !p) continue;
    cell.p = std::max(cell.p.value_or(0), *p);
    const Interval so_far = cell.difference_interval.value_or(*interval);
    cell.difference_interval = {std::min(so_far.low, interval->low),
                                std::max(so_far.high, interval->high)};
  }
  return cell;
}

PaperCell TestedBeside(const MeanEstimate& paper, const MeanEstimate& here, const PaperCell& cell,
                       double level) {
  return Tested(cell, {MeanDifference(here, paper), PooledDifference(here, paper)}, level);
}

void TestTogether(double level, std::vector<PaperCell>& cells) {
  std::vector<TestOfFamily> family;  // indices beside the paper's have no test
  for (PaperCell& cell : cells) {
    if (cell.p) family.push_back({cell.p, &cell.p_holm});
  }
  CorrectTogether(family);
  for (PaperCell& cell : cells) {
    if (!cell.p) continue;
    const bool stands =
        cell.num_seeds >= static_cast<int64_t>(kFewestSeeds) && cell.num_diverged == 0;
    cell.differs = stands && *cell.p_holm <= 1 - level;
  }
}

// What stands for a 2x2: S, C and I, then ACLI - AAI and the indices.
std::vector<PaperCell> CellsOf(const TwoByTwo& two_by_two) {
  std::vector<PaperCell> cells;
  for (const TwoByTwoContrast& contrast :
       {two_by_two.rows, two_by_two.columns, two_by_two.interaction})
    cells.push_back({.environment = two_by_two.environment,
                     .variant = contrast.name,
                     .here = contrast.estimate.value,
                     .here_interval = contrast.interval});
  for (const PaperIndex& index : PaperIndices(two_by_two))
    cells.push_back({.environment = two_by_two.environment,
                     .variant = index.name,
                     .here = index.value,
                     .here_interval = index.interval});
  return cells;
}

void AddTwoByTwo(const TwoByTwo& two_by_two, std::vector<PaperCell>& cells) {
  const std::optional<TwoByTwo> paper =
      ThePapersTwoByTwo(two_by_two.design, two_by_two.environment, two_by_two.level);
  if (!paper) return;
  const std::vector<PaperCell> of_paper = CellsOf(*paper);
  std::vector<PaperCell> ours = CellsOf(two_by_two);
  for (size_t i = 0; i < ours.size(); ++i) {
    ours[i].paper = *of_paper[i].here;
    ours[i].paper_interval = of_paper[i].here_interval;
    cells.push_back(WithMadeInterval(std::move(ours[i])));
  }
}

}  // namespace

Interval DifferenceOfIntervals(double a, const Interval& of_a, double b, const Interval& of_b) {
  const double difference = a - b;
  return {difference - std::hypot(a - of_a.low, of_b.high - b),
          difference + std::hypot(of_a.high - a, b - of_b.low)};
}

std::optional<TwoByTwo> ThePapersTwoByTwo(const TwoByTwoDesign& design,
                                          const std::string& environment, double level) {
  TwoByTwoMeans means;
  for (const size_t row : {size_t{0}, size_t{1}}) {
    for (const size_t column : {size_t{0}, size_t{1}}) {
      const PublishedResult* published = FindInPaper(environment, design.corner(row, column));
      const auto estimate = published ? published->estimate() : std::nullopt;
      if (!estimate) return std::nullopt;
      means[row][column] = *estimate;
    }
  }
  return EstimateTwoByTwo(design, means, level);
}

std::vector<PaperCell> CompareWithPaper(const Comparison& comparison,
                                        const std::vector<TwoByTwo>& two_by_twos) {
  std::vector<PaperCell> cells;
  for (const std::string& environment : comparison.environments) {
    for (const VariantResult& result : comparison.results) {
      if (result.environment != environment || (!result.mean && result.diverged.empty())) continue;
      const PublishedResult* published = FindInPaper(environment, result.variant);
      if (!published) continue;
      const auto paper = published->estimate();
      PaperCell cell{.environment = environment,
                     .variant = result.variant,
                     .num_seeds = static_cast<int64_t>(result.seeds.size()),
                     .num_diverged = static_cast<int64_t>(result.diverged.size()),
                     .here = result.mean,
                     .paper = published->mean,
                     .here_interval = result.mean_percentile_interval,
                     .paper_interval = published->interval()};
      cells.push_back(paper && result.mean ? TestedBeside(*paper, EstimateMean(result.returns),
                                                          cell, comparison.options.interval)
                                           : WithDifference(std::move(cell)));
    }
    for (const TwoByTwo& two_by_two : two_by_twos) {
      if (two_by_two.environment == environment) AddTwoByTwo(two_by_two, cells);
    }
  }
  TestTogether(comparison.options.interval, cells);
  return cells;
}

std::vector<PaperCell> CompareEffectsWithPaper(const std::vector<Factorial>& factorials,
                                               const ComparisonOptions& options) {
  std::vector<PaperCell> cells;
  for (const Factorial& factorial : factorials) {
    for (const FactorialEffect& effect : factorial.effects) {
      if (effect.factors.size() > 1) continue;
      const std::string& factor = effect.factors[0];
      const PaperHistogram *on = FindInFigure1(factorial.environment, factor, true),
                           *off = FindInFigure1(factorial.environment, factor, false);
      if (!on || !off) continue;
      const std::vector<double> with = on->middles(), without = off->middles();
      PaperCell cell{.environment = factorial.environment,
                     .variant = factor,
                     .num_seeds = static_cast<int64_t>(factorial.seeds.size()),
                     .num_diverged = factorial.num_diverged,
                     .here = effect.estimate.value,
                     .paper = Mean(with) - Mean(without),
                     .here_interval = effect.estimate.interval,
                     .paper_interval = MeanDifferenceInterval(with, without, options.Bootstrap())};
      const MeanEstimate paper = MeanDifference(EstimateMean(with), EstimateMean(without));
      cells.push_back(Tested(std::move(cell), {MeanDifference(effect.estimate.estimate, paper)},
                             options.interval));
    }
  }
  TestTogether(options.interval, cells);
  return cells;
}

}  // namespace gaitbench
