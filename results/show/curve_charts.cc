#include "results/show/curve_charts.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "results/compare/curves.h"
#include "results/compare/names.h"
#include "results/log/json_text.h"
#include "results/log/parallel.h"
#include "results/show/vega_lite.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr size_t kPointsOfALine = 200;  // where variants share a chart
constexpr size_t kPointsInAPanel = 50;  // every third pixel
constexpr size_t kFewestPoints = 40;    // of a single seed's line
constexpr int64_t kPaperWindow = 100;   // iterations; running means of Figures 2 to 4

using Runs = std::vector<const RunLog*>;

struct CurveChart {
  std::string environment;
  std::string_view column;
  std::string title;         // of the vertical axis
  int64_t running_mean = 1;  // iterations
  bool band = false;
  bool may_be_log = false;  // where the values span a decade
};

// What one variant has to show.
struct VariantCurve {
  const VariantResult* result;
  Runs runs;
  Curve curve;
};

// How the points of a chart are shared among its lines.
struct LinePoints {
  size_t of_mean = 0, of_seed = 0;
  size_t num_seeds = 0;  // of each variant that are drawn
};

LinePoints SharePoints(size_t most_points, const std::vector<VariantCurve>& curves) {
  size_t most_seeds = 0;
  for (const VariantCurve& curve : curves) most_seeds = std::max(most_seeds, curve.runs.size());
  const size_t num_variants = std::max<size_t>(1, curves.size());
  const size_t of_mean = curves.size() > vega_lite::kNumColors ? kPointsInAPanel : kPointsOfALine;
  const size_t left = most_points - std::min(most_points, of_mean * num_variants);
  LinePoints points = {.of_mean = of_mean};
  points.num_seeds = std::min(most_seeds, left / (kFewestPoints * num_variants));
  if (points.num_seeds > 0)
    points.of_seed = std::min(of_mean, left / (points.num_seeds * num_variants));
  return points;
}

Runs RunsOf(std::span<const RunLog> logs, const VariantResult& result) {
  Runs runs;
  for (const RunLog& log : logs) {
    if (log.environment == result.environment && log.variant == result.variant &&
        log.num_recorded() > 0)
      runs.push_back(&log);
  }
  return runs;
}

// Which points of a curve are drawn: those measured, and of many every so many-th, the last of each
// group.
std::vector<size_t> DrawnPoints(Sample values, size_t most) {
  std::vector<size_t> measured, drawn;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) measured.push_back(i);
  }
  const size_t stride = std::max<size_t>(1, (measured.size() + most - 1) / most);
  for (size_t i = stride - 1; i < measured.size(); i += stride) drawn.push_back(measured[i]);
  return drawn;
}

// To five digits, which are more than a pixel.
ordered_json Drawn(double value) {
  return NumberToJson(std::isfinite(value) ? std::stod(fmt::format("{:.5g}", value)) : value);
}

ordered_json At(Sample values, const std::vector<size_t>& points) {
  auto chosen = ordered_json::array();
  for (const size_t point : points) chosen.push_back(Drawn(values[point]));
  return chosen;
}

ordered_json StepsAt(Sample env_steps, const std::vector<size_t>& points) {
  auto chosen = ordered_json::array();
  for (const size_t point : points) {
    const double steps = env_steps[point];
    chosen.push_back(std::isnan(steps) ? ordered_json()
                                       : ordered_json(static_cast<int64_t>(steps)));
  }
  return chosen;
}

std::vector<const VariantResult*> ResultsOn(const Comparison& comparison,
                                            const std::string& environment) {
  std::vector<const VariantResult*> results;
  for (const VariantResult& result : comparison.results) {
    if (result.environment == environment) results.push_back(&result);
  }
  return results;
}

std::vector<const VariantResult*> DrawnResults(const Comparison& comparison,
                                               const std::string& environment) {
  const std::vector<const VariantResult*> results = ResultsOn(comparison, environment);
  std::vector<double> means;
  for (const VariantResult* result : results) means.push_back(result->mean.value_or(NAN));
  std::vector<const VariantResult*> drawn;
  for (const size_t number : DrawnVariants(means)) drawn.push_back(results[number]);
  return drawn;
}

