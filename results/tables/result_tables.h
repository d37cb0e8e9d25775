// The tables of a study, each from its part of the results.
#pragma once

#include <vector>

#include "results/compare/aggregate.h"
#include "results/compare/comparison.h"
#include "results/compare/factorial.h"
#include "results/compare/sample_efficiency.h"
#include "results/compare/sensitivity.h"
#include "results/decide/decision.h"
#include "results/paper/paper_comparison.h"
#include "results/paper/paper_indices.h"
#include "results/paper/published_effects.h"
#include "results/tables/table.h"

namespace gaitbench {

// Variants by environments.
Table ReturnsTable(const Comparison& comparison);

// What two factors make, and which makes more, by environments; there is one at least.
Table TwoByTwoTable(const std::vector<TwoByTwo>& results);

// The looks of one environment's decision, and what must be said of those of all.
Table DecisionTable(const Decision& decision);
std::vector<std::string> DecisionNotes(const Decision& decision);

// Variants by statistics over all environments.
Table ScoresTable(const Aggregates& aggregates, const ComparisonOptions& options);

// "0.0320"; empty where there is no p.
TableCell PCell(const std::optional<double>& p);

// Main effects and interactions of one environment's grid.
Table EffectsTable(const Factorial& factorial, const ComparisonOptions& options);

// Of a grid over a number: the best settings by environment; and, over two environments or more,
// how much depends on tuning each by itself.
Table BestSettingsTable(const Sensitivities& sensitivities, const ComparisonOptions& options);
Table SensitivityTable(const Sensitivities& sensitivities, const ComparisonOptions& options);

// The settings in which the variants of each environment differ, from the configs of their first
// runs: of several learners those that all have. None for one variant, nor for more than a page has
// room for.
std::vector<Table> SettingsTables(std::span<const RunLog> logs);

// What others published for the environments' robots and the variants of the comparison.
Table PublishedTable(const Comparison& comparison);

// Area under the curve and env steps to a return, by environment.
Table EfficiencyTable(const Comparison& comparison,
                      const std::vector<SampleEfficiency>& efficiencies);

// Mean returns here and in the paper, and their difference; a row per cell.
Table PaperTable(const Comparison& comparison, const std::vector<PaperCell>& cells);

// A grid's main effects here and in the paper's figure 1.
Table PaperEffectsTable(const std::vector<PaperCell>& cells, const ComparisonOptions& options);

// A grid's effects here and in a published table.
Table PublishedEffectsTable(const PublishedEffects& effects);

}  // namespace gaitbench
