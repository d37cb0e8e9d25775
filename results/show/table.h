// Tables for people, made from a Comparison: rows are variants, columns environments, cells typed.
// Formats only lay out what is here; they compute nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "results/compare/aggregate.h"
#include "results/compare/comparison.h"
#include "results/compare/difference.h"
#include "results/compare/factorial.h"
#include "results/compare/sample_efficiency_cell.h"
#include "results/paper/paper_cell.h"

namespace gaitbench {

// A mean (or another estimate) with its interval.
struct Estimate {
  double value = 0;
  std::optional<Interval> interval{};
  bool best = false;                 // VariantResult::clearly_best
  std::vector<int64_t> footnotes{};  // indices into Table::footnotes
};

// Nothing, a text, a count, a number, an estimate.
using TableCell = std::variant<std::monostate, std::string, int64_t, double, Estimate>;

struct TableColumn {
  std::string id{};     // "Hopper-v4"
  std::string title{};  // as shown
  std::string unit{};
};

struct TableRow {
  std::string id{};                // "ppo_m"
  std::string title{};             // "PPO-M"
  std::vector<TableCell> cells{};  // one per column
  bool after_rule = false;         // a line is drawn above it
};

struct Table {
  std::string id{};  // "returns"
  std::string title{};
  std::string row_header{};  // "variant"
  std::vector<TableColumn> columns{};
  std::vector<TableRow> rows{};
  std::vector<std::string> footnotes{};  // marked in cells
  std::vector<std::string> notes{};      // of the whole table
};

struct Tables {
  Comparison comparison{};
  std::vector<Difference> differences{};  // of each variant to the first
  Aggregates aggregates{};
  std::vector<Factorial> factorials{};
  std::vector<SampleEfficiency> efficiencies{};
  std::vector<PaperCell> paper{}, paper_effects{};  // with `comparison.options.published` only
  std::vector<Table> tables{};
};

Tables MakeTables(std::span<const RunLog> logs, const ComparisonOptions& options = {});

// tables.json: every number at full precision, with unit, seeds, statistic, interval and flags
// beside it.
nlohmann::ordered_json ToJson(const Tables& tables);

std::string ToMarkdown(const Tables& tables);  // aligned: reads as well on a terminal
std::string ToCsv(
    const Tables& tables);  // quoted as RFC 4180 says, one line per number, full precision
std::string ToLatex(const Tables& tables);  // booktabs

}  // namespace gaitbench
