#include "results/log/cells.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

// Environments as they come, variants as they come anywhere, runs by seed; begun ones too.
TEST(Cells, AreInOrderOfFirstAppearance) {
  std::vector<RunLog> logs = {MakeRun("walker", "trpo", 1, {1}), MakeRun("hopper", "ppo", 0, {1}),
                              MakeRun("walker", "ppo", 0, {1}), MakeRun("walker", "trpo", 0, {}),
                              MakeRun("hopper", "trpo", 0, {1})};
  const std::vector<LogCell> cells = CellsOf(logs);
  std::vector<std::string> names;
  for (const LogCell& cell : cells)
    names.push_back(std::string(cell.environment) + " " + std::string(cell.variant));
  EXPECT_EQ(names,
            (std::vector<std::string>{"walker trpo", "walker ppo", "hopper trpo", "hopper ppo"}));
  EXPECT_EQ(cells[0].runs, (std::vector<const RunLog*>{&logs[3], &logs[0]}));
  EXPECT_EQ(cells[0].recorded(), std::vector<const RunLog*>{&logs[0]});
  EXPECT_EQ(cells[0].first_recorded(), &logs[0]);
}

TEST(Cells, AreFoundByTheirNames) {
  const std::vector<RunLog> logs = {MakeRun("e", "v", 3, {})};
  const std::vector<LogCell> cells = CellsOf(logs);
  EXPECT_EQ(FindCell(cells, "e", "v"), &cells[0]);
  EXPECT_EQ(cells[0].first_recorded(), nullptr);
  EXPECT_EQ(FindRun(cells, "e", "v", 3), &logs[0]);
  EXPECT_EQ(FindRun(cells, "e", "v", 4), nullptr);
  EXPECT_EQ(FindCell(cells, "e", "w"), nullptr);
  EXPECT_EQ(FindRun(cells, "f", "v", 3), nullptr);
}

}  // namespace
}  // namespace gaitbench