// The variants of the environment that are drawn and have measured something.
std::vector<VariantCurve> CurvesOf(std::span<const RunLog> logs, const Tables& tables,
                                   const CurveChart& chart) {
  std::vector<VariantCurve> curves;
  for (const VariantResult* result : DrawnResults(tables.comparison, chart.environment))
    curves.push_back({.result = result, .runs = {}, .curve = {}});
  ForEachIndex(curves.size(), [&](size_t i) {
    curves[i].runs = RunsOf(logs, *curves[i].result);
    curves[i].curve = CurveOf(curves[i].runs, chart.column);
  });
  std::erase_if(curves, [](const VariantCurve& curve) {
    return std::ranges::all_of(curve.curve.mean, [](double value) { return std::isnan(value); });
  });
  return curves;
}

ordered_json SeedRecord(const RunLog& run, const std::string& name, const CurveChart& chart,
                        size_t most_points) {
  const Sample values = run.columns.Values(chart.column);
  const std::vector<size_t> points = DrawnPoints(values, most_points);
  return {{"name", name},
          {"seed", run.seed},
          {"env_steps", StepsAt(run.columns.Values(kEnvSteps), points)},
          {"value", At(RunningMean(values, chart.running_mean), points)}};
}

struct VariantRecords {
  ordered_json number, seeds = ordered_json::array();
};

VariantRecords RecordsOf(const VariantCurve& variant, const CurveChart& chart,
                         const LinePoints& line_points, const ComparisonOptions& options) {
  const std::string name = DisplayName(variant.result->variant);
  const Curve& curve = variant.curve;
  const std::vector<size_t> points = DrawnPoints(curve.mean, line_points.of_mean);
  VariantRecords records;
  records.number = {{"name", name},
                    {"env_steps", StepsAt(curve.env_steps, points)},
                    {"mean", At(RunningMean(curve.mean, chart.running_mean), points)}};
  if (chart.band) {
    auto low = ordered_json::array(), high = ordered_json::array();
    for (const Interval& band :
         BandOfMean(variant.runs, chart.column, points, options.Bootstrap())) {
      low.push_back(Drawn(band.low));
      high.push_back(Drawn(band.high));
    }
    records.number["low"] = std::move(low);
    records.number["high"] = std::move(high);
  }
  for (size_t i = 0; i < std::min(line_points.num_seeds, variant.runs.size()); ++i)
    records.seeds.push_back(SeedRecord(*variant.runs[i], name, chart, line_points.of_seed));
  return records;
}

// A record per variant under "numbers", one per drawn run under "seeds", their values as arrays.
ordered_json Datasets(const std::vector<VariantCurve>& curves, const CurveChart& chart,
                      const LinePoints& points, const ComparisonOptions& options) {
  std::vector<VariantRecords> records(curves.size());
  ForEachIndex(curves.size(),
               [&](size_t i) { records[i] = RecordsOf(curves[i], chart, points, options); });
  auto numbers = ordered_json::array(), seeds = ordered_json::array();
  for (VariantRecords& variant : records) {
    numbers.push_back(std::move(variant.number));
    for (ordered_json& seed : variant.seeds) seeds.push_back(std::move(seed));
  }
  return {{"numbers", std::move(numbers)}, {"seeds", std::move(seeds)}};
}

std::string SeedsText(const LinePoints& points, const std::vector<VariantCurve>& curves) {
  const bool all = std::ranges::all_of(
      curves, [&](const VariantCurve& curve) { return curve.runs.size() <= points.num_seeds; });
  if (all) return "thin lines are single seeds";
  if (points.num_seeds == 0) return "single seeds are too many to be drawn";
  return fmt::format("thin lines are single seeds, the first {} of each variant", points.num_seeds);
}

