#include "results/show/export.h"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

std::vector<RunLog> TwoEnvironments() {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {1, 2, 3}, logs);
  AppendRuns("Walker2d-v4", "ppo", {10, 20}, logs);
  AppendRuns("Walker2d-v4", "trpo", {5}, logs);
  return logs;
}

TEST(Export, IterationsHaveOneLineEachAndEmptyForNotMeasured) {
  std::ostringstream out;
  WriteIterationsCsv(std::vector{MakeRun("e", "v", 7, {0.1, NAN})}, out);
  const std::string csv = out.str();
  EXPECT_EQ(csv.substr(0, 62), "environment,variant,seed,iteration,env_steps,mean_return,num_e");
  EXPECT_NE(csv.find("\ne,v,7,0,2048,0.1,10,"), std::string::npos) << csv;
  EXPECT_NE(csv.find("\ne,v,7,1,4096,,10,"), std::string::npos) << csv;
}

TEST(Export, ReturnsHaveOneLinePerRun) {
  EXPECT_EQ(
      ReturnsToCsv(CompareRuns(TwoEnvironments(), {})),
      "environment,variant,seed,return\nHopper-v4,ppo,0,1\nHopper-v4,ppo,1,2\nHopper-v4,ppo,2,3\n"
      "Walker2d-v4,ppo,0,10\nWalker2d-v4,ppo,1,20\nWalker2d-v4,trpo,0,5\n");
}

TEST(Export, RliableTakesRunsByTasksOfSeedsThatAreEverywhere) {
  const auto json = ToRliableJson(CompareRuns(TwoEnvironments(), {}));
  EXPECT_EQ(
      json.dump(),
      R"({"tasks":["Hopper-v4","Walker2d-v4"],"unit":"return","scores":{"ppo":[[1.0,10.0],[2.0,20.0]]}})");
}

TEST(Export, MarlEvalTakesStepsOfRuns) {
  std::ostringstream text;
  WriteMarlEvalJson(TwoEnvironments(), {}, text);
  const auto json = nlohmann::ordered_json::parse(text.str());
  EXPECT_EQ(text.str(), JsonText(json));  // as if it had been written whole
  const auto& run = json["gaitbench"]["Walker2d-v4"]["ppo"]["seed_1"];
  EXPECT_EQ(run["step_2"]["step_count"], 3 * 2048);
  EXPECT_EQ(run["step_2"]["mean_return"][0], 20);
  EXPECT_EQ(run["absolute_metrics"]["mean_return"][0], 20);
}

TEST(Export, MarlEvalTakesEvaluationsOfRunsThatHaveThem) {
  std::ostringstream text;
  std::vector<RunLog> logs = {MakeEvaluatedRun("e", "v", 0, {1, 2, 3}, {NAN, 8, 9})};
  logs.push_back(logs.front());
  logs.back().seed = 1;
  logs.back().num_iterations = 4;  // not finished
  WriteMarlEvalJson(logs, {}, text);
  EXPECT_EQ(nlohmann::json::parse(text.str())["gaitbench"]["e"]["v"].size(), 1u);
  EXPECT_EQ(nlohmann::json::parse(text.str())["gaitbench"]["e"]["v"]["seed_0"].dump(),
            R"({"absolute_metrics":{"mean_return":[8.5]},)"
            R"("step_0":{"mean_return":[8.0],"step_count":4096},)"
            R"("step_1":{"mean_return":[9.0],"step_count":6144}})");
}

TEST(Export, MarlEvalTakesTheNumberThatTablesTake) {
  std::ostringstream text;
  WriteMarlEvalJson(std::vector{MakeRun("e", "v", 0, {1, 5, 3})},
                    {.statistic = Metric::kMaxMeanReturn}, text);
  const auto json = nlohmann::ordered_json::parse(text.str());
  EXPECT_EQ(json["gaitbench"]["e"]["v"]["seed_0"]["absolute_metrics"]["mean_return"][0], 5);
}

}  // namespace
}  // namespace gaitbench
