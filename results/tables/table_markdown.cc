// Markdown whose source is aligned, so that it reads as well on a terminal as rendered.
#include <algorithm>
#include <array>
#include <cmath>

#include "results/statistics/number_text.h"
#include "results/tables/markdown.h"
#include "results/tables/table.h"

namespace gaitbench {
namespace {

// The parts of a cell, aligned by themselves: "2513" "[2391," "2632]" "¹".
using Parts = std::array<std::string, 4>;

Parts PartsOf(const TableCell& cell, int decimals) {
  if (const auto* text = std::get_if<std::string>(&cell)) return {MarkdownCell(*text)};
  if (const auto* count = std::get_if<int64_t>(&cell))
    return {CountText(static_cast<double>(*count))};
  if (const auto* number = std::get_if<double>(&cell)) return {FixedText(*number, decimals)};
  const auto* estimate = std::get_if<Estimate>(&cell);
  if (!estimate) return {};
  Parts parts = {std::isnan(estimate->value) ? "-" : FixedText(estimate->value, decimals)};
  if (estimate->best) parts[0] = std::string("**").append(parts[0]).append("**");
  if (const auto& interval = estimate->interval) {
    parts[1] = FixedText(interval->low, decimals);
    parts[2] = FixedText(interval->high, decimals);
  }
  for (const int64_t footnote : estimate->footnotes)
    parts[3] += (parts[3].empty() ? "" : " ") + Superscript(footnote + 1);
  return parts;
}

// One text per row, all of the same width.
std::vector<std::string> ColumnTexts(const Table& table, size_t column) {
  const int decimals = ColumnDecimals(table, column);
  std::vector<Parts> rows;
  std::array<size_t, 4> widths{};
  for (const TableRow& row : table.rows) {
    rows.push_back(PartsOf(row.cells[column], decimals));
    for (size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], Width(rows.back()[i]));
  }
  std::vector<std::string> texts;
  for (const Parts& parts : rows) {
    std::string text = PadLeft(parts[0], widths[0]);
    if (!parts[1].empty()) {
      text.append(" ").append(
          IntervalText(PadLeft(parts[1], widths[1]), PadLeft(parts[2], widths[2])));
    } else if (widths[1] > 0) {
      text.append(1 + Width(IntervalText("", "")) + widths[1] + widths[2], ' ');
    }
    if (widths[3] > 0) text.append(" ").append(PadRight(parts[3], widths[3]));
    texts.push_back(text);
  }
  return texts;
}

std::string Line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line.append(" ").append(cell).append(" |");
  return line + "\n";
}

std::string Grid(const Table& table) {
  std::vector<std::string> titles;
  for (const TableRow& row : table.rows) titles.push_back(MarkdownCell(row.title));
  size_t title_width = Width(table.row_header);
  for (const std::string& title : titles) title_width = std::max(title_width, Width(title));

  std::vector<std::string> header = {PadRight(table.row_header, title_width)};
  std::string rule = "|:" + std::string(title_width + 1, '-') + "|";
  std::vector<std::vector<std::string>> rows;
  for (const std::string& title : titles) rows.push_back({PadRight(title, title_width)});
  for (size_t column = 0; column < table.columns.size(); ++column) {
    const std::string title = MarkdownCell(table.columns[column].title);
    const std::vector<std::string> texts = ColumnTexts(table, column);
    const size_t width = std::max<size_t>({Width(title), texts.empty() ? 0 : Width(texts[0]), 3});
    header.push_back(PadLeft(title, width));
    rule += std::string(width + 1, '-') + ":|";
    for (size_t i = 0; i < rows.size(); ++i) rows[i].push_back(PadLeft(texts[i], width));
  }
  std::string grid = Line(header) + rule + "\n";
  for (const auto& row : rows) grid += Line(row);
  return grid;
}

}  // namespace

std::string ToMarkdown(const std::vector<Table>& tables) {
  std::string text;
  for (const Table& table : tables) {
    if (!text.empty()) text += "\n";
    text += "### " + MarkdownText(table.title) + "\n\n" + Grid(table) + "\n";
    for (size_t i = 0; i < table.footnotes.size(); ++i)
      text += Superscript(static_cast<int64_t>(i) + 1) + " " + MarkdownText(table.footnotes[i]) +
              "  \n";
    for (const std::string& note : table.notes) text += "- " + MarkdownText(note) + "\n";
  }
  return text;
}

}  // namespace gaitbench
