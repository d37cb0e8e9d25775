#include "results/compare/sample_efficiency.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "results/compare/curves.h"
#include "results/compare/shown_interval.h"
#include "results/log/cells.h"
#include "results/log/parallel.h"
#include "results/statistics/statistics.h"

namespace gaitbench {
namespace {

constexpr double kScore = 0.5;

std::optional<double> Threshold(const std::vector<ScoreScale>& scales,
                                const std::string& environment) {
  const std::optional<ScoreScale> scale = FindScale(scales, environment);
  if (!scale) return std::nullopt;
  return scale->low + kScore * (scale->high - scale->low);
}

// None without a run that counts.
std::optional<SampleEfficiency> EfficiencyOf(const VariantResult& result,
                                             std::span<const RunLog* const> runs,
                                             const ComparisonOptions& options,
                                             const std::vector<ScoreScale>& scales) {
  SampleEfficiency efficiency{.environment = result.environment,
                              .variant = result.variant,
                              .threshold = Threshold(scales, result.environment)};
  std::vector<double> areas, steps;
  for (const RunLog* log : runs) {
    if (std::ranges::find(result.seeds, log->seed) == result.seeds.end()) continue;
    efficiency.of_evaluations = efficiency.of_evaluations || HasEvaluations(*log);
    areas.push_back(AreaUnderCurve(*log));
    if (!efficiency.threshold) continue;
    const auto reached = StepsToReach(*log, *efficiency.threshold, options.last_iterations);
    efficiency.num_reached += reached.has_value();
    steps.push_back(reached.value_or(std::numeric_limits<double>::infinity()));
  }
  if (areas.empty()) return std::nullopt;
  efficiency.num_seeds = static_cast<int64_t>(areas.size());
  efficiency.num_diverged = static_cast<int64_t>(result.diverged.size());
  efficiency.area = Mean(areas);
  efficiency.area_interval = MeanInterval(areas, options);
  if (!steps.empty()) {
    steps.insert(steps.end(), result.diverged.size(), std::numeric_limits<double>::infinity());
    efficiency.steps = Median(steps);
    efficiency.steps_interval = PercentileInterval(steps, Median, options.Bootstrap());
  }
  return efficiency;
}

}  // namespace

std::vector<SampleEfficiency> SampleEfficiencies(std::span<const RunLog> logs,
                                                 const Comparison& comparison,
                                                 const std::vector<ScoreScale>& scales) {
  const std::vector<LogCell> cells = CellsOf(logs);
  std::vector<std::optional<SampleEfficiency>> of_results(comparison.results.size());
  ForEachIndex(of_results.size(), [&](size_t i) {
    const VariantResult& result = comparison.results[i];
    if (const LogCell* cell = FindCell(cells, result.environment, result.variant))
      of_results[i] = EfficiencyOf(result, cell->runs, comparison.options, scales);
  });
  std::vector<SampleEfficiency> efficiencies;
  for (std::optional<SampleEfficiency>& efficiency : of_results) {
    if (efficiency) efficiencies.push_back(std::move(*efficiency));
  }
  return efficiencies;
}

}  // namespace gaitbench
