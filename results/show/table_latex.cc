// LaTeX tables in the manner of the paper: booktabs, mean with interval.
#include <cmath>

#include "results/show/table.h"
#include "results/statistics/number_text.h"

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

std::string Mark(int64_t footnote) {
  return std::string("$^{").append(std::to_string(footnote + 1)).append("}$");
}

// in math mode, so that a minus is one
std::string Number(double number, int decimals) {
  if (std::isnan(number)) return "--";
  return std::string("$").append(FixedText(number, decimals)).append("$");
}

std::string Text(const TableCell& cell, int decimals) {
  if (const auto* text = std::get_if<std::string>(&cell)) return Escaped(*text);
  if (const auto* count = std::get_if<int64_t>(&cell)) return std::to_string(*count);
  if (const auto* number = std::get_if<double>(&cell)) return Number(*number, decimals);
  const auto* estimate = std::get_if<Estimate>(&cell);
  if (!estimate) return "--";
  std::string text = Number(estimate->value, decimals);
  if (estimate->best) text = "\\textbf{\\boldmath " + text + "}";
  if (const auto& interval = estimate->interval)
    text += " {\\small " +
            IntervalText(Number(interval->low, decimals), Number(interval->high, decimals)) + "}";
  for (const int64_t footnote : estimate->footnotes) text += Mark(footnote);
  return text;
}

std::string ToLatex(const Table& table) {
  std::string text = "% \\usepackage{booktabs}\n\\begin{table}\n  \\centering\n  \\caption{" +
                     Escaped(table.title) + "}\n  \\label{tab:" + table.id +
                     "}\n  \\begin{tabular}{l" + std::string(table.columns.size(), 'r') +
                     "}\n    \\toprule\n    " + Escaped(table.row_header);
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
    text += "  " + Mark(static_cast<int64_t>(i)) + " " + Escaped(table.footnotes[i]) + ".\\\\\n";
  for (const std::string& note : table.notes) text += "  " + Escaped(note) + ".\\\\\n";
  return text + "\\end{table}\n";
}

}  // namespace

std::string ToLatex(const std::vector<Table>& tables) {
  std::string text;
  for (const Table& table : tables) text += (text.empty() ? "" : "\n") + ToLatex(table);
  return text;
}

}  // namespace gaitbench
