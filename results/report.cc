#include "results/report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "results/curves.h"
#include "results/embedded.h"
#include "results/json_text.h"
#include "results/names.h"
#include "results/number_text.h"
#include "results/report_bundle.h"
#include "results/table_parts.h"
#include "results/verdict.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr size_t kMostPoints = 200;    // of a curve on the page
constexpr int64_t kPaperWindow = 100;  // iterations; running means of Figures 2 to 4

struct ShownColumn {
  const char* name;
  Column column;
};
constexpr ShownColumn kShownColumns[] = {{"mean_return", &IterationRecord::mean_return},
                                         {"mean_kl", &IterationRecord::mean_kl},
                                         {"max_ratio", &IterationRecord::max_ratio}};

using Runs = std::vector<const RunLog*>;

Runs RunsOf(std::span<const RunLog> logs, const VariantResult& result) {
  Runs runs;
  for (const RunLog& log : logs) {
    if (log.environment == result.environment && log.variant == result.variant &&
        !log.iterations.empty())
      runs.push_back(&log);
  }
  return runs;
}

size_t Stride(std::span<const RunLog> logs) {
  size_t longest = 1;
  for (const RunLog& log : logs) longest = std::max(longest, log.iterations.size());
  return (longest + kMostPoints - 1) / kMostPoints;
}

// every stride-th value, the last of each group
ordered_json Thinned(const std::vector<double>& values, size_t stride) {
  auto thinned = ordered_json::array();
  for (size_t i = stride - 1; i < values.size(); i += stride)
    thinned.push_back(NumberToJson(values[i]));
  return thinned;
}

ordered_json CurveJson(const VariantResult& result, const Runs& runs, const ShownColumn& shown,
                       const BootstrapOptions& options, size_t stride) {
  const Curve curve = CurveOf(runs, shown.column, options);
  if (std::all_of(curve.mean.begin(), curve.mean.end(),
                  [](double value) { return std::isnan(value); }))
    return nullptr;
  auto seeds = ordered_json::array();
  for (const RunLog* run : runs)
    seeds.push_back(
        {{"seed", run->seed}, {"values", Thinned(ColumnOf(*run, shown.column), stride)}});
  return {{"environment", result.environment},
          {"variant", result.variant},
          {"name", DisplayName(result.variant)},
          {"column", shown.name},
          {"env_steps", Thinned(curve.env_steps, stride)},
          {"mean", Thinned(curve.mean, stride)},
          {"low", Thinned(curve.mean_low, stride)},
          {"high", Thinned(curve.mean_high, stride)},
          {"runs", seeds}};
}

ordered_json SpeedJson(const VariantResult& result, const Runs& runs) {
  std::vector<double> speeds;
  double physics = 0, total = 0;
  for (const RunLog* run : runs) {
    double seconds = 0;
    for (const IterationTiming& timing : run->timing) {
      seconds += timing.total;
      physics += timing.physics;
    }
    total += seconds;
    if (seconds > 0) speeds.push_back(run->iterations.back().env_steps / seconds);
  }
  if (speeds.empty()) return nullptr;
  return {{"what", DisplayName(result.variant) + ", " + result.environment},
          {"env_steps_per_second", NumberToJson(Mean(speeds))},
          {"physics_share", NumberToJson(physics / total)},
          {"seconds_of_all_seeds", NumberToJson(total)}};
}

ordered_json CellJson(const TableCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* count = std::get_if<int64_t>(&cell)) return *count;
  if (const auto* number = std::get_if<double>(&cell)) return {{"value", NumberToJson(*number)}};
  const auto* estimate = std::get_if<Estimate>(&cell);
  if (!estimate) return nullptr;
  ordered_json json = {{"value", NumberToJson(estimate->value)}, {"best", estimate->best}};
  if (estimate->interval) {
    json["low"] = NumberToJson(estimate->interval->low);
    json["high"] = NumberToJson(estimate->interval->high);
  }
  for (const int64_t footnote : estimate->footnotes) json["marks"].push_back(footnote + 1);
  return json;
}

ordered_json TableJson(const Table& table) {
  auto columns = ordered_json::array(), rows = ordered_json::array();
  for (size_t i = 0; i < table.columns.size(); ++i)
    columns.push_back({{"title", table.columns[i].title}, {"decimals", ColumnDecimals(table, i)}});
  for (const TableRow& row : table.rows) {
    auto cells = ordered_json::array();
    for (const TableCell& cell : row.cells) cells.push_back(CellJson(cell));
    rows.push_back({{"id", row.id}, {"title", row.title}, {"cells", cells}});
  }
  return {{"id", table.id},      {"title", table.title}, {"row_header", table.row_header},
          {"columns", columns},  {"rows", rows},         {"footnotes", table.footnotes},
          {"notes", table.notes}};
}

// Replaces each {{name}} of the template, in one pass: what is filled in is not searched.
std::string Filled(std::string_view page,
                   const std::map<std::string, std::string, std::less<>>& parts) {
  std::string filled;
  for (size_t position = 0;;) {
    const size_t open = page.find("{{", position);
    if (open == std::string_view::npos) return filled.append(page.substr(position));
    const size_t close = page.find("}}", open);
    filled.append(page.substr(position, open - position));
    filled.append(parts.at(std::string(page.substr(open + 2, close - open - 2))));
    position = close + 2;
  }
}

std::string HtmlEscaped(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// JSON inside a script element: no text in it can end the element.
std::string ScriptSafe(const ordered_json& json) {
  std::string safe;
  for (const char c : json.dump(-1, ' ', false, ordered_json::error_handler_t::replace)) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace

ordered_json ReportData(std::span<const RunLog> logs, const Tables& tables,
                        const ReportText& text) {
  const size_t stride = Stride(logs);
  auto curves = ordered_json::array(), speeds = ordered_json::array(),
       configs = ordered_json::array();
  for (const VariantResult& result : tables.comparison.results) {
    const Runs runs = RunsOf(logs, result);
    if (runs.empty()) continue;
    for (const ShownColumn& shown : kShownColumns) {
      ordered_json curve =
          CurveJson(result, runs, shown, tables.comparison.options.Bootstrap(), stride);
      if (!curve.is_null()) curves.push_back(std::move(curve));
    }
    if (ordered_json speed = SpeedJson(result, runs); !speed.is_null())
      speeds.push_back(std::move(speed));
    configs.push_back({{"environment", result.environment},
                       {"name", DisplayName(result.variant)},
                       {"config", runs.front()->config}});
  }
  auto shown_tables = ordered_json::array();
  for (const Table& table : tables.tables) shown_tables.push_back(TableJson(table));
  return {{"title", text.title},
          {"question", text.question},
          {"command", text.command},
          {"level", PercentText(tables.comparison.options.interval)},
          {"stride", stride},
          {"paper_window", kPaperWindow},
          {"verdict", Verdict(tables)},
          {"warnings", Warnings(tables.comparison)},
          {"shown_tables", shown_tables},
          {"curves", curves},
          {"speeds", speeds},
          {"configs", configs},
          {"tables", ToJson(tables)}};
}

std::string ReportHtml(std::span<const RunLog> logs, const Tables& tables, const ReportText& text) {
  std::string script(EmbeddedContents("report/charts.js"));
  script.append(EmbeddedContents("report/page.js"));
  return Filled(EmbeddedContents("report/page.html"),
                {{"title", HtmlEscaped(text.title)},
                 {"style", std::string(EmbeddedContents("report/page.css"))},
                 {"data", ScriptSafe(ReportData(logs, tables, text))},
                 {"bundle", std::string(ReportBundle())},
                 {"script", script}});
}

}  // namespace gaitbench
