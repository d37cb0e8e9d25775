#include "algos/off_policy/off_policy_learner.h"

#include <gtest/gtest.h>

#include "algos/kernels/saved.h"
#include "algos/learner/episode.h"
#include "algos/learner/streams.h"
#include "algos/networks/action_handling.h"
#include "algos/off_policy/family.h"
#include "algos/run/checkpoint.h"
#include "algos/run/evaluation.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Small enough to train in a moment; the buffer is full in the third iteration.
RunSpec Spec(const std::string& preset, const Json& changes = Json::object(),
             const std::string& environment = "InvertedPendulum-v4") {
  RunSpec spec = {.environment = environment,
                  .variant = preset,
                  .num_iterations = 5,
                  .settings = FindPreset(preset, environment)};
  Change(spec.settings,
         {{"horizon", 40},
          {"warmup_steps", 32},
          {"batch_size", 16},
          {"hidden_sizes", {16, 8}},
          {"buffer_capacity", 100},
          {"evaluation_interval", 80},
          {"evaluation_episodes", 2}},
         "test");
  Change(spec.settings, changes, "test");
  return spec;
}

std::string ColumnsOf(const Run& run) { return ToJson(run.log())["columns"].dump(); }

const OffPolicyLearner& LearnerOf(const Run& run) {
  return dynamic_cast<const OffPolicyLearner&>(run.learner());
}

void TrainUntil(gaitbench::Run& run, int64_t iteration) {
  while (run.iteration() < iteration) run.Iterate();
}

std::vector<std::string> PresetNames() {
  std::vector<std::string> names;
  for (const Preset& preset : OffPolicyFamily().presets) names.emplace_back(preset.name);
  return names;
}

class OffPolicyPresetTest : public testing::TestWithParam<std::string> {
 protected:
  OffPolicyPresetTest()
      : directory(fs::path(testing::TempDir()) / "off_policy_learner" /
                  testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(directory);
  }
  ~OffPolicyPresetTest() override { fs::remove_all(directory); }
  fs::path directory;
};

// The checkpoint is written after each iteration, as by a run that is killed again and again.
TEST_P(OffPolicyPresetTest, ARunThatIsResumedAgainAndAgainHasTheSameBits) {
  const RunSpec spec = Spec(GetParam());
  const fs::path path = directory / "checkpoint.safetensors";
  gaitbench::Run whole(spec);
  TrainUntil(whole, 5);
  {
    gaitbench::Run first(spec);
    first.Iterate();
    WriteCheckpoint(first, path);
  }
  for (int64_t iteration = 2; iteration <= 5; ++iteration) {
    gaitbench::Run resumed = ReadCheckpoint(path, spec);
    resumed.Iterate();
    WriteCheckpoint(resumed, path);
    if (iteration < 5) continue;
    EXPECT_EQ(ColumnsOf(resumed), ColumnsOf(whole));
    EXPECT_TRUE(SameBits(LearnerOf(resumed).networks().actor().parameters,
                         LearnerOf(whole).networks().actor().parameters));
  }
  RemoveCheckpoint(path);
  EXPECT_TRUE(fs::is_empty(directory));
}

TEST_P(OffPolicyPresetTest, AnotherSeedIsAnotherRun) {
  RunSpec spec = Spec(GetParam());
  gaitbench::Run a(spec);
  spec.seed = 1;
  gaitbench::Run b(spec);
  TrainUntil(a, 2);
  TrainUntil(b, 2);
  EXPECT_NE(ColumnsOf(a), ColumnsOf(b));
}

