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

void AddCell(PaperCell cell, std::vector<PaperCell>& cells) {
  const PublishedResult* published = FindInPaper(cell.environment, cell.variant);
  if (!published) return;
  cell.paper = published->mean;
  cell.paper_interval = published->interval();
  AddWithDifference(std::move(cell), cells);
}

}  // namespace

Interval DifferenceOfIntervals(double a, const Interval& of_a, double b, const Interval& of_b) {
  const double difference = a - b;
  return {difference - std::hypot(a - of_a.low, of_b.high - b),
          difference + std::hypot(of_a.high - a, b - of_b.low)};
}

std::vector<PaperCell> CompareWithPaper(const Comparison& comparison,
                                        const std::vector<PaperIndex>& indices) {
  std::vector<PaperCell> cells;
  for (const std::string& environment : comparison.environments) {
    for (const VariantResult& result : comparison.results) {
      if (result.environment != environment || !result.mean) continue;
      AddCell({.environment = environment,
               .variant = result.variant,
               .num_seeds = static_cast<int64_t>(result.seeds.size()),
               .here = *result.mean,
               .here_interval = result.mean_interval},
              cells);
    }
    for (const PaperIndex& index : indices) {
      if (index.environment == environment)
        AddCell({.environment = environment,
                 .variant = index.name,
                 .here = index.value,
                 .here_interval = index.interval},
                cells);
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
