#include "results/compare/sample_efficiency.h"

#include <algorithm>
#include <limits>

#include "results/compare/curves.h"
#include "results/compare/shown_interval.h"
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

}  // namespace

std::vector<SampleEfficiency> SampleEfficiencies(std::span<const RunLog> logs,
                                                 const Comparison& comparison,
                                                 const std::vector<ScoreScale>& scales) {
  const ComparisonOptions& options = comparison.options;
  std::vector<SampleEfficiency> efficiencies;
  for (const VariantResult& result : comparison.results) {
    SampleEfficiency efficiency{.environment = result.environment,
                                .variant = result.variant,
                                .threshold = Threshold(scales, result.environment)};
    std::vector<double> areas, steps;
    for (const RunLog& log : logs) {
      if (log.environment != result.environment || log.variant != result.variant ||
          std::find(result.seeds.begin(), result.seeds.end(), log.seed) == result.seeds.end())
        continue;
      areas.push_back(AreaUnderCurve(log));
      if (!efficiency.threshold) continue;
      const auto reached = StepsToReach(log, *efficiency.threshold, options.last_iterations);
      efficiency.num_reached += reached.has_value();
      steps.push_back(reached.value_or(std::numeric_limits<double>::infinity()));
    }
    if (areas.empty()) continue;
    efficiency.num_seeds = static_cast<int64_t>(areas.size());
    efficiency.area = Mean(areas);
    efficiency.area_interval = MeanInterval(areas, options);
    if (!steps.empty()) {
      efficiency.steps = Median(steps);
      efficiency.steps_interval = PercentileInterval(steps, Median, options.Bootstrap());
    }
    efficiencies.push_back(std::move(efficiency));
  }
  return efficiencies;
}

}  // namespace gaitbench
