#include "results/charts/curve_records.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/charts/drawing_limits.h"
#include "results/charts/vega_lite.h"
#include "results/compare/curves.h"
#include "results/compare/names.h"
#include "results/log/cells.h"
#include "results/log/json_text.h"
#include "results/log/parallel.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr size_t kPointsOfALine = 200;  // where variants share a chart
constexpr size_t kPointsInAPanel = 50;  // every third pixel
constexpr size_t kFewestPoints = 40;    // of a single seed's line

using Runs = std::vector<const RunLog*>;

// What one variant has to show.
struct VariantCurve {
  const VariantResult* result;
  Runs runs;
  std::string_view column;
  Curve curve;
  std::vector<double> places;  // of its means on the chart's axis
};

// Runs of a variant have the same learner, and so the same columns.
std::string_view ColumnOf(const CurveChart& chart, const Runs& runs) {
  return chart.column.value_or(runs.empty() ? kMeanReturn : JudgedColumn(*runs.front()));
}

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

// Of env steps or, to five digits, of seconds.
ordered_json PlacesAt(Sample places, CurveAxis axis, const std::vector<size_t>& points) {
  return axis == CurveAxis::kOfSteps ? StepsAt(places, points) : At(places, points);
}

std::vector<const VariantResult*> DrawnResults(const Comparison& comparison,
                                               const std::string& environment) {
  const std::span<const VariantResult> results = comparison.On(environment);
  std::vector<double> means;
  for (const VariantResult& result : results) means.push_back(result.mean.value_or(NAN));
  std::vector<const VariantResult*> drawn;
  for (const size_t number : DrawnVariants(means)) drawn.push_back(&results[number]);
  return drawn;
}

// What has no place on the axis, as its seconds were not measured, is not drawn.
void DropWithoutPlace(VariantCurve& variant) {
  variant.places.resize(variant.curve.mean.size(), kNotMeasured);
  for (size_t i = 0; i < variant.places.size(); ++i) {
    if (std::isnan(variant.places[i])) variant.curve.mean[i] = kNotMeasured;
  }
}

// The variants of the environment that are drawn and have measured something.
std::vector<VariantCurve> CurvesOf(std::span<const RunLog> logs, const Tables& tables,
                                   const CurveChart& chart) {
  const std::vector<LogCell> cells = CellsOf(logs);
  std::vector<VariantCurve> curves;
  for (const VariantResult* result : DrawnResults(tables.comparison, chart.environment))
    curves.push_back({.result = result, .runs = {}, .column = {}, .curve = {}, .places = {}});
  ForEachIndex(curves.size(), [&](size_t i) {
    const LogCell* cell = FindCell(cells, chart.environment, curves[i].result->variant);
    if (cell) curves[i].runs = cell->recorded();
    curves[i].column = ColumnOf(chart, curves[i].runs);
    curves[i].curve = CurveOf(curves[i].runs, curves[i].column);
    curves[i].places = chart.axis == CurveAxis::kOfSteps ? curves[i].curve.env_steps
                                                         : MedianTrainingSeconds(curves[i].runs);
    DropWithoutPlace(curves[i]);
  });
  std::erase_if(curves, [](const VariantCurve& curve) {
    return std::ranges::all_of(curve.curve.mean, [](double value) { return std::isnan(value); });
  });
  return curves;
}

std::vector<double> PlacesOf(const RunLog& run, CurveAxis axis) {
  if (axis == CurveAxis::kOfSeconds) return TrainingSeconds(run);
  const std::span<const double> env_steps = run.columns.Values(kEnvSteps);
  return {env_steps.begin(), env_steps.end()};
}

ordered_json SeedRecord(const RunLog& run, const std::string& name, std::string_view column,
                        const CurveChart& chart, size_t most_points) {
  const Sample values = run.columns.Values(column);
  const std::vector<double> places = PlacesOf(run, chart.axis);
  std::vector<size_t> points = DrawnPoints(values, most_points);
  std::erase_if(points, [&](size_t point) { return point >= places.size(); });
  return {{"name", name},
          {"seed", run.seed},
          {std::string(KeyOf(chart.axis)), PlacesAt(places, chart.axis, points)},
          {"value", At(RunningMean(values, chart.running_mean), points)}};
}

struct VariantRecords {
  ordered_json number, seeds = ordered_json::array();
};

VariantRecords RecordsOfVariant(const VariantCurve& variant, const CurveChart& chart,
                                const LinePoints& line_points, const ComparisonOptions& options) {
  const std::string name = DisplayName(variant.result->variant);
  const Curve& curve = variant.curve;
  const std::vector<size_t> points = DrawnPoints(curve.mean, line_points.of_mean);
  VariantRecords records;
  records.number = {{"name", name},
                    {std::string(KeyOf(chart.axis)), PlacesAt(variant.places, chart.axis, points)},
                    {"mean", At(RunningMean(curve.mean, chart.running_mean), points)}};
  if (chart.band) {
    auto low = ordered_json::array(), high = ordered_json::array();
    for (const Interval& band :
         BandOfMean(variant.runs, variant.column, points, options.Bootstrap())) {
      low.push_back(Drawn(band.low));
      high.push_back(Drawn(band.high));
    }
    records.number["low"] = std::move(low);
    records.number["high"] = std::move(high);
  }
  for (size_t i = 0; i < std::min(line_points.num_seeds, variant.runs.size()); ++i)
    records.seeds.push_back(
        SeedRecord(*variant.runs[i], name, variant.column, chart, line_points.of_seed));
  return records;
}

// A record per variant under "numbers", one per drawn run under "seeds", their values as arrays.
ordered_json Datasets(const std::vector<VariantCurve>& curves, const CurveChart& chart,
                      const LinePoints& points, const ComparisonOptions& options) {
  std::vector<VariantRecords> records(curves.size());
  ForEachIndex(curves.size(),
               [&](size_t i) { records[i] = RecordsOfVariant(curves[i], chart, points, options); });
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

// All of the environment's variants, so that one has the same colour on each of its charts; those
// drawn, where all are more than there are colours.
std::vector<std::string> NamesWithColors(std::span<const VariantResult> results,
                                         const std::vector<std::string>& drawn) {
  if (results.size() > vega_lite::kNumColors) return drawn;
  std::vector<std::string> names;
  for (const VariantResult& result : results) names.push_back(DisplayName(result.variant));
  return names;
}

}  // namespace

std::string_view KeyOf(CurveAxis axis) {
  return axis == CurveAxis::kOfSteps ? kEnvSteps : "seconds";
}

CurveRecords RecordsOf(std::span<const RunLog> logs, const Tables& tables, const CurveChart& chart,
                       size_t most_points) {
  const std::vector<VariantCurve> curves = CurvesOf(logs, tables, chart);
  const LinePoints points = SharePoints(most_points, curves);
  CurveRecords records;
  for (const VariantCurve& variant : curves)
    records.names.push_back(DisplayName(variant.result->variant));
  records.among = NamesWithColors(tables.comparison.On(chart.environment), records.names);
  records.datasets = Datasets(curves, chart, points, tables.comparison.options);
  records.text =
      fmt::format("{}.{}", SeedsText(points, curves),
                  DrawnVariantsText(tables.comparison.On(chart.environment).size(), "mean"));
  return records;
}

}  // namespace gaitbench
