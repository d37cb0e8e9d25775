#include <algorithm>

#include <fmt/format.h>

#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

TableCell CellOf(const TwoByTwoContrast& contrast) {
  return Estimate{
      .value = contrast.estimate.value, .interval = contrast.interval, .best = contrast.holds};
}

TableCell ExcessOf(const TwoByTwo& result) {
  return Estimate{.value = result.excess,
                  .interval = result.excess_interval,
                  .best = result.columns_make_more.holds || result.rows_make_more.holds};
}

TableCell IndexCell(const TwoByTwo& result, size_t index) {
  const PaperIndex paper_index = PaperIndices(result)[index];
  return Estimate{.value = paper_index.value, .interval = paper_index.interval};
}

template <class Cell>
TableRow RowOf(const std::vector<TwoByTwo>& results, const std::string& title, const Cell& cell) {
  TableRow row{.id = title, .title = title};
  for (const TwoByTwo& result : results) row.cells.push_back(cell(result));
  return row;
}

std::string MaximumText(const PaperIndex& index) {
  return fmt::format("{} = max(|{}|, |{}|)", index.name, index.terms[0].name, index.terms[1].name);
}

void AddNotes(const TwoByTwo& first, double level, Table& table) {
  const std::string &rows = first.design.rows, &columns = first.design.columns;
  const std::vector<PaperIndex> indices = PaperIndices(first);
  table.notes.push_back(fmt::format(
      "{} (S): mean of {} and {}; {} (C): mean of {} and {}; interaction (I): half of "
      "the change from column to column in the difference between the rows; intervals by "
      "Welch's t; bold: differs from 0, p by Holm over these of all environments at most {}",
      rows, indices[0].terms[0].name, indices[0].terms[1].name, columns, indices[1].terms[0].name,
      indices[1].terms[1].name, BoundText(1 - level)));
  table.notes.push_back(fmt::format(
      "{} = |C| - |S|: of {} and {}, which are made of different runs, the one nearer 0, below 0 "
      "where their signs differ; above 0 more is due to the {}, below 0 to the {}; p of either: "
      "one-sided, the larger of two by Welch's t, by Holm over the environments; bold: decided, "
      "that p is at most {}",
      first.ExcessName(), first.a.name, first.b.name, columns, rows, BoundText((1 - level) / 2)));
  table.notes.push_back(fmt::format(
      "{}, {}: maxima of noisy differences, which are mostly noise where the true ones are small; "
      "their intervals: what they are over two Welch intervals that hold together",
      MaximumText(indices[0]), MaximumText(indices[1])));
}

}  // namespace

Table TwoByTwoTable(const std::vector<TwoByTwo>& results) {
  const TwoByTwo& first = results.front();
  Table table{.id = "two_by_two", .row_header = "return"};
  table.title = fmt::format("What makes more, {} or {} [{} interval]", first.design.rows,
                            first.design.columns, PercentText(first.level));
  for (const TwoByTwo& result : results)
    table.columns.push_back({result.environment, result.environment, "return"});
  const auto add = [&](const std::string& title, const auto& cell) {
    table.rows.push_back(RowOf(results, title, cell));
  };
  add(first.rows.name, [](const TwoByTwo& result) { return CellOf(result.rows); });
  add(first.columns.name, [](const TwoByTwo& result) { return CellOf(result.columns); });
  add("interaction", [](const TwoByTwo& result) { return CellOf(result.interaction); });
  add(first.a.name, [](const TwoByTwo& result) { return CellOf(result.a); });
  add(first.b.name, [](const TwoByTwo& result) { return CellOf(result.b); });
  add(first.ExcessName(), ExcessOf);
  add("p: more due to " + first.columns.name,
      [](const TwoByTwo& result) { return PCell(result.columns_make_more.p_holm); });
  add("p: more due to " + first.rows.name,
      [](const TwoByTwo& result) { return PCell(result.rows_make_more.p_holm); });
  add("AAI", [](const TwoByTwo& result) { return IndexCell(result, 0); });
  add("ACLI", [](const TwoByTwo& result) { return IndexCell(result, 1); });
  for (const size_t row : {size_t{3}, size_t{5}, size_t{8}}) table.rows[row].after_rule = true;
  AddNotes(first, first.level, table);
  return table;
}

}  // namespace gaitbench
