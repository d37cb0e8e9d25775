// results/schema/*.json describe what the program writes: every key written is described and every
// required one is written, at every level. (The values themselves were checked with a JSON Schema
// validator when the files were made.)
#include <filesystem>

#include <gtest/gtest.h>

#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/show/tables.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

class Schema {
 public:
  explicit Schema(const std::string& name)
      : root_(ordered_json::parse(
            ReadFile(std::filesystem::path(GAITBENCH_SOURCE_DIR) / "results/schema" / name))) {}

  void ExpectDescribes(const ordered_json& json) const { Check(root_, json, "$"); }

 private:
  const ordered_json& Resolved(const ordered_json& schema) const {
    if (!schema.contains("$ref")) return schema;
    return root_.at(ordered_json::json_pointer(schema["$ref"].get<std::string>().substr(1)));
  }

  void Check(const ordered_json& unresolved, const ordered_json& json,
             const std::string& path) const {
    const ordered_json& schema = Resolved(unresolved);
    if (schema.contains("oneOf")) {
      if (!json.is_null()) Check(schema["oneOf"].back(), json, path);
      return;
    }
    if (json.is_array() && schema.contains("items")) {
      for (const auto& item : json) Check(schema["items"], item, path + "[]");
    }
    if (!json.is_object() || !schema.contains("properties")) return;
    for (const auto& key : schema["required"])
      EXPECT_TRUE(json.contains(key)) << path << " lacks " << key;
    for (const auto& item : json.items()) {
      if (schema["properties"].contains(item.key())) {
        Check(schema["properties"][item.key()], item.value(), path + "." + item.key());
      } else {
        ADD_FAILURE() << path << "." << item.key() << " is not in the schema";
      }
    }
  }

  ordered_json root_;
};

TEST(Schema, RunLogsAreAsDescribed) {
  RunLog log = MakeRun("Hopper-v4", "ppo", 0, {1, 2});
  Schema("run_log.schema.json").ExpectDescribes(ToJson(log));
  log.diverged = Divergence{1, "not finite"};
  Schema("run_log.schema.json").ExpectDescribes(ToJson(log));
}

TEST(Schema, TablesAreAsDescribed) {
  std::vector<RunLog> logs;
  double level = 0;
  for (const char* environment : {"Hopper-v4", "Walker2d-v4"}) {
    for (const char* variant : {"ppo", "ppo_m", "trpo", "trpo_plus"}) {
      const size_t first = logs.size();
      AppendRuns(environment, variant, {level + 1, level + 3, level + 2}, logs);
      for (size_t i = first; i < logs.size(); ++i) {
        logs[i].config["switches"]["value_clipping"] = (first / 3) % 2 == 1;
        logs[i].config["switches"]["annealing"] = (first / 6) % 2 == 1;
      }
      level += 5;
    }
  }
  logs.back().diverged = Divergence{1, "not finite"};
  const std::vector<ScoreScale> scales = {{"Hopper", 0, 10, "made up"},
                                          {"Walker2d", 0, 40, "made up"}};
  const auto json = ToJson(MakeTables(logs, {.published = true}, scales));
  EXPECT_EQ(json["factorials"].size(), 2u);
  EXPECT_EQ(json["indices"].size(), 6u);
  Schema("tables.schema.json").ExpectDescribes(json);
}

}  // namespace
}  // namespace gaitbench
