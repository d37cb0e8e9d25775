#include "results/compare/sample_efficiency.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "results/compare/curves.h"
#include "results/compare/names.h"
#include "results/show/table_parts.h"
#include "results/statistics/estimate_json.h"
#include "results/statistics/number_text.h"
#include "results/statistics/statistics.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

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
    efficiency.area_interval = PercentileInterval(areas, Mean, options.Bootstrap());
    if (!steps.empty()) {
      efficiency.steps = Median(steps);
      efficiency.steps_interval = PercentileInterval(steps, Median, options.Bootstrap());
    }
    efficiencies.push_back(std::move(efficiency));
  }
  return efficiencies;
}

Table EfficiencyTable(const Comparison& comparison,
                      const std::vector<SampleEfficiency>& efficiencies) {
  Table table{.id = "efficiency", .title = "How soon it learns", .row_header = "variant"};
  for (const std::string& environment : comparison.environments) {
    table.columns.push_back({environment + " area", environment + ": area", "return"});
    table.columns.push_back({environment + " steps", "steps to half", "env steps"});
    table.columns.push_back({environment + " reached", "got there", "seeds"});
  }
  for (const std::string& variant : comparison.variants) {
    TableRow row{.id = variant, .title = DisplayName(variant)};
    for (const std::string& environment : comparison.environments) {
      const auto found = std::find_if(
          efficiencies.begin(), efficiencies.end(), [&](const SampleEfficiency& efficiency) {
            return efficiency.environment == environment && efficiency.variant == variant;
          });
      if (found == efficiencies.end()) {
        row.cells.insert(row.cells.end(), 3, TableCell());
        continue;
      }
      row.cells.push_back(Estimate{.value = found->area, .interval = found->area_interval});
      TableCell steps, reached;
      if (found->steps && std::isfinite(*found->steps))
        steps = static_cast<int64_t>(std::llround(*found->steps));
      if (found->threshold)
        reached = std::to_string(found->num_reached) + " of " + std::to_string(found->num_seeds);
      row.cells.push_back(std::move(steps));
      row.cells.push_back(std::move(reached));
    }
    table.rows.push_back(std::move(row));
  }
  for (const std::string& environment : comparison.environments) {
    for (const SampleEfficiency& efficiency : efficiencies) {
      if (efficiency.environment != environment || !efficiency.threshold) continue;
      table.notes.push_back(environment + ": half of the paper's PPO is a return of " +
                            ExactText(*efficiency.threshold) + " (score 0.5)");
      break;
    }
  }
  table.notes.push_back(
      "area: under the learning curve over its length, the mean over training [" +
      PercentText(comparison.options.interval) +
      " interval]; steps to half: median env steps until the mean of the last " +
      std::to_string(comparison.options.last_iterations) +
      " iterations' returns is half of the paper's PPO; empty where half of the seeds or more "
      "never were");
  return table;
}

ordered_json ToJson(const SampleEfficiency& efficiency) {
  return {{"environment", efficiency.environment},
          {"variant", efficiency.variant},
          {"num_seeds", efficiency.num_seeds},
          {"area_under_curve", NumberToJson(efficiency.area)},
          {"area_under_curve_interval", IntervalJson(efficiency.area_interval)},
          {"area_unit", "return"},
          {"threshold", NumberJson(efficiency.threshold)},
          {"num_reached", efficiency.num_reached},
          {"median_steps_to_threshold", NumberJson(efficiency.steps)},
          {"median_steps_to_threshold_interval", IntervalJson(efficiency.steps_interval)},
          {"steps_unit", "env steps"}};
}

}  // namespace gaitbench
