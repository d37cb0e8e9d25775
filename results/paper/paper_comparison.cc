#include "results/paper/paper_comparison.h"

#include <cmath>

#include "results/paper/paper_figure_1.h"
#include "results/paper/published.h"

namespace gaitbench {
namespace {

void AddWithDifference(PaperCell cell, std::vector<PaperCell>& cells) {
  cell.difference = cell.here - cell.paper;
  if (cell.here_interval && cell.paper_interval)
    cell.difference_interval =
        DifferenceOfIntervals(cell.here, *cell.here_interval, cell.paper, *cell.paper_interval);
  cells.push_back(std::move(cell));
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
    ours[i].paper = of_paper[i].here;
    ours[i].paper_interval = of_paper[i].here_interval;
    AddWithDifference(std::move(ours[i]), cells);
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
      if (result.environment != environment || !result.mean) continue;
      const PublishedResult* published = FindInPaper(environment, result.variant);
      if (!published) continue;
      AddWithDifference({.environment = environment,
                         .variant = result.variant,
                         .num_seeds = static_cast<int64_t>(result.seeds.size()),
                         .here = *result.mean,
                         .paper = published->mean,
                         .here_interval = result.mean_interval,
                         .paper_interval = published->interval()},
                        cells);
    }
    for (const TwoByTwo& two_by_two : two_by_twos) {
      if (two_by_two.environment == environment) AddTwoByTwo(two_by_two, cells);
    }
  }
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
      AddWithDifference(
          {.environment = factorial.environment,
           .variant = factor,
           .num_seeds = static_cast<int64_t>(factorial.seeds.size()),
           .here = effect.estimate.value,
           .paper = Mean(with) - Mean(without),
           .here_interval = effect.estimate.interval,
           .paper_interval = MeanDifferenceInterval(with, without, options.Bootstrap())},
          cells);
    }
  }
  return cells;
}

}  // namespace gaitbench