// as the policy file holds it, on what the evaluation looked at
TEST_P(OffPolicyPresetTest, ThePolicyFileActsAsTheLearner) {
  const RunSpec spec = Spec(GetParam(), {{"observation_normalization", true}});
  gaitbench::Run run(spec);
  TrainUntil(run, 3);
  WritePolicy(run, directory / "policy.safetensors");
  const TensorFile file = ReadTensorFile(directory / "policy.safetensors");
  const BatchedEnv env(FindTask(spec.environment), {});
  const auto settings = FromValues<OffPolicySettings>(spec.settings.values);
  const std::unique_ptr<Actor> actor = ReadSquashedActor(settings, file, env, "test");
  ObservationNormalizer frozen(settings, env.observation_size());
  std::vector<double> mean(env.observation_size()), deviation(mean.size());
  Restore(file, "observation_mean", "test", mean);
  Restore(file, "observation_std", "test", deviation);
  frozen.Freeze(mean, deviation);
  SquashedActor borrowing(settings, env, LearnerOf(run).networks().actor().parameters, frozen);
  const std::vector<double> observation = {0.1, -0.2, 0.3, 0.4};
  std::vector<float> of_file(1), of_learner(1);
  for (const bool samples : {false, true}) {
    RandomStream noise({1}), same({1});
    actor->Act(observation, samples ? &noise : nullptr, of_file);
    borrowing.Act(observation, samples ? &same : nullptr, of_learner);
    EXPECT_EQ(of_file, of_learner);
    EXPECT_LE(std::abs(of_file[0]), 3);  // the pendulum's bounds
  }
  EXPECT_EQ(Evaluate({.policy = directory / "policy.safetensors", .num_episodes = 2}).size(), 2u);
}

INSTANTIATE_TEST_SUITE_P(Presets, OffPolicyPresetTest, testing::ValuesIn(PresetNames()));

TEST(OffPolicyLearnerTest, EvaluationsComeWithTheirIntervalAndAtTheEnd) {
  gaitbench::Run run(Spec("sac"));
  TrainUntil(run, 5);
  const std::span<const double> returns = run.log().columns.Values(kEvaluationReturn);
  for (const size_t i : {1, 3, 4}) EXPECT_GT(returns[i], 0) << i;  // 80, 160, 200 env steps
  for (const size_t i : {0, 2}) EXPECT_TRUE(std::isnan(returns[i])) << i;
  EXPECT_EQ(JudgedReturns(run.log()), (std::vector{returns[1], returns[3], returns[4]}));
}

// of the policy without noise, in an environment and from resets of its own
TEST(OffPolicyLearnerTest, AnEvaluationIsTheMeanActionsEpisodes) {
  for (const bool normalizes : {false, true}) {
    const RunSpec spec = Spec("sac", {{"observation_normalization", normalizes}});
    gaitbench::Run run(spec);
    TrainUntil(run, 5);
    TensorFile file;
    run.learner().SaveActor(file);
    BatchedEnv env(FindTask(spec.environment), {.num_envs = 1, .autoreset = Autoreset::kDisabled});
    const std::unique_ptr<Actor> actor =
        ReadSquashedActor(FromValues<OffPolicySettings>(spec.settings.values), file, env, "test");
    RandomStream resets({0, static_cast<uint64_t>(Purpose::kEvaluationResets), 4});
    double sum = 0;
    for (int episode = 0; episode < 2; ++episode)
      sum += PlayEpisode(DrawResetSeed(resets), nullptr, *actor, env).episode_return;
    EXPECT_EQ(run.log().columns.Values(kEvaluationReturn)[4], sum / 2) << normalizes;
  }
}

TEST(OffPolicyLearnerTest, EvaluationsLeaveNoTraceInTheTraining) {
  gaitbench::Run often(Spec("sac", {{"evaluation_interval", 40}})), seldom(Spec("sac"));
  TrainUntil(often, 4);
  TrainUntil(seldom, 4);
  EXPECT_TRUE(SameBits(LearnerOf(often).networks().actor().parameters,
                       LearnerOf(seldom).networks().actor().parameters));
}

TEST(OffPolicyLearnerTest, UpdatesBeginAfterTheWarmUp) {
  gaitbench::Run run(Spec("td3", {{"warmup_steps", 60}, {"updates_per_step", 2}}));
  TrainUntil(run, 2);
  const std::span<const double> updates = run.log().columns.Values("num_updates");
  EXPECT_EQ(updates[0], 0);
  EXPECT_EQ(updates[1], 2 * (80 - 60));
}

