#include "results/watch/motion_json.h"

#include <gtest/gtest.h>

#include "tests/results/watch/motions.h"

namespace gaitbench {
namespace {

TEST(PackedNumbers, AreDifferencesAsInSourceMaps) {
  EXPECT_EQ(PackedNumbers({}), "");
  EXPECT_EQ(PackedNumbers({1, 1, 1, 3}), "CAEE");    // 1, then 0 twice, then 2
  EXPECT_EQ(PackedNumbers({0, 0, -1}), "AED");       // 0 twice, then -1
  EXPECT_EQ(PackedNumbers({16, 16 - 511}), "gB/f");  // two digits, the first with the lower bits
  EXPECT_EQ(PackedNumbers({int64_t{1} << 40}), "ggggggggC");
}

TEST(PackedMotion, HasAChannelOfEachBodysComponents) {
  const nlohmann::ordered_json json = PackedMotion(ExampleMotion(2));
  EXPECT_EQ(json["name"], "PPO");
  EXPECT_EQ(json["position_unit"], 0.05 / 100);
  const auto& poses = json["episodes"][0]["poses"];
  ASSERT_EQ(poses.size(), 3u * 7u);
  EXPECT_EQ(poses[0], PackedNumbers({0, 200, 400}));  // x, 0.1 m a frame
  EXPECT_EQ(poses[2], PackedNumbers({2000, 2000, 2000}));
  EXPECT_EQ(poses[3], PackedNumbers({4000, 4000, 4000}));  // w
  EXPECT_EQ(json["episodes"][0]["returns"], PackedNumbers({0, 2000, 4000}));
  EXPECT_EQ(json["episodes"][0]["return_unit"], 1.0 / 4000);
}

TEST(PackedMotion, HasTheForcesOfTheRobotsGeomsThatTouch) {
  const nlohmann::ordered_json episode = PackedMotion(ExampleMotion(2))["episodes"][0];
  ASSERT_EQ(episode["forces"].size(), 1u);
  EXPECT_EQ(episode["forces"][0]["geom"], 2);
  EXPECT_EQ(episode["forces"][0]["values"], PackedNumbers({4000, 0, 4000}));
}

TEST(SmallMotion, IsOneEpisodeOfFewFrames) {
  const nlohmann::ordered_json json = SmallMotion(ExampleMotion(20, 3));
  EXPECT_EQ(json["seconds_per_frame"], 0.03);
  ASSERT_EQ(json["episodes"].size(), 1u);
  EXPECT_EQ(json["episodes"][0]["poses"][0], PackedNumbers({0, 600, 1200, 1800, 2400, 3000, 3600}));
}

}  // namespace
}  // namespace gaitbench
