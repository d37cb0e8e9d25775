// Derivative-free learners through all of the program: study, workers, kill and resume, log,
// tables, evaluation; and every setting of theirs.
#include "algos/derivative_free/family.h"

#include <gtest/gtest.h>

#include <map>

#include "algos/derivative_free/settings.h"
#include "algos/run/evaluation.h"
#include "bench/run/calibration.h"
#include "results/show/report.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Json SearchStudy() {
  return {{"study", "floor"},
          {"environments", {"Hopper-v4"}},
          {"environment_options", {{"max_episode_steps", 30}}},
          {"seeds", {{"first", 0}, {"count", 2}}},
          {"iterations", 10},
          {"base", {{"preset", "ars"}, {"switches", {{"horizon", 30}}}}},
          {"variants",
           {{{"name", "ars"}},
            {{"name", "small_network"}, {"switches", {{"hidden_sizes", {8}}, {"biases", true}}}},
            {{"name", "cem"}, {"preset", "cem"}, {"switches", {{"horizon", 30}}}}}}};
}

Plan PlanOf(const Json& study) { return MakePlan(StudyFromJson(study, "floor"), "floor"); }

TEST(DerivativeFreeTest, StoppedInTheMiddleAndResumedHasTheSameBits) {
  ExpectStoppedAndResumedAreTheSame(PlanOf(SearchStudy()).reporting);
}

TEST(DerivativeFreeTest, LogsAreTabledReportedAndPoliciesEvaluated) {
  const std::vector<RunSpec> runs = PlanOf(SearchStudy()).reporting;
  const fs::path home = EmptyDirectory("runs");
  ASSERT_EQ(TrainQuietly(runs, {.directory = home}), RunnerOutcome::kDone);
  const std::vector<RunLog> logs = ReadRunLogs(home);
  ASSERT_EQ(logs.size(), 6u);
  for (const RunLog& log : logs) {
    EXPECT_EQ(log.config["learner"], "derivative_free");
    EXPECT_TRUE(std::isfinite(FinalMeanReturn(log)));
    const double per_iteration = log.variant == "cem" ? 40 * 30 : 16 * 30;
    for (size_t i = 0; i < log.num_recorded(); ++i) {
      const double taken = log.columns.Values(kEnvSteps)[i];
      EXPECT_GE(taken, static_cast<double>(i + 1) * per_iteration);
      EXPECT_LT(taken, static_cast<double>(i + 2) * per_iteration);
      EXPECT_GE(log.columns.Values("generations")[i], 1);
    }
  }
  const Tables tables = MakeTables(logs);
  EXPECT_NE(ToMarkdown(tables.tables).find("small_network"), std::string::npos);
  EXPECT_NE(ReportHtml(logs, tables, {.title = "floor"}).find("Hopper-v4"), std::string::npos);

  for (const RunSpec& run : {runs.front(), runs.back()}) {
    const EvaluationRequest request = {.policy = RunFolder(home, run).policy(), .num_episodes = 2};
    EXPECT_GT(Evaluate(request)[1].length, 0);
  }
}

