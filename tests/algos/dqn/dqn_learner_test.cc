#include "algos/dqn/dqn_learner.h"

#include <gtest/gtest.h>

#include <map>

#include "algos/dqn/family.h"
#include "algos/learner/episode.h"
#include "algos/learner/streams.h"
#include "algos/run/checkpoint.h"
#include "algos/run/evaluation.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Small enough to train in a moment; the buffer is full in the third iteration.
RunSpec Spec(const Json& changes = Json::object()) {
  RunSpec spec = {.environment = "Hopper-v4",
                  .variant = "dqn",
                  .num_iterations = 5,
                  .environment_options = {{"max_episode_steps", 25}},
                  .settings = FindPreset("dqn", "Hopper-v4")};
  Change(spec.settings,
         {{"horizon", 40},
          {"warmup_steps", 32},
          {"batch_size", 16},
          {"hidden_sizes", {16}},
          {"buffer_capacity", 100},
          {"target_update_interval", 10},
          {"epsilon_steps", 100},
          {"evaluation_interval", 80},
          {"evaluation_episodes", 2}},
         "test");
  Change(spec.settings, changes, "test");
  return spec;
}

const DqnLearner& LearnerOf(const gaitbench::Run& run) {
  return dynamic_cast<const DqnLearner&>(run.learner());
}

void Train(gaitbench::Run& run) {
  while (!run.finished()) run.Iterate();
}

std::string ColumnsOf(const gaitbench::Run& run) { return ToJson(run.log())["columns"].dump(); }

std::string Trained(const Json& changes) {
  gaitbench::Run run(Spec(changes));
  Train(run);
  return ColumnsOf(run);
}

// The checkpoint is written after each iteration, as by a run that is killed again and again.
TEST(DqnLearnerTest, ARunThatIsResumedAgainAndAgainHasTheSameBits) {
  const fs::path directory = fs::path(testing::TempDir()) / "dqn_learner";
  fs::remove_all(directory);
  const fs::path path = directory / "checkpoint.safetensors";
  const RunSpec spec = Spec();
  gaitbench::Run whole(spec);
  Train(whole);
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
    EXPECT_TRUE(SameBits(LearnerOf(resumed).values().network().parameters,
                         LearnerOf(whole).values().network().parameters));
  }
  const fs::path policy = directory / "policy.safetensors";
  WritePolicy(whole, policy);
  EXPECT_GT(Evaluate({.policy = policy, .num_episodes = 2})[1].length, 0);
  fs::remove_all(directory);
}

// What the policy file holds is the network that is learned, not its target, and its statistics.
TEST(DqnLearnerTest, AnEvaluationIsTheBestActionsEpisodes) {
  for (const bool normalizes : {false, true}) {
    const RunSpec spec = Spec({{"observation_normalization", normalizes}});
    gaitbench::Run run(spec);
    Train(run);
    TensorFile file;
    run.learner().SaveActor(file);
    const Task task = ApplyOptions(FindTask(spec.environment), spec.environment_options);
    BatchedEnv env(task, {.num_envs = 1, .autoreset = Autoreset::kDisabled});
    const std::unique_ptr<Actor> actor =
        ReadGreedyActor(FromValues<DqnSettings>(spec.settings.values), file, env, "test");
    RandomStream resets({0, static_cast<uint64_t>(Purpose::kEvaluationResets), 4});
    double sum = 0;
    for (int episode = 0; episode < 2; ++episode)
      sum += PlayEpisode(DrawResetSeed(resets), nullptr, *actor, env).episode_return;
    EXPECT_EQ(run.log().columns.Values(kEvaluationReturn)[4], sum / 2) << normalizes;
  }
}

// warm-up and exploration too
TEST(DqnLearnerTest, EveryActionIsOneOfTheBins) {
  gaitbench::Run run(Spec({{"bins", 5}}));
  Train(run);
  const ReplayBuffer& buffer = LearnerOf(run).buffer();
  ReplayBatch batch(1, 11, 3);
  std::map<float, int> count;
  for (int64_t index = buffer.first(); index < buffer.num_added(); ++index) {
    buffer.Read(index, 1, 0.99, 0, batch);
    for (float action : batch.action) ++count[action];
  }
  EXPECT_EQ(count.size(), 5u);
  for (const auto& [action, times] : count)
    EXPECT_EQ(ActionOfBin(BinOfAction(action, 5), 5), action);
}

