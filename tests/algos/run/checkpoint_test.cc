#include "algos/run/checkpoint.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "algos/run/evaluation.h"
#include "results/log/atomic_file.h"
#include "results/log/content_hash.h"
#include "results/log/safetensors.h"
#include "tests/algos/runs.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

RunSpec Spec(const std::string& preset) {
  RunSpec spec = {.environment = "Hopper-v4",
                  .variant = preset,
                  .seed = 3,
                  .num_iterations = 4,
                  .settings = FindPreset(preset, "Hopper-v4")};
  Set(spec, {{"horizon", 200},
             {"hidden_sizes", {8, 8}},
             {"policy_minibatches", 4},
             {"value_minibatches", 4},
             {"heldout_interval", 2}});
  return spec;
}

class CheckpointTest : public testing::TestWithParam<std::string> {
 protected:
  CheckpointTest()
      : directory_(fs::path(testing::TempDir()) / ("checkpoint_test_" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
  }
  ~CheckpointTest() override { fs::remove_all(directory_); }

  fs::path directory_;
};

void Train(Run& run, int64_t until) {
  while (run.iteration() < until) run.Iterate();
}

// everything but wall times
std::string Results(const Run& run) {
  nlohmann::ordered_json json = ToJson(run.log());
  json.erase("timing");
  json.erase("speed");
  return json.dump();
}

TEST_P(CheckpointTest, ARunThatWasSavedAndResumedEndsWithTheSameBits) {
  const RunSpec spec = Spec(GetParam());
  gaitbench::Run undisturbed(spec);
  Train(undisturbed, 4);
  for (int64_t saved_at : {1, 3}) {
    gaitbench::Run first(spec);
    Train(first, saved_at);
    WriteCheckpoint(first, directory_ / "checkpoint");
    gaitbench::Run second = ReadCheckpoint(directory_ / "checkpoint", spec);
    EXPECT_EQ(second.iteration(), saved_at);
    Train(second, 4);
    EXPECT_EQ(Results(second), Results(undisturbed));
    EXPECT_TRUE(SameBits(PolicyOf(second).parameters(), PolicyOf(undisturbed).parameters()));
  }
}

INSTANTIATE_TEST_SUITE_P(Presets, CheckpointTest, testing::ValuesIn(PresetNames()));

using RefusalTest = CheckpointTest;

std::string ErrorOf(const fs::path& path, const RunSpec& spec) {
  try {
    ReadCheckpoint(path, spec);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "none";
}

TEST_F(RefusalTest, ACutForeignOrOtherRunsFileIsRefusedWithASentence) {
  const RunSpec spec = Spec("ppo");
  gaitbench::Run run(spec);
  const fs::path path = directory_ / "checkpoint";
  WriteCheckpoint(run, path);
  const std::string bytes = ReadFile(path);
  EXPECT_EQ(ErrorOf(path, spec), "none");

  for (size_t size : {size_t{0}, size_t{7}, size_t{100}, bytes.size() / 2, bytes.size() - 1}) {
    WriteFileAtomically(path, bytes.substr(0, size));
    EXPECT_NE(ErrorOf(path, spec).find("cut off"), std::string::npos)
        << size << ": " << ErrorOf(path, spec);
  }
  WriteFileAtomically(path, "a text that is not a checkpoint, and longer than a header");
  EXPECT_NE(ErrorOf(path, spec).find("not a safetensors file"), std::string::npos);

  TensorFile file = ParseTensorFile(bytes, "");
  file.metadata["version"] = "0";
  WriteFileAtomically(path, Serialize(file));
  EXPECT_NE(ErrorOf(path, spec).find("is a checkpoint of version \"0\""), std::string::npos);

  WriteFileAtomically(path, bytes);
  RunSpec other = spec;
  Set(other, {{"clip_range", 0.3}});
  EXPECT_NE(ErrorOf(path, other).find("other settings"), std::string::npos);
  WritePolicy(run, path);
  EXPECT_NE(ErrorOf(path, spec).find("is not a checkpoint"), std::string::npos);
}

// without a hash, as of older versions, in which it would be noticed first
TEST_F(RefusalTest, ValuesThatCannotBeAreRefused) {
  const RunSpec spec = Spec("ppo");
  gaitbench::Run run(spec);
  Train(run, 1);
  const fs::path path = directory_ / "checkpoint";
  WriteCheckpoint(run, path);
  const auto error_with = [&](const std::string& tensor, size_t begin, const std::string& bytes) {
    TensorFile file = ReadTensorFile(path);
    file.tensors.at(tensor).bytes.replace(begin, bytes.size(), bytes);
    WriteFileAtomically(directory_ / "changed", Serialize(file));
    return ErrorOf(directory_ / "changed", spec);
  };
  const std::string nothing(32, '\0');
  for (const char* stream : {"trainer.value_order", "trainer.collector.noise"}) {
    EXPECT_NE(error_with(stream, 0, nothing).find("is a random generator's state that cannot be"),
              std::string::npos)
        << stream;
  }
  const std::string all_ones(8, '\xff');
  EXPECT_NE(error_with("trainer.policy.parameters", 8, all_ones).find("is not finite"),
            std::string::npos);
  EXPECT_NE(
      error_with("trainer.collector.reward_filter.moments.mean", 0, all_ones).find("is not finite"),
      std::string::npos);
  EXPECT_NE(error_with("trainer.collector.started", 0, "\x02").find("neither true nor false"),
            std::string::npos);
}

// as above without a hash: whatever the bytes are, they are refused or a run goes on with them
TEST_F(RefusalTest, DamageDoesNotReachBeyondTheReader) {
  const RunSpec spec = Spec("ppo");
  gaitbench::Run run(spec);
  Train(run, 1);
  const fs::path path = directory_ / "checkpoint";
  WriteCheckpoint(run, path);
  std::string bytes = ReadFile(path);
  bytes.replace(bytes.find(kContentHash), 4, "none");
  RandomStream draw({1});
  for (int i = 0; i < 60; ++i) {
    std::string damaged = bytes;
    const size_t at = draw.Below(damaged.size());
    for (size_t j = at; j < std::min(damaged.size(), at + 1 + i % 9); ++j)
      damaged[j] = static_cast<char>(draw.NextUint64());
    WriteFileAtomically(path, damaged);
    try {
      gaitbench::Run read = ReadCheckpoint(path, spec);
      if (!read.finished()) read.Iterate();
    } catch (const ConfigError&) {  // refused, as it may be
      continue;
    }
  }
}

TEST_F(RefusalTest, AFlippedBitIsNoticed) {
  const RunSpec spec = Spec("ppo");
  gaitbench::Run run(spec);
  Train(run, 1);
  const fs::path path = directory_ / "checkpoint";
  WriteCheckpoint(run, path);
  const std::string bytes = ReadFile(path);
  for (size_t i = 0; i < bytes.size(); i += bytes.size() / 50) {
    std::string flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ 1 << i % 8);
    WriteFileAtomically(path, flipped);
    EXPECT_NE(ErrorOf(path, spec), "none") << i;
  }
}

// its bits are those of an undisturbed run of this version
TEST_F(RefusalTest, ACheckpointOfAVersionWithFewerSettingsGoesOn) {
  const RunSpec spec = Spec("ppo");
  gaitbench::Run run(spec);
  Train(run, 2);
  const fs::path path = directory_ / "checkpoint";
  WriteCheckpoint(run, path);
  TensorFile file = ParseTensorFile(ReadFile(path), "");
  const auto forget = [&](const nlohmann::json& newer) {
    TensorFile older = file;
    auto spec_json = nlohmann::ordered_json::parse(older.metadata["run"]);
    auto log = nlohmann::ordered_json::parse(older.metadata["run_log"]);
    for (const std::string key : newer) {
      ASSERT_EQ(spec_json["config"].erase(key), 1u) << key;
      log["config"].erase(key);
    }
    older.metadata["run"] = spec_json.dump();
    older.metadata["run_log"] = log.dump();
    WriteFileAtomically(path, Serialize(older));
  };
  forget({"learner", "min_std", "value_hidden_sizes"});
  ASSERT_EQ(ErrorOf(path, spec), "none");
  gaitbench::Run resumed = ReadCheckpoint(path, spec);
  Train(resumed, 4);
  Train(run, 4);
  EXPECT_EQ(Results(resumed), Results(run));

  RunSpec other = spec;
  Set(other, {{"min_std", 0.1}});  // not what the older version did
  EXPECT_NE(ErrorOf(path, other).find("other settings"), std::string::npos);
  forget({"clip_range", "gae_lambda", "reward_scaling"});  // returns here, none by default
  EXPECT_NE(ErrorOf(path, spec).find("other settings"), std::string::npos);
}

using EvaluationTest = CheckpointTest;

// with a deviation made of whatever, sampled and not
TEST_F(EvaluationTest, AStoredPolicyIsTheTrainersOwn) {
  for (const char* switches :
       {R"({})", R"({"std_parametrization": "softplus"})", R"({"state_dependent_std": true})"}) {
    RunSpec spec = Spec("ppo_m");
    Set(spec, nlohmann::json::parse(switches));
    gaitbench::Run run(spec);
    Train(run, 1);
    WritePolicy(run, directory_ / "policy");
    const TensorFile file = ParseTensorFile(ReadFile(directory_ / "policy"), "");
    RandomStream unused({1});
    Policy read(FromValues<OnPolicySettings>(spec.settings.values), 11, 3, 1, unused);
    read.RestoreFrom(file, "policy");
    EXPECT_TRUE(SameBits(read.parameters(), PolicyOf(run).parameters())) << switches;
    EXPECT_EQ(file.tensors.contains("log_std"),
              !spec.settings.values["state_dependent_std"].get<bool>());
    EXPECT_FALSE(
        Evaluate({.policy = directory_ / "policy", .num_episodes = 1, .deterministic = false})
            .empty());
  }
}

TEST_F(EvaluationTest, AStoredPolicyActsTheSameEachTimeAndLeavesItsStatisticsAlone) {
  gaitbench::Run run(Spec("ppo"));
  Train(run, 4);
  const EvaluationRequest request = {
      .policy = directory_ / "policy", .num_episodes = 3, .seed = 5, .deterministic = true};
  WritePolicy(run, request.policy);
  const std::vector<EvaluatedEpisode> episodes = Evaluate(request);
  ASSERT_EQ(episodes.size(), 3u);
  EXPECT_EQ(ToJson(request, episodes).dump(), ToJson(request, Evaluate(request)).dump());
  // an episode does not depend on those before it
  EvaluationRequest last = request;
  last.seed = 7;
  last.num_episodes = 1;
  EXPECT_EQ(Evaluate(last)[0].episode_return, episodes[2].episode_return);
  EvaluationRequest sampled = request;
  sampled.deterministic = false;
  EXPECT_NE(Evaluate(sampled)[0].episode_return, episodes[0].episode_return);
}

TEST_F(EvaluationTest, AForeignFileIsRefused) {
  WriteFileAtomically(directory_ / "policy", Serialize({}));
  EXPECT_THROW(Evaluate({.policy = directory_ / "policy"}), ConfigError);
  EXPECT_THROW(Evaluate({.policy = directory_ / "nothing"}), ConfigError);
  EXPECT_THROW(Evaluate({.policy = directory_ / "policy", .num_episodes = 0}), ConfigError);
}

}  // namespace
}  // namespace gaitbench
