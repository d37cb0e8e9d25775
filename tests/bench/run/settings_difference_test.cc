#include "bench/run/settings_difference.h"

#include <gtest/gtest.h>

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

class SettingsDifferenceTest : public testing::Test {
 protected:
  SettingsDifferenceTest() {
    log_.config = ConfigJson(run_.settings);
    log_.num_iterations = run_.num_iterations;
    log_.environment_options = run_.environment_options;
  }

  std::string Difference(const RunSpec& run) const {
    return SettingsDifference(SettingsOf(log_), SettingsOf(run));
  }

  const RunSpec run_ = SmallPlan().reporting.front();
  RunLog log_;
};

TEST_F(SettingsDifferenceTest, TheFirstIsNamed) {
  EXPECT_EQ(Difference(run_), "");
  RunSpec other = run_;
  other.seed = 7;
  EXPECT_EQ(Difference(other), "");
  other.num_iterations = 9;
  EXPECT_EQ(Difference(other), "iterations (4 there, 9 asked for)");
  other.environment_options["reset_noise_scale"] = 0.5;
  EXPECT_EQ(Difference(other), "reset_noise_scale (not there, 0.5 asked for)");
}

TEST_F(SettingsDifferenceTest, ALogWithoutANewerSettingDiffersOnlyWhereThatIsNotAtItsDefault) {
  log_.config.erase("shared_trunk");
  log_.config.erase("min_std");
  EXPECT_EQ(Difference(run_), "");
  RunSpec other = run_;
  Change(other.settings, {{"min_std", 0.1}}, "test");
  EXPECT_EQ(Difference(other), "min_std (0.0 there, 0.1 asked for)");
  log_.config["of_another_program"] = 1;
  EXPECT_EQ(Difference(run_), "of_another_program (1 there, not asked for)");
}

}  // namespace
}  // namespace gaitbench