TEST(DqnLearnerTest, EpsilonFallsLinearlyAfterTheWarmUp) {
  DqnSettings settings;
  settings.warmup_steps = 100;
  settings.epsilon_steps = 200;
  settings.epsilon_start = 0.5;
  settings.epsilon_end = 0.1;
  EXPECT_EQ(EpsilonAt(settings, 99), 1);  // the warm-up is random
  EXPECT_EQ(EpsilonAt(settings, 100), 0.5);
  EXPECT_NEAR(EpsilonAt(settings, 200), 0.3, 1e-15);
  EXPECT_EQ(EpsilonAt(settings, 300), 0.1);
  EXPECT_EQ(EpsilonAt(settings, 1000), 0.1);
}

const std::map<std::string, Json> kOtherValues = {{"horizon", 30},
                                                  {"warmup_steps", 24},
                                                  {"buffer_capacity", 40},
                                                  {"batch_size", 12},
                                                  {"updates_per_step", 2},
                                                  {"n_step", 1},
                                                  {"discount", 0.9},
                                                  {"reward_scale", 2.0},
                                                  {"time_limit", "terminal"},
                                                  {"evaluation_interval", 40},
                                                  {"evaluation_episodes", 3},
                                                  {"bins", 2},
                                                  {"epsilon_start", 0.5},
                                                  {"epsilon_end", 0.5},
                                                  {"epsilon_steps", 10},
                                                  {"observation_normalization", true},
                                                  {"observation_clipping", true},
                                                  {"observation_clip_range", 0.1},
                                                  {"hidden_sizes", {8}},
                                                  {"activation", "tanh"},
                                                  {"learning_rate", 1e-2},
                                                  {"double_q", false},
                                                  {"target_update", "copy"},
                                                  {"polyak", 0.5},
                                                  {"target_update_interval", 5},
                                                  {"adam_epsilon", 1e-3},
                                                  {"adam_beta1", 0.5},
                                                  {"adam_beta2", 0.9}};

// where it acts, another value changes the result; where it does not, nothing
TEST(DqnLearnerTest, EverySettingDoesWhatItSays) {
  const std::string base = Trained(Json::object());
  for (const SettingInfo& setting : DqnFamily().settings) {
    ASSERT_TRUE(kOtherValues.contains(setting.name)) << setting.name;
    Json changes = {{setting.name, kOtherValues.at(setting.name)}};
    if (setting.name == "observation_clipping") changes["observation_clip_range"] = 0.1;
    const bool idle = WhyIdle(Spec(changes).settings, setting.name).has_value();
    EXPECT_EQ(Trained(changes) == base, idle) << setting.name;
  }
}

TEST(DqnLearnerTest, ACopiedTargetHasNoAverage) {
  const Json copied = {{"target_update", "copy"}};
  Json averaged = copied;
  averaged["polyak"] = 0.5;
  EXPECT_TRUE(WhyIdle(Spec(averaged).settings, "polyak"));
  EXPECT_EQ(Trained(averaged), Trained(copied));
}

TEST(DqnLearnerTest, WhatCannotBeIsRefusedWithASentence) {
  const auto error = [](const Json& changes) -> std::string {
    try {
      const RunSpec spec = Spec(changes);
      spec.settings.family->check(spec.settings.values, "test");
    } catch (const ConfigError& refused) {
      return refused.what();
    }
    return "none";
  };
  EXPECT_EQ(error(Json::object()), "none");
  EXPECT_TRUE(error({{"bins", 1}}).starts_with("test.bins: ")) << error({{"bins", 1}});
  EXPECT_TRUE(error({{"discount", 1.0}}).starts_with("test.discount: "));
  EXPECT_TRUE(error({{"batch_size", 64}}).starts_with("test.batch_size: "));
}

TEST(DqnLearnerTest, DivergenceEndsTheRunAndIsRecorded) {
  gaitbench::Run run(Spec({{"reward_scale", 1e38}}));
  Train(run);
  ASSERT_TRUE(run.log().diverged);
  EXPECT_NE(run.log().diverged->reason.find("is not finite"), std::string::npos);
}

}  // namespace
}  // namespace gaitbench
