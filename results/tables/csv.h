// Lines of CSV, quoted as RFC 4180 says. Texts cannot drive a terminal or be a spreadsheet's
// formula.
#pragma once

#include <string>
#include <vector>

namespace gaitbench {

std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace gaitbench