// Thin lines for single seeds, which hovering brings forward.
ordered_json SeedLines(const ordered_json& x, const ordered_json& y, const ordered_json& color) {
  const auto shown = [](const char* field, const char* title, const char* format) {
    ordered_json entry = {{"field", field}, {"title", title}};
    if (format) entry["format"] = format;
    return entry;
  };
  const ordered_json hover = {{"type", "point"},
                              {"fields", {"name", "seed"}},
                              {"on", "pointerover"},
                              {"clear", "pointerout"}};
  ordered_json y_of_seed = y;
  y_of_seed["field"] = "value";
  return {
      {"data", {{"name", "seeds"}}},
      {"transform", {{{"flatten", {"env_steps", "value"}}}}},
      {"params", {{{"name", "hover"}, {"select", hover}}}},
      {"mark", {{"type", "line"}, {"strokeWidth", 1}}},
      {"encoding",
       {{"x", x},
        {"y", y_of_seed},
        {"detail", {{"field", "seed"}}},
        {"color", vega_lite::WithoutLegend(color)},
        {"opacity",
         {{"condition", {{"param", "hover"}, {"empty", false}, {"value", 0.95}}}, {"value", 0.2}}},
        {"tooltip",
         {shown("name", "variant", nullptr), shown("seed", "seed", nullptr),
          shown("env_steps", "env steps", ","), shown("value", "value", ".4~g")}}}}};
}

// Band, seeds' lines and mean, the last with a legend.
ordered_json Layers(const CurveChart& chart, const ordered_json& x, const ordered_json& y,
                    const std::vector<std::string>& names) {
  const ordered_json color = vega_lite::ColorByName(names);
  auto layers = ordered_json::array();
  if (chart.band) {
    ordered_json low = y;
    low["field"] = "low";
    layers.push_back(
        {{"transform",
          {{{"flatten", {"env_steps", "low", "high"}}}, {{"filter", "datum.low !== null"}}}},
         {"mark", {{"type", "area"}, {"opacity", 0.16}}},
         {"encoding",
          {{"x", x},
           {"y", low},
           {"y2", {{"field", "high"}}},
           {"color", vega_lite::WithoutLegend(color)}}}});
  }
  layers.push_back(SeedLines(x, y, color));
  layers.push_back(
      {{"transform", {{{"flatten", {"env_steps", "mean"}}}}},
       {"mark", {{"type", "line"}, {"strokeWidth", 2.5}}},
       {"encoding",
        {{"x", x}, {"y", y}, {"color", color}, {"strokeDash", vega_lite::DashByName(names)}}}});
  return layers;
}

// The layers of one variant: those of a grid are named by lines, "annealing=on+initialization=...".
ordered_json Panel(ordered_json layers, const std::string& name, size_t index) {
  const ordered_json only = {{"filter", {{"field", "name"}, {"equal", name}}}};
  for (ordered_json& layer : layers) {
    ordered_json& transforms = layer["transform"];
    transforms.insert(transforms.begin(), only);
    if (layer.contains("params")) {
      const std::string hover = "hover_" + std::to_string(index);
      layer["params"][0]["name"] = hover;
      layer["encoding"]["opacity"]["condition"]["param"] = hover;
    }
    for (const char* channel : {"color", "strokeDash"}) {
      if (layer["encoding"].contains(channel)) layer["encoding"].erase(channel);
    }
    layer["mark"]["color"] = vega_lite::kFirstColor;
    if (layer["mark"].contains("strokeWidth")) layer["mark"]["strokeWidth"] = 1;
  }
  return {{"title", {{"text", NameParts(name)}, {"anchor", "start"}, {"fontSize", 9}}},
          {"width", 150},
          {"height", 100},
          {"layer", std::move(layers)}};
}

// Whether what is drawn is positive and has a decade between its ends.
bool SpanADecade(const ordered_json& datasets) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  const auto extend = [&](const ordered_json& values) {
    for (const ordered_json& value : values) {
      if (!value.is_number()) continue;
      low = std::min(low, value.get<double>());
      high = std::max(high, value.get<double>());
    }
  };
  for (const ordered_json& variant : datasets.at("numbers")) extend(variant.at("mean"));
  for (const ordered_json& run : datasets.at("seeds")) extend(run.at("value"));
  return low > 0 && high >= 10 * low;
}

