#include "envs/trace.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace gaitbench {
namespace {

std::string WriteFile(const std::string& name, const std::string& text) {
  const std::string path = testing::TempDir() + "/gaitbench_trace_" + name;
  std::ofstream(path) << text;
  return path;
}

std::vector<nlohmann::json> Lines(const TraceRequest& request) {
  std::stringstream out;
  Trace(request, out);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(out, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

TEST(TraceTest, OneLineForTheResetAndOneForEachStep) {
  const std::string actions = WriteFile("two.json", "[[0, 0.5, -1], [1, 1, 1]]");
  const auto lines = Lines({.env = "Hopper-v5", .actions_file = actions, .seed = 3});
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0]["event"], "reset");
  EXPECT_EQ(lines[0]["seed"], 3);
  EXPECT_FALSE(lines[0].contains("reward"));
  EXPECT_EQ(lines[0]["info"].size(), 2U);
  EXPECT_EQ(lines[2]["step"], 1);
  EXPECT_EQ(lines[2]["info"].size(), 6U);
  EXPECT_EQ(lines[2]["info"]["reward_ctrl"], double{-3.0f * 1e-3f});
  EXPECT_EQ(lines[2]["observation"].size(), 11U);
  EXPECT_EQ(lines[2]["qpos"].size(), 6U);
}

TEST(TraceTest, DoubleActionsPayInDouble) {
  const std::string actions = WriteFile("double.json", "[[1, 1, 1]]");
  const auto lines =
      Lines({.env = "Hopper-v5", .actions_file = actions, .action_dtype = ActionDtype::kFloat64});
  EXPECT_EQ(lines[1]["info"]["reward_ctrl"], -3e-3);
}

TEST(TraceTest, AnEndedEpisodeIsFollowedByAReset) {
  const std::string actions = WriteFile("three.json", "[[0,0,0],[0,0,0],[0,0,0]]");
  const auto lines =
      Lines({.env = "Hopper-v4", .options = {{"max_episode_steps", 2}}, .actions_file = actions});
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[2]["truncated"], true);
  EXPECT_EQ(lines[3]["event"], "reset");
  EXPECT_EQ(lines[4]["step"], 2);
}

TEST(TraceTest, StartsFromAState) {
  const std::string actions = WriteFile("one.json", "[[0,0,0]]");
  const std::string state =
      WriteFile("state.json", R"({"qpos": [5, 1.3, 0, 0, 0, 0], "qvel": [1, 0, 0, 0, 0, 0]})");
  const auto lines = Lines({.env = "Hopper-v4", .actions_file = actions, .state_file = state});
  EXPECT_EQ(lines[0]["qpos"][0], 5);
  EXPECT_EQ(lines[0]["observation"][0], 1.3);
  EXPECT_NEAR(lines[1]["info"]["x_velocity"].get<double>(), 1, 0.1);
}

TEST(TraceTest, WrongInputIsNamed) {
  const auto expect = [](const TraceRequest& request, const std::string& part) {
    std::stringstream out;
    try {
      Trace(request, out);
      ADD_FAILURE() << "no error: " << part;
    } catch (const ConfigError& error) {
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
    }
    EXPECT_EQ(out.str(), "");
  };
  const std::string good = WriteFile("good.json", "[[0,0,0]]");
  expect({.env = "Hoper", .actions_file = good}, "\"Hoper\" is no task; none of the ");
  expect({.env = "Hopper-v4", .actions_file = "/no/such/file"}, "cannot be read");
  const auto expect_actions = [&](const char* text, const std::string& part) {
    expect({.env = "Hopper-v4", .actions_file = WriteFile("bad.json", text)}, part);
  };
  expect_actions("[[0,0,0]", "not JSON, or cut short at line 1");
  expect_actions("", "not JSON, or cut short at line 1");
  expect_actions("[]", "expected a list of actions");
  expect_actions("{}", "expected a list of actions");
  expect_actions("[[0,0,0],[0,0]]", "[1]: expected 3 numbers, got 2");
  expect_actions("[[0,0,\"1\"]]", "[0][2]: expected a number");
  expect_actions("[[0,0,null]]", "[0][2]: expected a number");
  expect_actions("[[0,0,1e39]]", "[0]: expected");
  const auto expect_state = [&](const char* text, const std::string& part) {
    expect(
        {.env = "Hopper-v4", .actions_file = good, .state_file = WriteFile("bad_state.json", text)},
        part);
  };
  expect_state("{\"qpos\": [0], \"qvel\": [0,0,0,0,0,0]}", "qpos: expected 6 numbers, got 1");
  expect_state("{\"qpos\": [0,1,0,0,0,0]}", "qvel: expected 6 numbers, got 0");
  expect_state("{\"qpso\": []}", "qpso: unknown key");
}

}  // namespace
}  // namespace gaitbench
