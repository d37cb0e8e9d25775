#include "results/show/csv.h"

#include <string_view>

namespace gaitbench {
namespace {

std::string Quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
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
    line.append(&field == &fields.front() ? "" : ",").append(Quoted(field));
  return line + "\n";
}

}  // namespace gaitbench
