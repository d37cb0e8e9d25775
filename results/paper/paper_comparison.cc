#include "results/paper/paper_comparison.h"

#include <cmath>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/paper/paper_figure_1.h"
#include "results/paper/published.h"
#include "results/show/table_parts.h"
#include "results/statistics/estimate_json.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr const char* kDifferencesInterval =
    "intervals of differences: made of the two intervals (Zou & Donner 2008, MOVER)";

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

void NoteLength(const Comparison& comparison, const PublishedSource& paper, Table& table) {
  double env_steps = 0;
  for (const VariantResult& result : comparison.results)
    env_steps = std::fmax(env_steps, result.env_steps);
  const auto of_paper = static_cast<double>(paper.results.front().env_steps);
  if (env_steps >= 0.9 * of_paper && env_steps <= 1.1 * of_paper) return;
  table.notes.push_back("not the same training: " + CountText(env_steps) + " env steps here, " +
                        CountText(of_paper) + " in the paper");
}

// Here, the paper, the difference.
void AddRows(const std::vector<PaperCell>& cells, Table& table) {
  table.columns = {{"here", "here", "return"},
                   {"paper", "the paper", "return"},
                   {"difference", "here - the paper", "return"},
                   {"seeds", "seeds here", "seeds"}};
  std::string environment;
  for (const PaperCell& cell : cells) {
    TableRow row{.id = cell.environment + "/" + cell.variant,
                 .title = cell.environment + " " + DisplayName(cell.variant),
                 .after_rule = !environment.empty() && environment != cell.environment};
    row.cells = {Estimate{.value = cell.here, .interval = cell.here_interval},
                 Estimate{.value = cell.paper, .interval = cell.paper_interval},
                 Estimate{.value = cell.difference,
                          .interval = cell.difference_interval,
                          .best = ExcludesZero(cell.difference_interval)},
                 cell.num_seeds > 0 ? TableCell(cell.num_seeds) : TableCell()};
    table.rows.push_back(std::move(row));
    environment = cell.environment;
  }
  table.notes.push_back("bold: the interval of the difference excludes 0");
}

}  // namespace

Interval DifferenceOfIntervals(double a, const Interval& of_a, double b, const Interval& of_b) {
  const double difference = a - b;
  return {difference - std::hypot(a - of_a.low, of_b.high - b),
          difference + std::hypot(of_a.high - a, b - of_b.low)};
}

std::vector<PaperCell> CompareWithPaper(const Comparison& comparison) {
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
    for (const PaperIndex& index : comparison.indices) {
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

Table PaperTable(const Comparison& comparison, const std::vector<PaperCell>& cells) {
  Table table{.id = "paper", .title = "Here and in the paper: mean return", .row_header = "cell"};
  AddRows(cells, table);
  const PublishedSource& paper = PublishedSources().front();
  NoteLength(comparison, paper, table);
  table.notes.push_back("the paper: " + paper.source + ", " + paper.citation + "; " +
                        paper.statistic + "; it gives no intervals for AAI and ACLI");
  table.notes.push_back(std::string(kDifferencesInterval) +
                        ", ours by percentile bootstrap over seeds");
  return table;
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

Table PaperEffectsTable(const std::vector<PaperCell>& cells) {
  Table table{.id = "paper_effects",
              .title = "Here and in the paper: change of return with the switch on",
              .row_header = "switch"};
  AddRows(cells, table);
  table.notes.push_back("the paper: " + ThePapersFigure1().source + ", " +
                        ThePapersFigure1().citation + "; means of the bins' middles, bootstrap " +
                        "over the agents of each side; " + ThePapersFigure1().note);
  table.notes.push_back(kDifferencesInterval);
  return table;
}

ordered_json ToJson(const PaperCell& cell) {
  return {{"environment", cell.environment},
          {"variant", cell.variant},
          {"name", DisplayName(cell.variant)},
          {"unit", "return"},
          {"num_seeds", cell.num_seeds > 0 ? ordered_json(cell.num_seeds) : ordered_json()},
          {"here", NumberToJson(cell.here)},
          {"here_interval", IntervalJson(cell.here_interval)},
          {"paper", NumberToJson(cell.paper)},
          {"paper_interval", IntervalJson(cell.paper_interval)},
          {"difference", NumberToJson(cell.difference)},
          {"difference_interval", IntervalJson(cell.difference_interval)}};
}

}  // namespace gaitbench
