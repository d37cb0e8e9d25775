#include "results/show/curve_charts.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "results/compare/curves.h"
#include "results/compare/names.h"
#include "results/log/json_text.h"
#include "results/show/vega_lite.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr size_t kMostPoints = 200;    // of a curve
constexpr int64_t kPaperWindow = 100;  // iterations; running means of Figures 2 to 4

using Runs = std::vector<const RunLog*>;

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
std::vector<size_t> DrawnPoints(Sample values) {
  std::vector<size_t> measured, drawn;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) measured.push_back(i);
  }
  const size_t stride = std::max<size_t>(1, (measured.size() + kMostPoints - 1) / kMostPoints);
  for (size_t i = stride - 1; i < measured.size(); i += stride) drawn.push_back(measured[i]);
  return drawn;
}

// To the six digits that a chart shows at most, which halves a page.
double Shortened(double number) { return std::stod(fmt::format("{:.6g}", number)); }

ordered_json At(Sample values, const std::vector<size_t>& points) {
  auto chosen = ordered_json::array();
  for (const size_t point : points) chosen.push_back(NumberToJson(Shortened(values[point])));
  return chosen;
}

struct CurveChart {
  std::string environment;
  std::string_view column;
  std::string title;         // of the vertical axis
  int64_t running_mean = 1;  // iterations
  bool band = false;
  bool may_be_log = false;  // where the values span a decade
};

// A record per variant under "numbers", one per run under "seeds", their values as arrays.
ordered_json Datasets(std::span<const RunLog> logs, const Tables& tables, const CurveChart& chart,
                      std::vector<std::string>& names) {
  auto numbers = ordered_json::array(), seeds = ordered_json::array();
  for (const VariantResult& result : tables.comparison.results) {
    const Runs runs = RunsOf(logs, result);
    if (result.environment != chart.environment || runs.empty()) continue;
    BootstrapOptions bootstrap = tables.comparison.options.Bootstrap();
    if (!chart.band) bootstrap.resamples = 0;
    const Curve curve = CurveOf(runs, chart.column, bootstrap);
    const auto none = [](double value) { return std::isnan(value); };
    if (std::all_of(curve.mean.begin(), curve.mean.end(), none)) continue;
    const std::string name = DisplayName(result.variant);
    names.push_back(name);
    const std::vector<size_t> points = DrawnPoints(curve.mean);
    ordered_json record = {{"name", name},
                           {"env_steps", At(curve.env_steps, points)},
                           {"mean", At(RunningMean(curve.mean, chart.running_mean), points)}};
    if (chart.band) {
      record["low"] = At(curve.mean_low, points);
      record["high"] = At(curve.mean_high, points);
    }
    numbers.push_back(std::move(record));
    for (const RunLog* run : runs) {
      const Sample values = run->columns.Values(chart.column);
      const std::vector<size_t> of_run = DrawnPoints(values);
      seeds.push_back({{"name", name},
                       {"seed", run->seed},
                       {"env_steps", At(run->columns.Values(kEnvSteps), of_run)},
                       {"value", At(RunningMean(values, chart.running_mean), of_run)}});
    }
  }
  return {{"numbers", numbers}, {"seeds", seeds}};
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

// Whether positive values have a decade between them.
bool SpanADecade(const ordered_json& datasets) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const ordered_json& record : datasets.at("seeds")) {
    for (const ordered_json& value : record.at("value")) {
      if (!value.is_number()) continue;
      low = std::min(low, value.get<double>());
      high = std::max(high, value.get<double>());
    }
  }
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
              Chart chart, std::vector<Chart>& charts) {
  std::vector<std::string> names;
  ordered_json datasets = Datasets(logs, tables, curve, names);
  if (names.empty()) return;
  chart.spec = SpecOf(std::move(datasets), curve, names);
  charts.push_back(std::move(chart));
}

}  // namespace

std::vector<Chart> ReturnCharts(std::span<const RunLog> logs, const Tables& tables) {
  std::vector<Chart> charts;
  for (const std::string& environment : tables.comparison.environments) {
    AddChart(
        logs, tables,
        {.environment = environment, .column = kMeanReturn, .title = "return", .band = true},
        {.id = "curves-" + environment,
         .section = "curves",
         .title = environment,
         .text = "Mean return over seeds with " + PercentText(tables.comparison.options.interval) +
                 " bootstrap band; thin lines are single seeds."},
        charts);
  }
  return charts;
}

std::vector<Chart> TrustRegionCharts(std::span<const RunLog> logs, const Tables& tables) {
  struct Measure {
    const char* column;
    const char* title;
    bool may_be_log;
  };
  constexpr Measure kMeasures[] = {
      {"mean_kl", "mean KL(old||new), nats", false},
      {"heldout_mean_kl", "mean KL(old||new) on held-out observations, nats", false},
      {"max_ratio", "largest probability ratio", true},
      {"heldout_max_ratio", "largest probability ratio on held-out pairs", true}};
  std::vector<Chart> charts;
  for (const Measure& measure : kMeasures) {
    for (const std::string& environment : tables.comparison.environments) {
      CurveChart curve = {.environment = environment,
                          .column = measure.column,
                          .title = measure.title,
                          .may_be_log = measure.may_be_log};
      AddChart(logs, tables, curve,
               {.id = std::string(measure.column) + "-" + environment,
                .section = "trust-region",
                .title = environment + ": " + measure.title,
                .text = "Per iteration, mean over seeds; thin lines are single seeds."},
               charts);
      if (!tables.about_the_paper) continue;
      curve.running_mean = kPaperWindow;
      AddChart(
          logs, tables, curve,
          {.id = std::string(measure.column) + "-running-" + environment,
           .section = "trust-region",
           .title = environment + ": " + measure.title + ", as the paper shows it",
           .text = "Running mean over the last " + std::to_string(kPaperWindow) + " iterations."},
          charts);
    }
  }
  return charts;
}

}  // namespace gaitbench
