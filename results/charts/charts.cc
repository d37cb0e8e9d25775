#include "results/charts/charts.h"

#include <algorithm>
#include <cctype>

#include "results/charts/curve_charts.h"
#include "results/charts/sensitivity_charts.h"
#include "results/charts/vega_lite.h"
#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/compare/speed.h"
#include "results/decide/decided_claims.h"
#include "results/paper/paper_figure_1.h"
#include "results/paper/published.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;
using Charts = std::vector<Chart>;

// A record with "value", and with "low" and "high" where there is an interval.
ordered_json WithInterval(ordered_json record, double value,
                          const std::optional<Interval>& interval) {
  record["value"] = NumberToJson(value);
  record["low"] = interval ? NumberToJson(interval->low) : ordered_json();
  record["high"] = interval ? NumberToJson(interval->high) : ordered_json();
  return record;
}

// A diamond with a hole: the inner outline runs the other way round, so it is not filled.
constexpr const char* kHollowDiamond = "M0,-1L1,0L0,1L-1,0ZM0,-0.55L-0.55,0L0,0.55L0.55,0Z";

// Shape of points by a field with two values: a filled circle, a hollow diamond.
ordered_json TwoShapes(const std::string& field, const std::vector<std::string>& values) {
  return {{"field", field},
          {"type", "nominal"},
          {"title", nullptr},
          {"scale", {{"domain", values}, {"range", {"circle", kHollowDiamond}}}},
          {"legend", {{"orient", "top"}}}};
}

// Points with intervals, a row each, in two kinds.
ordered_json Forest(ordered_json numbers, const std::string& title, const std::string& kind,
                    const std::vector<std::string>& kinds, bool zero_rule) {
  const int height = 34 * static_cast<int>(numbers.size());
  ordered_json spec = vega_lite::Spec(height, std::move(numbers));
  const ordered_json rows = vega_lite::Rows("what");
  ordered_json x = vega_lite::Quantity("value", title);
  x["scale"] = {{"zero", zero_rule}};
  auto layers = ordered_json::array();
  if (zero_rule) layers.push_back(vega_lite::ZeroRule());
  layers.push_back(vega_lite::IntervalRule(rows, x));
  layers.push_back(
      {{"mark", {{"type", "point"}, {"size", 130}, {"strokeWidth", 0}, {"opacity", 1}}},
       {"encoding", {{"y", rows}, {"x", x}, {"shape", TwoShapes(kind, kinds)}}}});
  spec["layer"] = std::move(layers);
  return spec;
}

// Each of the environment's cells, ours above the paper's; no chart without any. Contrasts and
// indices stand in the table.
void AddBesideThePaper(const std::vector<PaperCell>& cells, const std::string& environment,
                       Chart chart, const std::string& axis, bool zero_rule, Charts& charts) {
  auto numbers = ordered_json::array();
  for (const PaperCell& cell : cells) {
    if (cell.environment != environment || !cell.num_seeds || !cell.here) continue;
    const std::string name = DisplayName(cell.variant);
    numbers.push_back(
        WithInterval({{"what", name}, {"whose", "here"}}, *cell.here, cell.here_interval));
    numbers.push_back(WithInterval({{"what", name + ", the paper"}, {"whose", "the paper"}},
                                   cell.paper, cell.paper_interval));
  }
  if (numbers.empty()) return;
  chart.spec = Forest(std::move(numbers), axis, "whose", {"here", "the paper"}, zero_rule);
  charts.push_back(std::move(chart));
}

void AddPaperCharts(const Tables& tables, Charts& charts) {
  for (const std::string& environment : tables.comparison.environments)
    AddBesideThePaper(
        tables.paper, environment,
        {.id = "paper-" + environment,
         .section = "returns",
         .title = environment + ": here and in the paper",
         .text = "Mean return with " + PercentText(tables.comparison.options.interval) +
                 " interval, ours filled, the paper's (on " + RobotOf(environment) +
                 "-v2) hollow."},
        "mean return", false, charts);
}

