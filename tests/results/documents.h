// The documents that the program writes: their schemas, and examples that have every key.
#pragma once

#include <string>
#include <vector>

#include "results/compare/difference.h"
#include "results/log/json_schema.h"
#include "results/tables/tables.h"
#include "tests/results/run_logs.h"

namespace gaitbench {

struct Document {
  std::string name;  // of the schema: results/schema/NAME.schema.json
  nlohmann::ordered_json schema;
  std::vector<nlohmann::ordered_json> examples;
};

// Two environments, on each a full grid that is also the paper's four variants; one run diverged.
inline std::vector<RunLog> DocumentLogs() {
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
  return logs;
}

inline Document TablesDocument() {
  const std::vector<RunLog> logs = DocumentLogs();
  const std::vector<RunLog> one_seed = {MakeRun("Hopper-v4", "ppo", 0, {1})};
  const std::vector<ScoreScale> scales = {{"Hopper", 0, 10, "made up"},
                                          {"Walker2d", 0, 40, "made up"}};
  std::vector<RunLog> grid;
  for (const char* environment : {"Hopper-v4", "Walker2d-v4"}) {
    AppendRuns(environment, "clip_range=0.1", {1, 2, 3, 4}, grid);
    AppendRuns(environment, "clip_range=0.2", {2, 3, 4, 5}, grid);
  }
  const StudyDesign design = {
      .sequential =
          SequentialDesign{.question = {.of = {"clip_range=0.1", "clip_range=0.2"}},
                           .variants = {"clip_range=0.1", "clip_range=0.2"},
                           .environments = {{"Hopper-v4", 0, {3, 4}}, {"Walker2d-v4", 0, {4, 8}}}},
      .notes = {"seeds were extended"}};
  return {"tables",
          SchemaDocumentOf("gaitbench tables: DIR/tables.json", Tables()),
          {ToJson(MakeTables(logs, {.published = true}, scales)), ToJson(MakeTables(logs)),
           ToJson(MakeTables(Td3Choices("Hopper-v4"), {.published = true})),
           ToJson(MakeTables(one_seed)), ToJson(MakeTables({})),
           ToJson(MakeTables(grid, {}, {}, design))}};
}

inline Document ComparisonDocument() {
  const Comparison comparison = CompareRuns(DocumentLogs(), {});
  const std::vector<Difference> differences = Differences(comparison, "ppo", "trpo");
  return {"comparison",
          SchemaDocumentOf("gaitbench compare DIR --a X --b Y --json",
                           DifferencesDocument{comparison.options, differences}),
          {ToJson(differences, comparison.options)}};
}

inline Document RunLogDocument() {
  const RunLog finished = MakeRun("Hopper-v4", "ppo", 0, {1, 2});
  RunLog diverged = finished;
  diverged.diverged = Divergence{1, "not finite"};
  return {"run_log",
          SchemaDocumentOf(
              "gaitbench run log: DIR/runs/<environment>/<variant>/seed_<seed>/run.json", RunLog()),
          {ToJson(finished), WithContentHash(ToJson(diverged)), ToJson(RunLog())}};
}

inline std::vector<Document> Documents() {
  return {RunLogDocument(), TablesDocument(), ComparisonDocument()};
}

}  // namespace gaitbench
