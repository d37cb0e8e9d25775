// Every preset must learn: 61,440 env steps of Hopper, 30 of the paper's iterations.
#include <gtest/gtest.h>

#include <cmath>

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

}  // namespace
}  // namespace gaitbench