// Variants together, or, where they are too many for that, each in a panel on the same scales.
ordered_json SpecOf(ordered_json datasets, const CurveChart& chart,
                    const std::vector<std::string>& names) {
  ordered_json x = vega_lite::Quantity("env_steps", "env steps");
  x["axis"] = {{"format", "~s"}, {"tickCount", 6}};
  ordered_json y = vega_lite::Quantity("mean", chart.title);
  y["scale"] = chart.may_be_log && SpanADecade(datasets) ? ordered_json{{"type", "log"}}
                                                         : ordered_json{{"zero", false}};
  ordered_json spec = vega_lite::Spec(300, nullptr);
  spec["datasets"] = std::move(datasets);
  if (names.size() <= vega_lite::kNumColors) {
    // one legend, that of the thick lines
    spec["resolve"] = {{"scale", {{"color", "independent"}, {"strokeDash", "independent"}}}};
    spec["layer"] = Layers(chart, x, y, names);
    return spec;
  }
  spec.erase("width");
  spec.erase("height");
  x["axis"]["tickCount"] = 3;
  x["title"] = nullptr;
  y["title"] = nullptr;
  spec["resolve"] = {{"scale", {{"x", "shared"}, {"y", "shared"}}}};
  spec["columns"] = 4;
  auto panels = ordered_json::array();
  for (const std::string& name : names)
    panels.push_back(Panel(Layers(chart, x, y, names), name, panels.size()));
  spec["concat"] = std::move(panels);
  return spec;
}

void AddChart(std::span<const RunLog> logs, const Tables& tables, const CurveChart& curve,
              size_t most_points, Chart chart, std::vector<Chart>& charts) {
  const std::vector<VariantCurve> curves = CurvesOf(logs, tables, curve);
  if (curves.empty()) return;
  const LinePoints points = SharePoints(most_points, curves);
  std::vector<std::string> names;
  for (const VariantCurve& variant : curves) names.push_back(DisplayName(variant.result->variant));
  chart.text += fmt::format(
      "; {}.{}", SeedsText(points, curves),
      DrawnVariantsText(ResultsOn(tables.comparison, curve.environment).size(), "mean"));
  chart.spec = SpecOf(Datasets(curves, curve, points, tables.comparison.options), curve, names);
  charts.push_back(std::move(chart));
}

}  // namespace

std::vector<Chart> ReturnCharts(std::span<const RunLog> logs, const Tables& tables,
                                size_t most_points) {
  std::vector<Chart> charts;
  for (const std::string& environment : tables.comparison.environments) {
    AddChart(logs, tables,
             {.environment = environment, .column = kMeanReturn, .title = "return", .band = true},
             most_points,
             {.id = "curves-" + environment,
              .section = "curves",
              .title = environment,
              .text = "Mean return over seeds with " +
                      PercentText(tables.comparison.options.interval) + " bootstrap band"},
             charts);
  }
  return charts;
}

std::vector<Chart> TrustRegionCharts(std::span<const RunLog> logs, const Tables& tables,
                                     size_t most_points) {
  struct Measure {
    std::string_view column;
    const char* title;
    bool may_be_log;
  };
  constexpr Measure kMeasures[] = {
      {kTrustRegionColumns[0], "mean KL(old||new), nats", false},
      {kTrustRegionColumns[1], "mean KL(old||new) on held-out observations, nats", false},
      {kTrustRegionColumns[2], "largest probability ratio", true},
      {kTrustRegionColumns[3], "largest probability ratio on held-out pairs", true}};
  std::vector<Chart> charts;
  for (const Measure& measure : kMeasures) {
    for (const std::string& environment : tables.comparison.environments) {
      CurveChart curve = {.environment = environment,
                          .column = measure.column,
                          .title = measure.title,
                          .may_be_log = measure.may_be_log};
      const auto id = [&](const char* kind) {
        return fmt::format("{}{}-{}", measure.column, kind, environment);
      };
      AddChart(logs, tables, curve, most_points,
               {.id = id(""),
                .section = "trust-region",
                .title = environment + ": " + measure.title,
                .text = "Per iteration, mean over seeds"},
               charts);
      if (!tables.about_the_paper) continue;
      curve.running_mean = kPaperWindow;
      AddChart(logs, tables, curve, most_points,
               {.id = id("-running"),
                .section = "trust-region",
                .title = environment + ": " + measure.title + ", as the paper shows it",
                .text = fmt::format("Running mean over the last {} iterations", kPaperWindow)},
               charts);
    }
  }
  return charts;
}

}  // namespace gaitbench
