#include "results/charts/drawing_limits.h"

#include <cmath>

#include <gtest/gtest.h>

#include "results/charts/curve_charts.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

size_t NumPoints(const nlohmann::ordered_json& records) {
  size_t count = 0;
  for (const auto& record : records) count += record.at("env_steps").size();
  return count;
}

TEST(DrawingLimits, TheHighestAreDrawnInTheirOrder) {
  std::vector<double> values(kMostVariants, 1.0);
  EXPECT_EQ(DrawnVariants(values).size(), kMostVariants);
  EXPECT_EQ(DrawnVariantsText(values.size(), "mean"), "");
  values.insert(values.begin(), {NAN, 0.0, 2.0});
  const std::vector<size_t> drawn = DrawnVariants(values);
  ASSERT_EQ(drawn.size(), kMostVariants);
  EXPECT_EQ(drawn.front(), 2u);                // neither 0 nor what has no value
  EXPECT_EQ(drawn.back(), kMostVariants + 1);  // of equal ones the first
  EXPECT_EQ(DrawnVariantsText(23, "mean"),
            " Drawn are the 20 variants of 23 with the highest mean.");
}

TEST(DrawingLimits, SingleSeedsAreThinnedAndThenLeftOut) {
  std::vector<RunLog> logs;
  for (const char* variant : {"a", "b"}) {
    for (int64_t seed = 0; seed < 30; ++seed)
      logs.push_back(MakeRun("e", variant, seed, std::vector<double>(300, 1.0)));
  }
  const Tables tables = MakeTables(logs, {.resamples = 100});
  const Chart whole = ReturnCharts(logs, tables, 40'000)[0];
  EXPECT_EQ(whole.spec["datasets"]["seeds"].size(), 60u);
  EXPECT_TRUE(whole.text.ends_with("thin lines are single seeds."));
  for (const size_t most_points : {500u, 1000u, 2000u}) {
    const Chart chart = ReturnCharts(logs, tables, most_points)[0];
    const auto& datasets = chart.spec["datasets"];
    EXPECT_LE(NumPoints(datasets["numbers"]) + NumPoints(datasets["seeds"]), most_points);
    EXPECT_EQ(datasets["numbers"].size(), 2u);
    EXPECT_LT(datasets["seeds"].size(), 60u);
    EXPECT_TRUE(chart.text.ends_with(" of each variant.")) << chart.text;
  }
  const Chart means = ReturnCharts(logs, tables, 400)[0];
  EXPECT_TRUE(means.spec["datasets"]["seeds"].empty());
  EXPECT_TRUE(means.text.ends_with("single seeds are too many to be drawn."));
}

}  // namespace
}  // namespace gaitbench