// Row by row, falls and time limits among them.
TEST(OffPolicyLearnerTest, TheBufferHasWhatTheEnvironmentGave) {
  RunSpec spec = Spec("td3");
  spec.environment_options = {{"max_episode_steps", 7}};
  gaitbench::Run run(spec);
  TrainUntil(run, 2);
  const ReplayBuffer& buffer = LearnerOf(run).buffer();
  BatchedEnv env(ApplyOptions(FindTask(spec.environment), spec.environment_options, "test"),
                 {.num_envs = 1, .autoreset = Autoreset::kSameStep});
  RandomStream resets = MakeStream(spec.seed, Purpose::kResets);
  env.Reset(DrawResetSeed(resets));
  const auto floats = [](std::span<const double> x) {
    return std::vector<float>(x.begin(), x.end());
  };
  ReplayBatch row(1, 4, 1);
  int64_t num_falls = 0, num_limits = 0;
  for (int64_t i = 0; i < buffer.num_added(); ++i) {
    buffer.Read(i, 1, 0.9, 0, row);
    ASSERT_EQ(row.observation, floats(env.observations())) << i;
    std::vector<float> action(1);
    ScaleActions(env.action_bounds(), row.action, action);
    env.Step(std::span<const float>(action));
    const bool fell = env.terminated()[0], limit = !fell && env.truncated()[0];
    EXPECT_EQ(row.reward[0], static_cast<float>(env.rewards()[0]));
    EXPECT_EQ(row.discount[0], fell ? 0 : 0.9f);
    if (!fell) {
      EXPECT_EQ(row.next_observation,
                floats(limit ? env.final_observations() : env.observations()));
    }
    num_falls += fell;
    num_limits += limit;
  }
  EXPECT_GT(num_falls, 0);
  EXPECT_GT(num_limits, 0);
}

// Without termination every episode ends at its limit of 10 env steps.
TEST(OffPolicyLearnerTest, TimeLimitsAreBootstrappedOrTerminal) {
  for (const bool terminal : {false, true}) {
    RunSpec spec = Spec("sac", {{"time_limit", terminal ? "terminal" : "bootstrap"}}, "Hopper-v4");
    spec.environment_options = {{"max_episode_steps", 10}, {"terminate_when_unhealthy", false}};
    gaitbench::Run run(spec);
    run.Iterate();
    const ReplayBuffer& buffer = LearnerOf(run).buffer();
    ReplayBatch batch(1, 11, 3);
    buffer.Read(9, 1, 0.9, 0, batch);
    EXPECT_FLOAT_EQ(batch.discount[0], terminal ? 0.0f : 0.9f);
    const std::vector<float> after_limit = batch.next_observation;
    buffer.Read(10, 1, 0.9, 0, batch);
    EXPECT_NE(after_limit, batch.observation);  // of the reset
    buffer.Read(8, 1, 0.9, 0, batch);
    EXPECT_FLOAT_EQ(batch.discount[0], 0.9f);
  }
}

TEST(OffPolicyLearnerTest, DivergenceEndsTheRunAndIsRecorded) {
  gaitbench::Run run(Spec("ddpg", {{"reward_scale", 1e38}}));
  while (!run.finished()) run.Iterate();
  ASSERT_TRUE(run.log().diverged);
  EXPECT_NE(run.log().diverged->reason.find("is not finite"), std::string::npos);
}

TEST(OffPolicyLearnerTest, ABufferThatMemoryDoesNotHoldIsRefused) {
  try {
    gaitbench::Run run(Spec("sac", {{"buffer_capacity", 10'000'000'000}}));
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_NE(std::string(error.what())
                  .find("buffer_capacity: 10000000000 env steps of 25 bytes "
                        "are 250.0 GB; the machine has"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace gaitbench
