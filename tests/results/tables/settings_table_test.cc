#include <gtest/gtest.h>

#include "results/tables/result_tables.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

RunLog RunOf(const std::string& variant, const nlohmann::ordered_json& config,
             const std::set<std::string>& idle = {}) {
  RunLog log = MakeRun("e", variant, 0, {1});
  log.config = config;
  log.idle = idle;
  return log;
}

// {setting: values}, in the order of rows; null where a cell is empty
nlohmann::ordered_json SettingsOf(const std::vector<RunLog>& logs) {
  nlohmann::ordered_json settings;
  for (const Table& table : SettingsTables(logs)) {
    for (const TableRow& row : table.rows) {
      for (const TableCell& cell : row.cells) {
        const auto* text = std::get_if<std::string>(&cell);
        settings[row.id].push_back(text ? nlohmann::ordered_json(*text) : nullptr);
      }
    }
  }
  return settings;
}

TEST(SettingsTable, LeavesOutWhatActsInNoneAndIsEmptyWhereItDoesNotAct) {
  EXPECT_EQ(SettingsOf({RunOf("ppo", {{"rule", "ppo"}, {"kl", 1}, {"norm", 1}}, {"kl", "norm"}),
                        RunOf("trpo", {{"rule", "trpo"}, {"kl", 2}, {"norm", 2}}, {"norm"})}),
            nlohmann::ordered_json::parse(R"({"kl": [null, "2"], "rule": ["ppo", "trpo"]})"));
}

TEST(SettingsTable, OfSeveralLearnersHasWhatAllOfThemHave) {
  EXPECT_EQ(
      SettingsOf({RunOf("ppo", {{"learner", "on_policy"}, {"discount", 0.9}, {"clip", 1}}),
                  RunOf("sac", {{"learner", "off_policy"}, {"discount", 0.99}, {"batch", 2}}),
                  RunOf("td3", {{"learner", "off_policy"}, {"discount", 0.99}, {"batch", 3}})}),
      nlohmann::ordered_json::parse(
          R"({"learner": ["on_policy", "off_policy", "off_policy"], "discount": ["0.9", "0.99", "0.99"]})"));
}

}  // namespace
}  // namespace gaitbench
