#include "results/log/cells.h"

#include <algorithm>
#include <map>
#include <utility>

namespace gaitbench {
namespace {

bool IsRecorded(const RunLog* run) { return run->num_recorded() > 0; }

}  // namespace

std::vector<const RunLog*> LogCell::recorded() const {
  std::vector<const RunLog*> some;
  std::ranges::copy_if(runs, std::back_inserter(some), IsRecorded);
  return some;
}

const RunLog* LogCell::first_recorded() const {
  const auto first = std::ranges::find_if(runs, IsRecorded);
  return first == runs.end() ? nullptr : *first;
}

std::vector<LogCell> CellsOf(std::span<const RunLog> logs) {
  std::map<std::string_view, size_t> environments, variants;  // by order of first appearance
  std::map<std::pair<size_t, size_t>, LogCell> cells;
  for (const RunLog& log : logs) {
    const auto environment = environments.try_emplace(log.environment, environments.size()).first;
    const auto variant = variants.try_emplace(log.variant, variants.size()).first;
    LogCell& cell = cells[{environment->second, variant->second}];
    cell.environment = environment->first;
    cell.variant = variant->first;
    cell.runs.push_back(&log);
  }
  std::vector<LogCell> in_order;
  for (auto& [place, cell] : cells) {
    std::ranges::stable_sort(cell.runs, {}, &RunLog::seed);
    in_order.push_back(std::move(cell));
  }
  return in_order;
}

const LogCell* FindCell(std::span<const LogCell> cells, std::string_view environment,
                        std::string_view variant) {
  const auto found = std::ranges::find_if(cells, [&](const LogCell& cell) {
    return cell.environment == environment && cell.variant == variant;
  });
  return found == cells.end() ? nullptr : &*found;
}

const RunLog* FindRun(std::span<const LogCell> cells, std::string_view environment,
                      std::string_view variant, int64_t seed) {
  const LogCell* cell = FindCell(cells, environment, variant);
  if (!cell) return nullptr;
  const auto found = std::ranges::find(cell->runs, seed, &RunLog::seed);
  return found == cell->runs.end() ? nullptr : *found;
}

}  // namespace gaitbench
