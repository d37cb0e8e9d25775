// LaTeX tables in the manner of the paper: booktabs, mean with interval.
#include <cmath>

#include <fmt/format.h>

#include "results/log/printable.h"
#include "results/statistics/number_text.h"
#include "results/tables/table.h"

namespace gaitbench {
namespace {

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    switch (c) {
      case '\\':
        escaped += "\\textbackslash{}";
        break;
      case '~':
        escaped += "\\textasciitilde{}";
        break;
      case '^':
        escaped += "\\textasciicircum{}";
        break;
      case '<':
        escaped += "\\textless{}";
        break;
      case '>':
        escaped += "\\textgreater{}";
        break;
      case '|':
        escaped += "\\textbar{}";
        break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}':
        escaped += '\\';
        [[fallthrough]];
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Mark(int64_t footnote) { return fmt::format("$^{{{}}}$", footnote + 1); }

// in math mode, so that a minus is one
std::string Number(double number, int decimals) {
  if (std::isnan(number)) return "--";
  return fmt::format("${}$", FixedText(number, decimals));
}

std::string Text(const TableCell& cell, int decimals) {
  if (const auto* text = std::get_if<std::string>(&cell)) return Escaped(*text);
  if (const auto* count = std::get_if<int64_t>(&cell)) return std::to_string(*count);
  if (const auto* number = std::get_if<double>(&cell)) return Number(*number, decimals);
  const auto* estimate = std::get_if<Estimate>(&cell);
  if (!estimate) return "--";
  std::string text = Number(estimate->value, decimals);
  if (estimate->best) text = fmt::format("\\textbf{{\\boldmath {}}}", text);
  if (const auto& interval = estimate->interval)
    text += fmt::format(" {{\\small {}}}", IntervalText(Number(interval->low, decimals),
                                                        Number(interval->high, decimals)));
  for (const int64_t footnote : estimate->footnotes) text += Mark(footnote);
  return text;
}

std::string ToLatex(const Table& table) {
  std::string text = fmt::format(
      "% \\usepackage{{booktabs}}\n\\begin{{table}}\n  \\centering\n  \\caption{{{}}}\n"
      "  \\label{{tab:{}}}\n  \\begin{{tabular}}{{l{}}}\n    \\toprule\n    {}",
      Escaped(table.title), table.id, std::string(table.columns.size(), 'r'),
      Escaped(table.row_header));
  for (const TableColumn& column : table.columns) text += " & " + Escaped(column.title);
  text += " \\\\\n    \\midrule\n";
  for (const TableRow& row : table.rows) {
    if (row.after_rule) text += "    \\midrule\n";
    text += "    " + Escaped(row.title);
    for (size_t column = 0; column < row.cells.size(); ++column)
      text += " & " + Text(row.cells[column], ColumnDecimals(table, column));
    text += " \\\\\n";
  }
  text += "    \\bottomrule\n  \\end{tabular}\n\n  \\smallskip\\footnotesize\n";
  for (size_t i = 0; i < table.footnotes.size(); ++i)
    text +=
        fmt::format("  {} {}.\\\\\n", Mark(static_cast<int64_t>(i)), Escaped(table.footnotes[i]));
  for (const std::string& note : table.notes) text += fmt::format("  {}.\\\\\n", Escaped(note));
  return text + "\\end{table}\n";
}

}  // namespace

std::string ToLatex(const std::vector<Table>& tables) {
  std::string text;
  for (const Table& table : tables) text += (text.empty() ? "" : "\n") + ToLatex(table);
  return text;
}

}  // namespace gaitbench
