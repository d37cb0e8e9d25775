#include "results/charts/sensitivity_charts.h"

#include <algorithm>
#include <map>

#include <fmt/ranges.h>

#include "results/charts/vega_lite.h"
#include "results/compare/names.h"
#include "results/compare/shown_interval.h"
#include "results/log/json_text.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

struct Point {
  double setting = 0;
  const VariantResult* result = nullptr;
};

// The name of a variant without one axis: what stays the same along a line.
std::string Without(const std::string& variant, const std::string& axis) {
  std::string rest;
  for (const std::string& part : NameParts(variant)) {
    if (!part.starts_with(axis + "=")) rest += (rest.empty() ? "" : "+") + part;
  }
  return rest.empty() ? "return" : DisplayName(rest);
}

std::map<std::string, std::vector<Point>> LinesOf(const Comparison& comparison,
                                                  const std::string& environment,
                                                  const std::string& axis) {
  std::map<std::string, std::vector<Point>> lines;
  for (const VariantResult& result : comparison.results) {
    const auto values = AxisValues(result.variant);
    const auto value = values.find(axis);
    if (result.environment != environment || !result.mean || value == values.end()) continue;
    lines[Without(result.variant, axis)].push_back({*NumberOfLabel(value->second), &result});
  }
  for (auto& [name, points] : lines)
    std::sort(points.begin(), points.end(),
              [](const Point& a, const Point& b) { return a.setting < b.setting; });
  return lines;
}

// Settings that are above 0 and span a factor of ten or more are shown by their logarithms.
ordered_json ScaleOf(const std::map<std::string, std::vector<Point>>& lines) {
  constexpr double kFactor = 10;
  double low = INFINITY, high = -INFINITY;
  for (const auto& [name, points] : lines) {
    low = std::min(low, points.front().setting);
    high = std::max(high, points.back().setting);
  }
  const bool logarithmic = low > 0 && high >= kFactor * low;
  return logarithmic ? ordered_json{{"type", "log"}, {"nice", false}}
                     : ordered_json{{"zero", false}, {"nice", false}};
}

Chart CurvesOver(const Comparison& comparison, const std::string& environment,
                 const std::string& axis) {
  const auto lines = LinesOf(comparison, environment, axis);
  auto numbers = ordered_json::array();
  std::vector<std::string> names;
  for (const auto& [name, points] : lines) {
    names.push_back(name);
    for (const Point& point : points) {
      const auto& interval = point.result->mean_interval;
      numbers.push_back({{"name", name},
                         {"setting", NumberToJson(point.setting)},
                         {"value", NumberToJson(*point.result->mean)},
                         {"low", interval ? NumberToJson(interval->low) : ordered_json()},
                         {"high", interval ? NumberToJson(interval->high) : ordered_json()}});
    }
  }
  ordered_json x = vega_lite::Quantity("setting", axis);
  x["scale"] = ScaleOf(lines);
  ordered_json y = vega_lite::Quantity("value", "mean return");
  y["scale"] = {{"zero", false}};
  return {
      .id = "sensitivity-" + environment + "-" + axis,
      .section = "sensitivity",
      .title = fmt::format("{}: return over {}", environment, axis),
      .text = fmt::format("Mean return at each value, with {} intervals ({}) as a band.",
                          PercentText(comparison.options.interval),
                          MeanIntervalText(comparison.options)),
      .spec = vega_lite::LinesWithBands(260, std::move(numbers), x, y, names, /*has_points=*/true)};
}

Chart ScoresByNumberTuned(const Sensitivities& sensitivities) {
  auto numbers = ordered_json::array();
  std::vector<std::string> names;
  size_t most = 0;
  for (const Sensitivity& sensitivity : sensitivities.algorithms) {
    if (sensitivity.by_number_tuned.empty()) continue;
    names.push_back(sensitivity.Name());
    most = std::max(most, sensitivity.axes.size());
    for (size_t i = 0; i < sensitivity.by_number_tuned.size(); ++i) {
      const TunedScore& tuned = sensitivity.by_number_tuned[i];
      numbers.push_back({{"name", names.back()},
                         {"setting", i},
                         {"tuned", fmt::format("{}", fmt::join(tuned.tuned, ", "))},
                         {"value", NumberToJson(tuned.score)},
                         {"low", nullptr},
                         {"high", nullptr}});
    }
  }
  ordered_json x = vega_lite::Quantity("setting", "settings tuned for each environment");
  auto ticks = ordered_json::array();
  for (size_t i = 0; i <= most; ++i) ticks.push_back(i);
  x["axis"] = {{"values", ticks}, {"format", "d"}};
  ordered_json y = vega_lite::Quantity("value", "mean score");
  y["scale"] = {{"zero", false}};
  return {
      .id = "sensitivity-tuned",
      .section = "sensitivity",
      .title = "Score over the number of settings that are tuned",
      .text =
          "The best choice of so many settings is tuned for each environment, the others "
          "are those of the best setting for all (Adkins et al. 2024, figure 6).",
      .spec = vega_lite::LinesWithBands(260, std::move(numbers), x, y, names, /*has_points=*/true)};
}

}  // namespace

std::vector<Chart> SensitivityCharts(const Tables& tables) {
  std::vector<Chart> charts;
  const Comparison& comparison = tables.comparison;
  for (const std::string& environment : comparison.environments) {
    for (const std::string& axis : NumericAxes(comparison.variants)) {
      if (!LinesOf(comparison, environment, axis).empty())
        charts.push_back(CurvesOver(comparison, environment, axis));
    }
  }
  const auto& algorithms = tables.sensitivities.algorithms;
  if (std::ranges::any_of(algorithms, [](const Sensitivity& sensitivity) {
        return !sensitivity.by_number_tuned.empty();
      }))
    charts.push_back(ScoresByNumberTuned(tables.sensitivities));
  return charts;
}

}  // namespace gaitbench
