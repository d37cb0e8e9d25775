// What is named to learn must learn: on-policy presets in 61,440 env steps of Hopper, 30 of the
// paper's iterations; of each other learner its cheapest preset in seconds of a pendulum.
#include <gtest/gtest.h>

#include <cmath>
#include <span>

#include "tests/algos/runs.h"

namespace gaitbench {
namespace {

class LearningTest : public testing::TestWithParam<std::string> {};

// Of the mean returns of iterations in which an episode ended, the mean over the last sixth of the
// training is at least twice the first sixth's.
TEST_P(LearningTest, HoppersReturnRises) {
  RunSpec spec = {.environment = "Hopper-v4",
                  .variant = GetParam(),
                  .settings = FindPreset(GetParam(), "Hopper-v4")};
  const int64_t num_iterations = spec.num_iterations = 30 * 2048 / EnvStepsPerIteration(spec);
  gaitbench::Run run(spec);
  Train(run);
  ASSERT_FALSE(run.log().diverged);
  const auto mean_return = [&](int64_t begin, int64_t end) {
    double sum = 0;
    int64_t count = 0;
    for (int64_t i = begin; i < end; ++i) {
      const double value = run.log().columns.Values(kMeanReturn)[i];
      if (std::isnan(value)) continue;
      sum += value;
      ++count;
    }
    return sum / static_cast<double>(count);
  };
  const double first = mean_return(0, num_iterations / 6);
  const double last = mean_return(num_iterations - num_iterations / 6, num_iterations);
  RecordProperty("first_return", static_cast<int>(first));
  RecordProperty("last_return", static_cast<int>(last));
  EXPECT_GT(last, 2 * first);
}

// All but the one whose weights fall upon a trajectory in a hundred, which is what it is there to
// show.
std::vector<std::string> LearningPresets() {
  std::vector<std::string> names = PresetNames();
  std::erase(names, "is_pg_trajectory");
  return names;
}

INSTANTIATE_TEST_SUITE_P(Presets, LearningTest, testing::ValuesIn(LearningPresets()),
                         [](const auto& test) { return test.param; });

struct LearningCase {
  std::string preset;
  nlohmann::json changes;
  std::string column;  // the measure of the run log
  double rise;         // factor from its first row to its last
};
void PrintTo(const LearningCase& learner, std::ostream* out) { *out << learner.preset; }

class OtherLearnersTest : public testing::TestWithParam<LearningCase> {};

TEST_P(OtherLearnersTest, ThePendulumIsHeldLonger) {
  const auto& [preset, changes, column, rise] = GetParam();
  RunSpec spec = {.environment = "InvertedPendulum-v4",
                  .variant = preset,
                  .num_iterations = 6,
                  .settings = FindPreset(preset, "InvertedPendulum-v4")};
  Set(spec, changes);
  gaitbench::Run run(spec);
  Train(run);
  ASSERT_FALSE(run.log().diverged);
  const std::span<const double> values = run.log().columns.Values(column);
  RecordProperty("first", static_cast<int>(values.front()));
  RecordProperty("last", static_cast<int>(values.back()));
  EXPECT_GT(values.back(), rise * values.front());
}

// the first evaluation is of the policy as it starts, as nothing is learned in the warm-up
const nlohmann::json kReplay = {{"horizon", 500},
                                {"warmup_steps", 500},
                                {"evaluation_interval", 500},
                                {"evaluation_episodes", 3}};
const nlohmann::json kSearch = {{"horizon", 100}};

INSTANTIATE_TEST_SUITE_P(Presets, OtherLearnersTest,
                         testing::Values(LearningCase{"sac_small", kReplay, "evaluation_return", 4},
                                         LearningCase{"td3_small", kReplay, "evaluation_return", 4},
                                         LearningCase{"ddpg_small", kReplay, "evaluation_return",
                                                      4},
                                         LearningCase{"dqn_small", kReplay, "evaluation_return", 4},
                                         LearningCase{"ars", kSearch, "mean_score", 1.4},
                                         LearningCase{"cem", kSearch, "mean_score", 2}),
                         [](const auto& test) { return test.param.preset; });

}  // namespace
}  // namespace gaitbench
