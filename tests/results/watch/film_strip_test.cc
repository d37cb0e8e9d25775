#include "results/watch/film_strip.h"

#include <gtest/gtest.h>

#include "tests/results/count.h"
#include "tests/results/watch/motions.h"

namespace gaitbench {
namespace {

TEST(FilmStrip, HasEightPosesOfEveryGeomAndTheGround) {
  const std::string svg = FilmStrip(std::vector{ExampleMotion()});
  EXPECT_EQ(Count(svg, "class=\"t0\""), 16u);  // torso and first leg
  EXPECT_EQ(Count(svg, "class=\"t1\""), 8u);   // the second leg
  EXPECT_EQ(Count(svg, "class=\"g\""), 1u);
  EXPECT_EQ(Count(svg, " s</text>"), 8u);
  EXPECT_EQ(Count(svg, "<title>PPO on Hopper-v4, seed 3</title>"), 1u);
}

TEST(FilmStrip, SpansASecondOrTheWholeOfAShorterEpisode) {
  EXPECT_EQ(Count(FilmStrip(std::vector{ExampleMotion(20)}), ">0.20 s<"), 1u);
  EXPECT_EQ(Count(FilmStrip(std::vector{ExampleMotion(500)}), ">1.00 s<"), 1u);
  EXPECT_EQ(Count(FilmStrip(std::vector{ExampleMotion(1)}), ">0.01 s<"), 4u);
}

TEST(FilmStrip, ARunIsARow) {
  const std::vector<Motion> motions = {ExampleMotion(), ExampleMotion(20, 1, "a<b")};
  const std::string svg = FilmStrip(motions);
  EXPECT_EQ(Count(svg, " s</text>"), 16u);
  EXPECT_EQ(Count(svg, "a&lt;b on Hopper-v4, seed 3</text>"), 1u);
}

}  // namespace
}  // namespace gaitbench