void AddDifferenceCharts(const Tables& tables, Charts& charts) {
  for (const std::string& environment : tables.comparison.environments) {
    auto numbers = ordered_json::array();
    std::string first;
    for (const Difference& d : tables.differences) {
      if (d.environment != environment || !d.interval) continue;
      first = DisplayName(d.b.variant);
      numbers.push_back(
          WithInterval({{"what", DisplayName(d.a.variant)},
                        {"verdict", d.holds ? "difference holds" : "undecided"},
                        {"welch_p", d.welch ? NumberToJson(d.welch->p) : ordered_json()},
                        {"p_holm", d.welch ? WriteJson(d.welch->p_holm) : ordered_json()},
                        {"mann_whitney_p", d.mann_whitney.p},
                        {"permutation_p", d.permutation.p},
                        {"cliff_delta", d.cliff_delta},
                        {"probability_of_improvement", d.probability_of_improvement}},
                       d.value, d.interval));
    }
    if (numbers.empty()) continue;
    charts.push_back({.id = "differences-" + environment,
                      .section = "differences",
                      .title = environment + ": each variant against " + first,
                      .text = "Difference of mean returns with " +
                              PercentText(tables.comparison.options.interval) + " interval (" +
                              DifferenceIntervalText(tables.comparison.options) +
                              "); a filled circle where " +
                              (FindDecision(tables.decisions, environment)
                                   ? "the study's decision says so"
                                   : HoldsMeaning(tables.comparison.options.interval,
                                                  "all differences to " + first)) +
                              ".",
                      .spec = Forest(std::move(numbers), "difference of mean return", "verdict",
                                     {"difference holds", "undecided"}, true)});
  }
}

ordered_json SurvivalSpec(const Factorial& factorial, const Factor& factor, bool beside_the_paper) {
  auto numbers = ordered_json::array();
  std::vector<std::string> names;
  for (const SurvivalCurve& curve : factorial.survival) {
    if (curve.factor != factor.Name() || curve.returns.empty()) continue;
    std::vector<double> returns = curve.returns, share = curve.share;
    returns.push_back(returns.back());
    share.push_back(0);
    names.push_back(curve.on ? "on" : "off");
    numbers.push_back({{"name", names.back()}, {"return", returns}, {"share_at_least", share}});
  }
  for (const bool on : {true, false}) {
    const PaperHistogram* paper = FindInFigure1(factorial.environment, factor.Name(), on);
    if (!beside_the_paper || !paper) continue;
    const PaperHistogram::Survival survival = paper->survival();
    names.push_back(on ? "on, the paper" : "off, the paper");
    numbers.push_back(
        {{"name", names.back()}, {"return", survival.returns}, {"share_at_least", survival.share}});
  }
  ordered_json spec = vega_lite::Spec(220, std::move(numbers));
  spec["transform"] = {{{"flatten", {"return", "share_at_least"}}}};
  spec["mark"] = {{"type", "line"}, {"interpolate", "step-before"}, {"strokeWidth", 2}};
  ordered_json y = vega_lite::Quantity("share_at_least", "share of runs at least");
  y["scale"] = {{"domain", {0, 1}}};
  ordered_json x = vega_lite::Quantity("return", "return, " + factor.Name());
  x["scale"] = {{"zero", false}};
  ordered_json color = vega_lite::ColorByName(names, names);
  ordered_json& range = color["scale"]["range"];
  for (size_t i = 2; i < range.size(); ++i) range[i] = range[i - 2];  // the paper's as ours
  spec["encoding"] = {
      {"x", x}, {"y", y}, {"color", color}, {"strokeDash", vega_lite::DashByName(names, names)}};
  return spec;
}

void AddFactorialCharts(const Tables& tables, Charts& charts) {
  for (const Factorial& factorial : tables.factorials) {
    AddBesideThePaper(tables.paper_effects, factorial.environment,
                      {.id = "paper-effects-" + factorial.environment,
                       .section = "effects",
                       .title = factorial.environment + ": effects here and in the paper",
                       .text = "Mean return with the switch on minus with it off; the paper's from "
                               "the bars of its Figure 1."},
                      "change of return", true, charts);
    auto numbers = ordered_json::array();
    for (const FactorialEffect& effect : factorial.effects)
      numbers.push_back(
          WithInterval({{"what", effect.Name()},
                        {"kind", effect.factors.size() > 1 ? "interaction" : "main effect"},
                        {"p", WriteJson(effect.estimate.p)},
                        {"p_holm", WriteJson(effect.p_holm)}},
                       effect.estimate.value, effect.estimate.interval));
    if (!numbers.empty())
      charts.push_back(
          {.id = "effects-" + factorial.environment,
           .section = "effects",
           .title = factorial.environment + ": effects and interactions",
           .text = "Mean return with the switch on minus with it off; seeds are blocks.",
           .spec = Forest(std::move(numbers), "change of return", "kind",
                          {"main effect", "interaction"}, true)});
    if (factorial.survival.empty()) continue;  // no seed is complete yet
    for (const Factor& factor : factorial.factors)
      charts.push_back(
          {.id = "survival-" + factorial.environment + "-" + factor.Name(),
           .section = "effects",
           .title = factorial.environment + ": runs by " + factor.Name(),
           .text = std::string("Share of runs that reach at least a return, split by the switch") +
                   (tables.comparison.options.published ? " (Figure 1 of the paper)." : "."),
           .spec = SurvivalSpec(factorial, factor, tables.comparison.options.published)});
  }
}

