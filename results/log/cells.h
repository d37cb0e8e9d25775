// Run logs by cell: one variant on one environment, whose seeds a table's number is made of.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "results/log/run_log.h"

namespace gaitbench {

// Points into the logs that it was made of.
struct LogCell {
  std::string_view environment{}, variant{};
  std::vector<const RunLog*> runs{};  // by seed, begun ones too; never empty

  std::vector<const RunLog*> recorded() const;  // those with an iteration
  const RunLog* first_recorded() const;         // null where there is none
};

// Environments in order of first appearance; in each, variants in that of all logs.
std::vector<LogCell> CellsOf(std::span<const RunLog> logs);

// Null where no such run was begun.
const LogCell* FindCell(std::span<const LogCell> cells, std::string_view environment,
                        std::string_view variant);

// Null where no such run was begun.
const RunLog* FindRun(std::span<const LogCell> cells, std::string_view environment,
                      std::string_view variant, int64_t seed);

}  // namespace gaitbench
