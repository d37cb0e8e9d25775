#include "results/charts/curve_charts.h"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "results/charts/curve_records.h"
#include "results/charts/vega_lite.h"
#include "results/compare/config_keys.h"
#include "results/compare/names.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr int64_t kPaperWindow = 100;  // iterations; running means of Figures 2 to 4

const char* TitleOf(CurveAxis axis) {
  return axis == CurveAxis::kOfSteps ? "env steps" : "seconds of training";
}

// Thin lines for single seeds, which hovering brings forward.
ordered_json SeedLines(CurveAxis axis, const ordered_json& x, const ordered_json& y,
                       const ordered_json& color) {
  const std::string place(KeyOf(axis));
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
      {"transform", {{{"flatten", {place, "value"}}}}},
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
          shown(place.c_str(), TitleOf(axis), ","), shown("value", "value", ".4~g")}}}}};
}

// Band, seeds' lines and mean, the last with a legend.
ordered_json Layers(const CurveChart& chart, const ordered_json& x, const ordered_json& y,
                    const CurveRecords& records) {
  const ordered_json color = vega_lite::ColorByName(records.names, records.among);
  const ordered_json dash = vega_lite::DashByName(records.names, records.among);
  const std::string place(KeyOf(chart.axis));
  auto layers = ordered_json::array();
  if (chart.band) {
    ordered_json low = y;
    low["field"] = "low";
    layers.push_back(
        {{"transform", {{{"flatten", {place, "low", "high"}}}, {{"filter", "datum.low !== null"}}}},
         {"mark", {{"type", "area"}, {"opacity", 0.16}}},
         {"encoding",
          {{"x", x},
           {"y", low},
           {"y2", {{"field", "high"}}},
           {"color", vega_lite::WithoutLegend(color)}}}});
  }
  layers.push_back(SeedLines(chart.axis, x, y, color));
  layers.push_back({{"transform", {{{"flatten", {place, "mean"}}}}},
                    {"mark", {{"type", "line"}, {"strokeWidth", 2.5}}},
                    {"encoding", {{"x", x}, {"y", y}, {"color", color}, {"strokeDash", dash}}}});
  return layers;
}

// A line for each part of "annealing=on+initialization=..." and of "PPO, clip_range=0.3".
std::vector<std::string> TitleLines(const std::string& name) {
  std::vector<std::string> lines;
  for (size_t begin = 0, end = 0; end != std::string::npos; begin = end + 2) {
    end = name.find(", ", begin);
    for (std::string& part : NameParts(name.substr(begin, end - begin)))
      lines.push_back(std::move(part));
  }
  return lines;
}

// The layers of one variant.
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
  return {{"title", {{"text", TitleLines(name)}, {"anchor", "start"}, {"fontSize", 9}}},
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
ordered_json SpecOf(CurveRecords records, const CurveChart& chart) {
  ordered_json x = vega_lite::Quantity(std::string(KeyOf(chart.axis)), TitleOf(chart.axis));
  x["axis"] = {{"format", "~s"}, {"tickCount", 6}};
  ordered_json y = vega_lite::Quantity("mean", chart.title);
  y["scale"] = chart.may_be_log && SpanADecade(records.datasets) ? ordered_json{{"type", "log"}}
                                                                 : ordered_json{{"zero", false}};
  ordered_json spec = vega_lite::Spec(300, nullptr);
  spec["datasets"] = std::move(records.datasets);
  if (records.names.size() <= vega_lite::kNumColors) {
    // one legend, that of the thick lines
    spec["resolve"] = {{"scale", {{"color", "independent"}, {"strokeDash", "independent"}}}};
    spec["layer"] = Layers(chart, x, y, records);
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
  for (const std::string& name : records.names)
    panels.push_back(Panel(Layers(chart, x, y, records), name, panels.size()));
  spec["concat"] = std::move(panels);
  return spec;
}

void AddChart(std::span<const RunLog> logs, const Tables& tables, const CurveChart& curve,
              size_t most_points, Chart chart, std::vector<Chart>& charts) {
  CurveRecords records = RecordsOf(logs, tables, curve, most_points);
  if (records.names.empty()) return;
  chart.text += "; " + records.text;
  chart.spec = SpecOf(std::move(records), curve);
  charts.push_back(std::move(chart));
}

}  // namespace

bool AreShownOverSeconds(std::span<const RunLog> logs) {
  std::set<std::string> learners;
  for (const RunLog& log : logs) learners.insert(ValueText(ValueAt(log.config, "learner")));
  return learners.size() > 1 || std::ranges::any_of(logs, HasEvaluations);
}

std::vector<Chart> ReturnCharts(std::span<const RunLog> logs, const Tables& tables,
                                size_t most_points) {
  const bool any_evaluated = std::ranges::any_of(logs, HasEvaluations);
  const std::string drawn =
      fmt::format("Mean return over seeds with {} bootstrap band{}",
                  PercentText(tables.comparison.options.interval),
                  any_evaluated ? ", of evaluations in training where a run has them" : "");
  std::vector<Chart> charts;
  for (const std::string& environment : tables.comparison.environments) {
    AddChart(
        logs, tables, {.environment = environment, .title = "return", .band = true}, most_points,
        {.id = "curves-" + environment, .section = "curves", .title = environment, .text = drawn},
        charts);
    if (!AreShownOverSeconds(logs)) continue;
    AddChart(
        logs, tables,
        {.environment = environment,
         .axis = CurveAxis::kOfSeconds,
         .title = "return",
         .band = true},
        most_points,
        {.id = "seconds-" + environment,
         .section = "curves",
         .title = environment + ", by seconds of training",
         .text =
             drawn +
             "; an iteration stands at the median over seeds of the seconds up to its "
             "end, evaluations among them, on the machine that trained, beside whatever else ran there"},
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
      if (!tables.comparison.options.published) continue;
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
