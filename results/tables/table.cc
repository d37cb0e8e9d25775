#include "results/tables/table.h"

#include <algorithm>

#include "results/statistics/number_text.h"

namespace gaitbench {

int ColumnDecimals(const Table& table, size_t column) {
  std::optional<int> fewest;
  for (const TableRow& row : table.rows) {
    std::optional<int> decimals;
    if (const auto* estimate = std::get_if<Estimate>(&row.cells[column]))
      decimals = Decimals(estimate->value, estimate->interval);
    if (const auto* number = std::get_if<double>(&row.cells[column]))
      decimals = Decimals(*number, std::nullopt);
    if (decimals) fewest = std::min(fewest.value_or(*decimals), *decimals);
  }
  return fewest.value_or(0);
}

}  // namespace gaitbench
