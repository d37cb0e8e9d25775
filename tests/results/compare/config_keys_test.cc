#include "results/compare/config_keys.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

TEST(ConfigKeys, OfWhatDiffersHoweverDeep) {
  const ordered_json a = {{"rate", 1}, {"switches", {{"x", true}, {"y", "none"}}}, {"only_a", 2}},
                     b = {{"rate", 1}, {"switches", {{"x", false}, {"y", "none"}}}, {"only_b", 2}};
  std::set<std::string> keys;
  AddDifferingKeys(a, b, "", keys);
  EXPECT_EQ(keys, (std::set<std::string>{"only_a", "only_b", "switches.x"}));
}

TEST(ConfigKeys, AValueIsFoundByItsPath) {
  const ordered_json config = {{"switches", {{"x", true}}}};
  EXPECT_EQ(ValueAt(config, "switches.x"), true);
  EXPECT_TRUE(ValueAt(config, "switches.z").is_null());
}

TEST(ConfigKeys, AValueThatIsAnObjectInOneConfigMayBeANumberInAnother) {
  const ordered_json a = {{"x", {{"y", 1}}}, {"a/b~", 1}}, b = {{"x", 2}, {"a/b~", {1, 2}}};
  std::set<std::string> keys;
  AddDifferingKeys(a, b, "", keys);
  EXPECT_EQ(keys, (std::set<std::string>{"x", "a/b~"}));
  EXPECT_EQ(ValueAt(b, "a/b~"), ordered_json({1, 2}));
  EXPECT_TRUE(ValueAt(b, "x.y").is_null());
  EXPECT_EQ(ValueText(ValueAt(a, "x")), R"({"y":1})");
  EXPECT_EQ(ValueText("none"), "none");
}

}  // namespace
}  // namespace gaitbench
