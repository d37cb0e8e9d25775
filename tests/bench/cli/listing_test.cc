#include "bench/cli/listing.h"

#include <gtest/gtest.h>

#include "results/log/config_error.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

ordered_json TwoThings() {
  return {{{"name", "clip_range"}, {"default", 0.2}, {"meaning", "bound on the ratio"}},
          {{"name", "horizon"}, {"default", 2048}, {"meaning", "env steps"}}};
}

TEST(ListingTest, ColumnsStandBelowEachOtherAndTheLastIsWrapped) {
  EXPECT_EQ(ColumnsText(TwoThings(), {"name", "default", "meaning"}, 100),
            "clip_range  0.2   bound on the ratio\n"
            "horizon     2048  env steps\n");
  EXPECT_EQ(ColumnsText(TwoThings(), {"name", "default", "meaning"}, 30),
            "clip_range  0.2   bound on the\n"
            "                  ratio\n"
            "horizon     2048  env steps\n");
}

TEST(ListingTest, WhereTheLastColumnHasNoRoomItIsBelow) {
  EXPECT_EQ(ColumnsText(TwoThings(), {"name", "default", "meaning"}, 20),
            "clip_range\n"
            "    0.2 | bound on\n"
            "    the ratio\n"
            "horizon\n"
            "    2048 | env steps\n");
}

TEST(ListingTest, WhereAColumnIsNarrowerThanAWordOthersAreBelow) {
  const ordered_json one = {
      {{"name", "a"}, {"default", "0.1"}, {"meaning", "of observation_clip_range or other"}}};
  EXPECT_EQ(ColumnsText(one, {"name", "default", "meaning"}, 26),
            "a\n    0.1 | of\n    observation_clip_range\n    or other\n");
}

TEST(ListingTest, ListsHaveSpacesWhereLinesMayEnd) {
  EXPECT_EQ(ListedText({{-1.0, 1.0}, {"a", 2}}), "[[-1.0, 1.0], [a, 2]]");
}

TEST(ListingTest, MembersOfAnObjectAreBelowItsName) {
  const ordered_json object = {{"name", "Hopper-v4"},
                               {"unit", ""},
                               {"max", nullptr},
                               {"options", {{"frame_skip", {{"default", 4}}}}},
                               {"info", ordered_json::object()}};
  EXPECT_EQ(MembersText(object, 100),
            "name     Hopper-v4\n"
            "options\n"
            "  frame_skip\n"
            "    default  4\n");
}

// Things of two kinds, two of which share a name.
ordered_json TwoKinds() {
  return {{{"name", "ppo_m"}, {"kind", "a"}, {"meaning", "clipped"}},
          {{"name", "rate"}, {"kind", "a"}, {"meaning", "of a"}},
          {{"name", "rate"}, {"kind", "b"}, {"meaning", "of b"}}};
}

class ListingCommandTest : public testing::Test {
 protected:
  ListingCommandTest() {
    AddListing(program_, exit_code_,
               {.command = "things",
                .meaning = "what there is",
                .thing = "thing",
                .example = "gaitbench things",
                .list = TwoThings,
                .columns = {"name", "meaning"},
                .in_full = MembersText});
    AddListing(
        program_, exit_code_,
        {.command = "kinds",
         .meaning = "of two kinds",
         .thing = "kind",
         .example = "gaitbench kinds",
         .list = TwoKinds,
         .columns = {"name", "meaning"},
         .in_full = MembersText,
         .several_in_full =
             [](const ordered_json& several, size_t width) {
               return ColumnsText(several, {"kind", "meaning"}, width);
             },
         .heading = [](const ordered_json& one) { return "kind " + ListedText(one["kind"]); }});
  }

  std::string Said(const std::string& words) {
    testing::internal::CaptureStdout();
    program_.parse(words);
    return testing::internal::GetCapturedStdout();
  }

  CLI::App program_;
  int exit_code_ = -1;
};

TEST_F(ListingCommandTest, AllInShort) {
  EXPECT_EQ(Said("things"), "clip_range  bound on the ratio\nhorizon     env steps\n");
  EXPECT_EQ(exit_code_, 0);
}

TEST_F(ListingCommandTest, OneInFullAndAsJson) {
  EXPECT_EQ(Said("things horizon"), "name     horizon\ndefault  2048\nmeaning  env steps\n");
  EXPECT_EQ(ordered_json::parse(Said("things horizon --json")), TwoThings()[1]);
}

TEST_F(ListingCommandTest, PartsHaveHeadings) {
  EXPECT_EQ(Said("kinds"), "kind a\n\nppo_m  clipped\nrate   of a\n\nkind b\n\nrate  of b\n");
}

TEST_F(ListingCommandTest, AllThatShareAName) {
  EXPECT_EQ(Said("kinds rate"), "a  of a\nb  of b\n");
  const ordered_json both = ordered_json::parse(Said("kinds rate --json"));
  EXPECT_EQ(both, (ordered_json{TwoKinds()[1], TwoKinds()[2]}));
}

TEST_F(ListingCommandTest, ANameInAnyCaseOrAsTablesShowIt) {
  for (const char* typed : {"ppo_m", "PPO_M", "PPO-M", "ppo-m"})
    EXPECT_EQ(ordered_json::parse(Said(std::string("kinds --json ") + typed)), TwoKinds()[0]);
}

TEST_F(ListingCommandTest, AnUnknownNameGetsASuggestion) {
  try {
    program_.parse("things horizo");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(),
                 "horizo: unknown thing; did you mean horizon? (gaitbench things lists all)");
  }
}

}  // namespace
}  // namespace gaitbench
