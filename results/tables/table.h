// A table for people: rows, columns and typed cells, with notes. Formats only lay out what is here;
// they compute nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "results/statistics/intervals.h"

namespace gaitbench {

// A mean (or another estimate) with its interval.
struct Estimate {
  double value = 0;
  std::optional<Interval> interval{};
  bool best = false;                 // shown in bold
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

// Fewest decimals over the estimates and numbers of a column, so that one column reads evenly.
int ColumnDecimals(const Table& table, size_t column);

std::string ToMarkdown(const std::vector<Table>& tables);  // aligned: reads as well on a terminal
std::string ToLatex(const std::vector<Table>& tables);     // booktabs

}  // namespace gaitbench
