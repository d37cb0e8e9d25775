#include "bench/run/tuning.h"

#include <cmath>

#include <gtest/gtest.h>

#include "results/log/atomic_file.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

class TuningTest : public testing::Test {
 protected:
  TuningTest() {
    nlohmann::json json = SmallStudyJson();
    json["seeds"]["count"] = 2;
    json["select"] = {{"grid", {{"clip_range", {0.1, 0.2, 0.3}}}},
                      {"seeds", {{"first", 100}, {"count", 2}}}};
    plan_ = MakePlan(StudyFromJson(json, "small"), "small");
  }

  // Logs of all tuning runs: of each cell and candidate the returns of its two seeds.
  void WriteLogs(const std::vector<double>& returns) {
    for (size_t i = 0; i < plan_.tuning.size(); ++i) {
      const RunSpec& run = plan_.tuning[i];
      RunLog log;
      log.environment = run.environment;
      log.variant = run.variant;
      log.seed = run.seed;
      log.num_iterations = run.num_iterations;
      log.config = ConfigJson(run.settings);
      log.provenance = nlohmann::ordered_json::object();
      log.columns = LogColumns::Of<EpisodeRecord>();
      log.columns.Resize(4);
      log.timing.resize(4);
      for (double& mean_return : log.columns.Values(kMeanReturn)) mean_return = returns[i];
      if (std::isinf(returns[i])) log.diverged = Divergence{3, "not finite"};
      WriteRunLog(log, RunFolder(TuningDirectory(home_), run).log());
    }
  }

  const std::filesystem::path home_ = EmptyDirectory("runs");
  Plan plan_;
};

TEST_F(TuningTest, TheBestMeanOverTheTuningSeedsIsChosenForEachVariant) {
  WriteLogs({1, 1, 0, 4, 3, 0,  //
             9, 9, 0, 0, 0, 0});
  const auto choices = ChooseCandidates(home_, {}, plan_);
  ASSERT_TRUE(choices);
  EXPECT_EQ((*choices)[0].means, (std::vector<double>{1, 2, 1.5}));
  EXPECT_EQ((*choices)[0].chosen, 1u);
  EXPECT_EQ((*choices)[1].chosen, 0u);
  for (size_t i : {0, 1}) EXPECT_EQ(plan_.reporting[i].settings.values["clip_range"], 0.2);
  for (size_t i : {2, 3}) EXPECT_EQ(plan_.reporting[i].settings.values["clip_range"], 0.1);
}

TEST_F(TuningTest, ACandidateWithADivergedSeedIsNotChosen) {
  WriteLogs({5, INFINITY, 1, 1, 0, 0,  //
             1, 1, 1, 1, 1, 1});
  const auto choices = ChooseCandidates(home_, {}, plan_);
  ASSERT_TRUE(choices);
  EXPECT_TRUE(std::isnan((*choices)[0].means[0]));
  EXPECT_EQ((*choices)[0].chosen, 1u);
  EXPECT_EQ((*choices)[1].chosen, 0u);  // the first of equals
}

TEST_F(TuningTest, WhereEveryCandidateDivergedThereIsNoMean) {
  WriteLogs({INFINITY, 5, 1, INFINITY, INFINITY, 0,  //
             INFINITY, 1, 1, 1, 1, 1});
  const auto choices = ChooseCandidates(home_, {}, plan_);
  ASSERT_TRUE(choices);
  EXPECT_FALSE((*choices)[0].HasMean());
  EXPECT_EQ((*choices)[0].chosen, 0u);
  EXPECT_TRUE((*choices)[1].HasMean());
}

TEST_F(TuningTest, NothingIsChosenWhileARunIsMissing) {
  WriteLogs(std::vector<double>(12, 1));
  std::filesystem::remove(RunFolder(TuningDirectory(home_), plan_.tuning[7]).log());
  EXPECT_FALSE(ChooseCandidates(home_, {}, plan_));
}

TEST_F(TuningTest, TheChoiceIsToldWithItsMeans) {
  WriteLogs({1, 1, 0, 4, 3, 0, 9, 9, 0, 0, 0, 0});
  const auto choices = ChooseCandidates(home_, {}, plan_);
  EXPECT_TRUE(ReadTuning(home_).empty());
  WriteTuning(home_, *choices, plan_);
  const std::vector<TuningEntry> told = ReadTuning(home_);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].chosen, "ppo+clip_range=0.2");
  EXPECT_EQ(told[0].mean_returns["ppo+clip_range=0.3"], 1.5);
}

TEST_F(TuningTest, ADamagedChoiceIsASentence) {
  const std::pair<const char*, const char*> damaged[] = {
      {R"([{"environment": "Hopper-v4", "variant": 3}])", "[0].variant: expected a string, got 3"},
      {R"([{"environment": "Hopper-v4", "variant": "ppo"}])", "a key is missing"},
  };
  for (const auto& [text, sentence] : damaged) {
    WriteFileAtomically(home_ / "tuning.json", text);
    try {
      ReadTuning(home_);
      ADD_FAILURE() << text;
    } catch (const ConfigError& error) {
      EXPECT_NE(std::string(error.what()).find(sentence), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace gaitbench
