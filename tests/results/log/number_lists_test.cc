#include "results/log/number_lists.h"

#include <cmath>

#include <gtest/gtest.h>

#include "results/log/json_text.h"

namespace gaitbench {
namespace {

bool All(std::string_view, std::string_view) { return true; }

std::string Columns(const std::string& columns) {
  return R"({"seed":0,"columns":)" + columns + R"(,"units":{"a":[1]}})";
}

TEST(NumberLists, WhiteSpaceGoesButFromStrings) {
  EXPECT_EQ(WithoutWhiteSpace("{ \"a b\\\" \" :\t[1,\r\n 2 ] }"), "{\"a b\\\" \":[1,2]}");
  EXPECT_EQ(WithoutWhiteSpace("[1 2,4\n 88,1 ]"), "[1 2,4 88,1]");  // two stay two
  EXPECT_EQ(WithoutWhiteSpace("[1\v2]"), "[1\v2]");                 // no white space of JSON
  EXPECT_EQ(WithoutWhiteSpace("\"no end "), "\"no end ");
  EXPECT_EQ(WithoutWhiteSpace(""), "");
}

TEST(NumberLists, ListsOfColumnsAndTimingAreTakenOutAndNoOthers) {
  const auto lifted = LiftLists(
      R"({"config":{"columns":{"x":[5]}},"columns":{"a":[1,-2.5e3,null],"b":[]},"timing":{"c":["inf","-inf"]}})",
      All);
  ASSERT_TRUE(lifted);
  EXPECT_EQ(lifted->rest,
            R"({"config":{"columns":{"x":[5]}},"columns":{"a":0,"b":1},"timing":{"c":2}})");
  ASSERT_EQ(lifted->lists.size(), 3u);
  const std::vector<double>& a = *lifted->lists[0].values;
  EXPECT_EQ(a[0], 1);
  EXPECT_EQ(a[1], -2500);
  EXPECT_TRUE(std::isnan(a[2]));
  EXPECT_EQ(lifted->lists[1].length, 0u);
  EXPECT_EQ(*lifted->lists[2].values, (std::vector<double>{INFINITY, -INFINITY}));
}

TEST(NumberLists, WhatIsNotWantedIsCountedAndCheckedAll) {
  const auto none = [](std::string_view, std::string_view) { return false; };
  const auto lifted = LiftLists(Columns(R"({"a":[1,2,null]})"), none);
  ASSERT_TRUE(lifted);
  EXPECT_EQ(lifted->lists[0].length, 3u);
  EXPECT_FALSE(lifted->lists[0].values);
  EXPECT_FALSE(LiftLists(Columns(R"({"a":[1,2.,null]})"), none));
}

TEST(NumberLists, ANumberIsWhatTheParserMakesOfIt) {
  for (const char* number :
       {"0", "-0.0", "0.1", "1e-05", "4.9406564584124654e-324", "1.7976931348623157e308",
        "9007199254740993", "18446744073709551615", "123456789012345678901234567890",
        "2.2250738585072011e-308", "0.30000000000000004", "1E5", "1.5e+3"}) {
    const auto lifted = LiftLists(Columns(std::string("{\"a\":[") + number + "]}"), All);
    ASSERT_TRUE(lifted) << number;
    const double expected = ParseJsonFile(number, "").get<double>(),
                 read = (*lifted->lists[0].values)[0];
    EXPECT_EQ(read, expected) << number;
    EXPECT_EQ(std::signbit(read), std::signbit(expected)) << number;
  }
}

TEST(NumberLists, TheRestIsForTheParser) {
  for (const char* columns :
       {"{\"a\":[01]}", "{\"a\":[.5]}", "{\"a\":[1.]}", "{\"a\":[+1]}", "{\"a\":[nan]}",
        "{\"a\":[1,]}", "{\"a\":[[1]]}", "{\"a\":[1}", "{\"a\":5}", "{\"a\":[\"x\"]}",
        "{\"a\":[1e999]}", "{\"a\":[-0]}", "{\"a\":[1e]}", "{\"a\":[-]}", "[1]", "{\"a\":[1 ]}"})
    EXPECT_FALSE(LiftLists(Columns(columns), All)) << columns;
  const auto none = [](std::string_view, std::string_view) { return false; };
  EXPECT_TRUE(LiftLists(Columns("{\"a\":[1e-300]}"), none));
  EXPECT_FALSE(LiftLists(Columns("{\"a\":[1e999]}"), none));
  for (const char* text : {"", "[]", "{", "{\"columns\":{\"a\":[1]}", "{\"columns\":{\"a\":[1]}}]",
                           "{\"a", "{\"a\":\"\\"})
    EXPECT_FALSE(LiftLists(text, All)) << text;
}

}  // namespace
}  // namespace gaitbench
