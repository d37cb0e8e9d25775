#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/paper/paper_figure_1.h"
#include "results/paper/published.h"
#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

void NoteLength(const Comparison& comparison, const PublishedSource& paper, Table& table) {
  double env_steps = 0;
  for (const VariantResult& result : comparison.results)
    env_steps = std::fmax(env_steps, result.env_steps);
  const auto of_paper = static_cast<double>(paper.results.front().env_steps);
  if (env_steps >= 0.9 * of_paper && env_steps <= 1.1 * of_paper) return;
  table.notes.push_back(fmt::format("not the same training: {} env steps here, {} in the paper",
                                    CountText(env_steps), CountText(of_paper)));
}

// Here, the paper, the difference.
void AddRows(const std::vector<PaperCell>& cells, double level, Table& table) {
  table.columns = {{"here", "here", "return"},
                   {"paper", "the paper", "return"},
                   {"difference", "here - the paper", "return"},
                   {"p_holm", "p, Holm", ""},
                   {"seeds", "seeds here", "seeds"}};
  std::string environment;
  for (const PaperCell& cell : cells) {
    TableRow row{.id = cell.environment + "/" + cell.variant,
                 .title = cell.environment + " " + DisplayName(cell.variant),
                 .after_rule = !environment.empty() && environment != cell.environment};
    row.cells = {
        Estimate{.value = cell.here.value_or(kNotMeasured), .interval = cell.here_interval},
        Estimate{.value = cell.paper, .interval = cell.paper_interval},
        Estimate{.value = cell.difference.value_or(kNotMeasured),
                 .interval = cell.difference_interval,
                 .best = cell.differs},
        PCell(cell.p_holm)};
    TableCell& seeds = row.cells.emplace_back();
    if (cell.num_seeds) seeds = *cell.num_seeds;
    table.rows.push_back(std::move(row));
    environment = cell.environment;
  }
  for (const PaperCell& cell : cells) {
    if (cell.num_diverged > 0 && cell.num_seeds)
      table.notes.push_back(fmt::format(
          "{} {}: diverged here: {} of the runs, which no mean has; no difference is claimed",
          cell.environment, DisplayName(cell.variant), cell.num_diverged));
  }
  table.notes.push_back(fmt::format(
      "p: two-sided, after Holm's correction over this table; bold: at most {}; the interval of a "
      "difference is of that one alone",
      BoundText(1 - level)));
}

}  // namespace

Table PaperTable(const Comparison& comparison, const std::vector<PaperCell>& cells) {
  Table table{.id = "paper", .title = "Here and in the paper: mean return", .row_header = "cell"};
  AddRows(cells, comparison.options.interval, table);
  const PublishedSource& paper = PublishedSources().front();
  NoteLength(comparison, paper, table);
  table.notes.push_back(fmt::format("the paper: {}, {}; {}; {}", paper.source, paper.citation,
                                    paper.statistic, paper.note));
  table.notes.push_back(
      "means here: the paper's kind of interval, percentile bootstrap over seeds; their differences: "
      "the wider interval and the larger p of Welch's t and of Student's with one spread for both");
  const bool any_contrast = std::any_of(cells.begin(), cells.end(),
                                        [](const PaperCell& cell) { return !cell.num_seeds; });
  if (any_contrast)
    table.notes.push_back(
        "contrasts and indices: by Welch's t here, and there of the cells' means and intervals; "
        "their differences' intervals are made of the two (Zou & Donner 2008, MOVER)");
  return table;
}

Table PaperEffectsTable(const std::vector<PaperCell>& cells, const ComparisonOptions& options) {
  Table table{.id = "paper_effects",
              .title = "Here and in the paper: change of return with the switch on",
              .row_header = "switch"};
  AddRows(cells, options.interval, table);
  const PaperFigure1& figure = ThePapersFigure1();
  table.notes.push_back(fmt::format(
      "the paper: {}, {}; means of the bins' middles, bootstrap over the agents of each side; {}",
      figure.source, figure.citation, figure.note));
  table.notes.push_back("differences: Welch's t");
  return table;
}

}  // namespace gaitbench
