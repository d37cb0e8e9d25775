#include "bench/run/calibration.h"

#include <gtest/gtest.h>

#include "bench/study/plan.h"

namespace gaitbench {
namespace {

RunSpec SacWith(int64_t evaluation_episodes) {
  RunSpec run = {.environment = "Hopper-v4",
                 .variant = "sac",
                 .settings = FindPreset("sac_small", "Hopper-v4")};
  Change(run.settings, {{"evaluation_episodes", evaluation_episodes}}, "test");
  return run;
}

// 1,000 times as many env steps of evaluations as of training, each of them some hundredths of its
// cost
TEST(CalibrationTest, EvaluationsInTrainingAreCounted) {
  const std::vector<double> rates = CalibrateRates({SacWith(1), SacWith(10'000)}, 0.1);
  EXPECT_LT(rates[1], rates[0] / 3);
}

TEST(CalibrationTest, RunsThatShareAMeasurementHaveEvaluationsOfTheirOwn) {
  RunSpec short_episodes = SacWith(10'000);
  short_episodes.environment_options = {{"max_episode_steps", 1}};
  const std::vector<double> rates = CalibrateRates({SacWith(10'000), short_episodes}, 0.1);
  EXPECT_LT(rates[0], rates[1] / 3);
}

TEST(CalibrationTest, AnEvaluationIsAsLongAsItsEpisodesMayBe) {
  RunSpec run = SacWith(10);
  EXPECT_EQ(EvaluationSteps(run), 10 * 1000 / 10'000.0);
  run.environment_options = {{"max_episode_steps", 500}};
  EXPECT_EQ(EvaluationSteps(run), 0.5);
  Change(run.settings, {{"horizon", 20'000}}, "test");  // of which each has one evaluation at most
  EXPECT_EQ(EvaluationSteps(run), 0.25);
  run.settings = FindPreset("ppo", "Hopper-v4");
  EXPECT_EQ(EvaluationSteps(run), 0);
}

}  // namespace
}  // namespace gaitbench