void AddProfileChart(const Tables& tables, Charts& charts) {
  if (tables.aggregates.scales.size() < 2 || tables.aggregates.variants.empty()) return;
  auto numbers = ordered_json::array();
  std::vector<std::string> names;
  const std::vector<VariantAggregate>& variants = tables.aggregates.variants;
  std::vector<double> means;
  for (const VariantAggregate& variant : variants) means.push_back(variant.mean.value);
  for (const size_t number : DrawnVariants(means)) {
    const VariantAggregate& variant = variants[number];
    names.push_back(DisplayName(variant.variant));
    const ScoreProfile& profile = variant.profile;
    for (size_t i = 0; i < profile.threshold.size(); ++i)
      numbers.push_back({{"name", names.back()},
                         {"threshold", NumberToJson(profile.threshold[i])},
                         {"value", NumberToJson(profile.share[i])},
                         {"low", NumberToJson(profile.low[i])},
                         {"high", NumberToJson(profile.high[i])}});
  }
  const ordered_json x = vega_lite::Quantity("threshold", "score");
  ordered_json y = vega_lite::Quantity("value", "share of runs above");
  y["scale"] = {{"domain", {0, 1}}};
  charts.push_back(
      {.id = "profile",
       .section = "profiles",
       .title = "Share of runs above a score",
       .text = std::string("Environments weighted equally; the scales of the scores stand under "
                           "the table of scores.") +
               DrawnVariantsText(variants.size(), "mean score"),
       .spec = vega_lite::LinesWithBands(280, std::move(numbers), x, y, names,
                                         /*has_points=*/false)});
}

void AddSpeedChart(std::span<const RunLog> logs, Charts& charts) {
  auto numbers = ordered_json::array();
  for (const VariantSpeed& speed : SpeedsOf(logs))
    numbers.push_back({{"what", DisplayName(speed.variant) + ", " + speed.environment},
                       {"env_steps_per_second", NumberToJson(speed.env_steps_per_second)},
                       {"physics_share", NumberToJson(speed.physics_share)},
                       {"seconds_of_all_seeds", NumberToJson(speed.seconds)}});
  if (numbers.empty()) return;
  const int height = 26 * static_cast<int>(numbers.size());
  ordered_json spec = vega_lite::Spec(height, std::move(numbers));
  spec["mark"] = {{"type", "bar"}};
  ordered_json x = vega_lite::Quantity("env_steps_per_second", "env steps/s of a run");
  x["axis"] = {{"format", "~s"}};
  spec["encoding"] = {{"y", vega_lite::Rows("what")}, {"x", x}};
  charts.push_back({.id = "speed",
                    .section = "how",
                    .title = "Speed",
                    .text = "Mean over seeds. Wall time is no part of any result.",
                    .spec = std::move(spec)});
}

}  // namespace

LogSelection ChartedColumns() {
  return {.columns =
              std::vector<std::string_view>(kTrustRegionColumns.begin(), kTrustRegionColumns.end()),
          .timing = true};
}

std::vector<Chart> MakeCharts(std::span<const RunLog> logs, const Tables& tables,
                              const MostPoints& most_points) {
  const size_t num_environments = std::max<size_t>(1, tables.comparison.environments.size());
  const size_t num_trust_region_charts = 2 * kTrustRegionColumns.size() * num_environments;
  const auto of_one = [&](size_t points, size_t num_charts) {
    return most_points.are_of_each ? points : points / num_charts;
  };
  Charts charts;
  AddPaperCharts(tables, charts);
  const size_t num_return_charts = (AreShownOverSeconds(logs) ? 2 : 1) * num_environments;
  for (Chart& chart :
       ReturnCharts(logs, tables, of_one(most_points.of_return_charts, num_return_charts)))
    charts.push_back(std::move(chart));
  AddDifferenceCharts(tables, charts);
  AddFactorialCharts(tables, charts);
  for (Chart& chart : SensitivityCharts(tables)) charts.push_back(std::move(chart));
  AddProfileChart(tables, charts);
  for (Chart& chart : TrustRegionCharts(
           logs, tables, of_one(most_points.of_trust_region_charts, num_trust_region_charts)))
    charts.push_back(std::move(chart));
  AddSpeedChart(logs, charts);
  for (Chart& chart : charts) {
    const auto odd = [](unsigned char c) { return !std::isalnum(c) && c != '-' && c != '.'; };
    std::replace_if(chart.id.begin(), chart.id.end(), odd, '_');
  }
  return charts;
}

ordered_json ToJson(const Chart& chart) {
  return {{"id", chart.id},
          {"section", chart.section},
          {"title", chart.title},
          {"text", chart.text},
          {"spec", chart.spec}};
}

}  // namespace gaitbench