// 376 inputs and 17 outputs without a hidden layer, 20 bytes for each parameter of a candidate.
TEST(DerivativeFreeTest, CandidatesOfALinearPolicyTakeMemoryToo) {
  const BatchedEnv env(FindTask("Humanoid-v4"), {});
  LearnerSettings cem = FindPreset("cem", "Humanoid-v4");
  Change(cem, {{"population", 100'000}}, "test");
  EXPECT_GE(cem.family->bytes_held(cem.values, env, 0), int64_t{100'000} * 376 * 17 * 20);
  Change(cem, {{"hidden_sizes", {1024}}}, "test");
  EXPECT_GE(cem.family->bytes_held(cem.values, env, 0), int64_t{100'000} * 376 * 1024 * 20);
}

TEST(DerivativeFreeTest, TheirCostIsMeasured) {
  for (double rate : CalibrateRates(PlanOf(SearchStudy()).reporting, 0.1)) EXPECT_GT(rate, 0);
}

DerivativeFreeSettings With(const std::vector<Json>& changes) {
  DerivativeFreeSettings settings = {.horizon = 12, .directions = 3, .top_directions = 2};
  settings.population = 8;
  for (const Json& change : changes) ReadJson(change, settings, "config");
  return settings;
}

std::vector<double> Train(const DerivativeFreeSettings& settings) {
  Run run({.environment = "Hopper-v4",
           .variant = "test",
           .num_iterations = 3,
           .environment_options = {{"max_episode_steps", 10}},
           .settings = {&DerivativeFreeFamily(), WriteJson(settings)}});
  while (!run.finished()) run.Iterate();
  std::vector<double> numbers;
  for (const LogColumn& column : run.log().columns)
    numbers.insert(numbers.end(), column.values.begin(), column.values.end());
  return numbers;
}

const std::map<std::string, Json> kOtherValues = {
    {"method", "cem"},
    {"hidden_sizes", {4}},
    {"biases", true},
    {"observation_normalization", false},
    {"action_handling", "squashed"},
    {"horizon", 7},
    {"iteration_steps", 40},
    {"score_healthy_reward", false},
    {"directions", 4},
    {"top_directions", 1},
    {"step_size", 0.1},
    {"direction_std", 0.1},
    {"reward_std_scaling", false},
    {"population", 9},
    {"elite_fraction", 0.5},
    {"smoothing", 0.5},
    {"initial_std", 0.5},
    {"extra_std", 0.5},
    {"extra_std_generations", 2},
};

// where it acts, another value changes the result; where it does not, nothing
TEST(DerivativeFreeTest, EverySettingDoesWhatItSays) {
  for (const SettingInfo& setting : DerivativeFreeFamily().settings) {
    if (setting.name == "num_envs") continue;  // below
    ASSERT_TRUE(kOtherValues.contains(setting.name)) << setting.name;
    for (const char* method : {"ars", "cem"}) {
      if (setting.name == "method" && method == kOtherValues.at("method")) continue;
      const Json of_method = {{"method", method}};
      const auto settings = With({of_method, {{setting.name, kOtherValues.at(setting.name)}}});
      const bool idle =
          WhyIdle({&DerivativeFreeFamily(), WriteJson(settings)}, setting.name).has_value();
      EXPECT_EQ(Train(settings) == Train(With({of_method})), idle) << setting.name << " " << method;
    }
  }
}

// A column of each name, of a run with iterations of so many env steps.
std::map<std::string, std::vector<double>> Columns(int64_t iteration_steps,
                                                   int64_t num_iterations) {
  gaitbench::Run run({.environment = "Hopper-v4",
                      .variant = "test",
                      .num_iterations = num_iterations,
                      .environment_options = {{"max_episode_steps", 10}},
                      .settings = {&DerivativeFreeFamily(),
                                   WriteJson(With({{{"iteration_steps", iteration_steps}}}))}});
  while (!run.finished()) run.Iterate();
  std::map<std::string, std::vector<double>> columns;
  for (const LogColumn& column : run.log().columns)
    columns[column.name] = {column.values.begin(), column.values.end()};
  return columns;
}

// ARS with generations of 60 env steps; in one of four rows none begins
TEST(DerivativeFreeTest, ShorterIterationsAreMoreRowsOfTheSameSearch) {
  auto whole = Columns(120, 3), rows = Columns(45, 8);
  EXPECT_EQ(whole["env_steps"], (std::vector<double>{120, 240, 360}));
  EXPECT_EQ(rows["env_steps"], (std::vector<double>{60, 120, 180, 180, 240, 300, 360, 360}));
  EXPECT_EQ(rows["generations"], (std::vector<double>{1, 1, 1, 0, 1, 1, 1, 0}));
  EXPECT_EQ(rows["parameter_norm"].back(), whole["parameter_norm"].back());
  EXPECT_TRUE(std::isnan(rows["mean_return"][3]));
}

TEST(DerivativeFreeTest, HowManyAreSteppedTogetherChangesNoBit) {
  for (const char* method : {"ars", "cem"}) {
    const Json of_method = {{"method", method}};
    const std::vector<double> alone = Train(With({of_method, {{"num_envs", 1}}}));
    EXPECT_EQ(Train(With({of_method, {{"num_envs", 3}}})), alone);
    EXPECT_EQ(Train(With({of_method, {{"num_envs", 64}}})), alone);
  }
}

std::string ErrorOf(const Json& changes) {
  try {
    CheckSettings(With({changes}), "config");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "none";
}

TEST(DerivativeFreeTest, SettingsThatDoNotGoTogetherAreRefused) {
  EXPECT_EQ(ErrorOf(Json::object()), "none");
  EXPECT_EQ(ErrorOf({{"top_directions", 4}}), "config.top_directions: 4 of 3 directions");
  EXPECT_EQ(ErrorOf({{"top_directions", 4}, {"method", "cem"}}), "none");
  EXPECT_EQ(ErrorOf({{"method", "cem"}, {"elite_fraction", 0.1}}),
            "config.elite_fraction: 0.1 of 8 candidates is less than 2, which a deviation needs");
  EXPECT_EQ(ErrorOf({{"hidden_sizes", {1024, 1024}}, {"directions", 100}}),
            "config.hidden_sizes: 200 candidates have more than 134217728 weights together");
}

TEST(DerivativeFreeTest, DivergenceEndsTheRunAndIsRecorded) {
  gaitbench::Run run(
      {.environment = "Hopper-v4",
       .variant = "test",
       .num_iterations = 10,
       .environment_options = {{"max_episode_steps", 10}},
       .settings = {&DerivativeFreeFamily(), WriteJson(With({{{"reward_std_scaling", false},
                                                              {"step_size", 1e6},
                                                              {"direction_std", 1e6}}}))}});
  while (!run.finished()) run.Iterate();
  ASSERT_TRUE(run.log().diverged);
  EXPECT_EQ(run.log().diverged->reason, "a candidate's score is not finite");
}

TEST(DerivativeFreeTest, PresetsScoreHealthWhereNothingElseIsGained) {
  for (const Preset& preset : DerivativeFreeFamily().presets) {
    for (const auto& [robot, counts] : {std::pair{"Hopper", false},
                                        {"Humanoid", false},
                                        {"HumanoidStandup", false},
                                        {"Reacher", false},
                                        {"InvertedPendulum", true},
                                        {"InvertedDoublePendulum", true}}) {
      EXPECT_EQ(preset.settings(robot).at("score_healthy_reward"), counts)
          << preset.name << " " << robot;
    }
  }
}

TEST(DerivativeFreeTest, EveryPresetPasses) {
  for (const Preset& preset : DerivativeFreeFamily().presets)
    EXPECT_NO_THROW(DerivativeFreeFamily().check(preset.settings("Hopper"), "config"))
        << preset.name;
}

}  // namespace
}  // namespace gaitbench
