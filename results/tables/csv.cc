#include "results/tables/csv.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "results/log/printable.h"

namespace gaitbench {
namespace {

bool IsNumber(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// A spreadsheet takes text that begins with one of these for a formula, but not behind an
// apostrophe.
std::string AsText(std::string_view text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@").find(text[0]) != std::string_view::npos;
  return (formula && !IsNumber(text) ? "'" : "") + Printable(text);
}

std::string Quoted(std::string_view text) {
  const auto ends_field = [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; };
  if (std::ranges::none_of(text, ends_field)) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields)
    line.append(&field == &fields.front() ? "" : ",").append(Quoted(AsText(field)));
  return line + "\n";
}

}  // namespace gaitbench
