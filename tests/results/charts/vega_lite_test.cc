#include "results/charts/vega_lite.h"

#include <set>

#include <gtest/gtest.h>

namespace gaitbench::vega_lite {
namespace {

// Colours repeat after eight names; the ninth has the first one's colour and another dash.
TEST(VegaLite, NamesThatShareAColourDoNotShareADash) {
  std::vector<std::string> names;
  for (int i = 0; i < 20; ++i) names.push_back("variant " + std::to_string(i));
  const ordered_json colors = ColorByName(names, names)["scale"]["range"];
  const ordered_json dashes = DashByName(names, names)["scale"]["range"];
  ASSERT_EQ(colors.size(), names.size());
  EXPECT_EQ(colors[0], kFirstColor);
  EXPECT_EQ(colors[kNumColors], colors[0]);
  std::set<std::string> pairs;
  for (size_t i = 0; i < names.size(); ++i) pairs.insert(colors[i].dump() + dashes[i].dump());
  EXPECT_EQ(pairs.size(), names.size());
}

TEST(VegaLite, ANameLooksTheSameWhereOthersAreNotDrawn) {
  const std::vector<std::string> all = {"a", "b", "c"}, drawn = {"b", "c"};
  for (const auto by_name : {ColorByName, DashByName}) {
    const ordered_json of_all = by_name(all, all)["scale"], of_drawn = by_name(drawn, all)["scale"];
    EXPECT_EQ(of_drawn["domain"], drawn);
    EXPECT_EQ(of_drawn["range"][0], of_all["range"][1]);
    EXPECT_EQ(of_drawn["range"][1], of_all["range"][2]);
  }
}

TEST(VegaLite, AnIntervalIsDrawnFromLowToHigh) {
  const ordered_json rule = IntervalRule(Rows("what"), Quantity("value", "return"));
  EXPECT_EQ(rule["encoding"]["x"]["field"], "low");
  EXPECT_EQ(rule["encoding"]["x2"]["field"], "high");
  EXPECT_EQ(rule["encoding"]["y"]["field"], "what");
}

}  // namespace
}  // namespace gaitbench::vega_lite
