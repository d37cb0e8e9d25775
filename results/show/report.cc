#include "results/show/report.h"

#include <algorithm>
#include <cmath>

#include "results/charts/charts.h"
#include "results/compare/names.h"
#include "results/log/embedded.h"
#include "results/log/json_text.h"
#include "results/log/printable.h"
#include "results/show/report_bundle.h"
#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"
#include "results/tables/verdict.h"
#include "results/watch/html.h"
#include "results/watch/watch_page.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// Numbers beside their texts, so that the page rounds as the other formats do.
ordered_json CellJson(const TableCell& cell, int decimals) {
  const auto shown = [&](double number) {
    return std::isnan(number) ? "-" : FixedText(number, decimals);
  };
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* count = std::get_if<int64_t>(&cell))
    return CountText(static_cast<double>(*count));
  if (const auto* number = std::get_if<double>(&cell))
    return {{"value", NumberToJson(*number)}, {"shown", shown(*number)}};
  const auto* estimate = std::get_if<Estimate>(&cell);
  if (!estimate) return nullptr;
  ordered_json json = {{"value", NumberToJson(estimate->value)},
                       {"shown", shown(estimate->value)},
                       {"best", estimate->best}};
  if (const auto& interval = estimate->interval) {
    json["low"] = NumberToJson(interval->low);
    json["high"] = NumberToJson(interval->high);
    json["shown_interval"] = IntervalText(shown(interval->low), shown(interval->high));
  }
  for (const int64_t footnote : estimate->footnotes) json["marks"].push_back(footnote + 1);
  return json;
}

ordered_json TableJson(const Table& table) {
  auto columns = ordered_json::array(), rows = ordered_json::array();
  for (const TableColumn& column : table.columns) columns.push_back(column.title);
  for (const TableRow& row : table.rows) {
    auto cells = ordered_json::array();
    for (size_t i = 0; i < row.cells.size(); ++i)
      cells.push_back(CellJson(row.cells[i], ColumnDecimals(table, i)));
    rows.push_back({{"id", row.id}, {"title", row.title}, {"cells", cells}});
  }
  return {{"id", table.id},      {"title", table.title}, {"row_header", table.row_header},
          {"columns", columns},  {"rows", rows},         {"footnotes", table.footnotes},
          {"notes", table.notes}};
}

// Each resolved config, with the names of those that were trained with it.
ordered_json ConfigsJson(std::span<const RunLog> logs) {
  auto configs = ordered_json::array();
  for (const LogCell& cell : CellsOf(logs)) {
    const RunLog* log = cell.first_recorded();
    if (!log) continue;
    auto same = std::ranges::find_if(
        configs, [&](const ordered_json& entry) { return entry["config"] == log->config; });
    if (same == configs.end()) {
      configs.push_back({{"names", ordered_json::array()}, {"config", log->config}});
      same = configs.end() - 1;
    }
    (*same)["names"].push_back(log->environment + ", " + DisplayName(log->variant));
  }
  return configs;
}

}  // namespace

ordered_json ReportData(std::span<const RunLog> logs, const Tables& tables,
                        const ReportText& text) {
  auto charts = ordered_json::array();
  for (const Chart& chart : MakeCharts(logs, tables, kPage)) charts.push_back(ToJson(chart));
  auto shown_tables = ordered_json::array(), settings = ordered_json::array();
  for (const Table& table : tables.tables) shown_tables.push_back(TableJson(table));
  for (const Table& table : SettingsTables(logs)) settings.push_back(TableJson(table));
  return {{"title", text.title},
          {"question", text.question},
          {"command", text.command},
          {"verdict", Verdict(tables)},
          {"warnings", Warnings(tables.comparison)},
          {"shown_tables", shown_tables},
          {"settings", settings},
          {"choices", text.choices},
          {"motions", text.motions},
          {"motions_left_out", text.motions_left_out},
          {"charts", charts},
          {"configs", ConfigsJson(logs)},
          {"tables", ToJson(tables)}};
}

std::string ReportHtml(std::span<const RunLog> logs, const Tables& tables, const ReportText& text) {
  return Filled(EmbeddedContents("show/report/page.html"),
                {{"title", HtmlEscaped(Printable(text.title))},
                 {"question", HtmlEscaped(Printable(text.question))},
                 {"tables", HtmlEscaped(ToMarkdown(tables.tables))},
                 {"style", std::string(EmbeddedContents("show/report/page.css"))},
                 {"watch_style", WatchStyle()},
                 {"watch_script", WatchScript()},
                 {"data", ScriptSafe(ReportData(logs, tables, text))},
                 {"bundle", std::string(ReportBundle())},
                 {"fit_script", std::string(EmbeddedContents("show/report/fit.js"))},
                 {"script", std::string(EmbeddedContents("show/report/page.js"))}});
}

}  // namespace gaitbench
