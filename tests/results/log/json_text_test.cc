#include "results/log/json_text.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(JsonText, ListsOfPlainValuesStayOnOneLine) {
  const ordered_json json = {
      {"b", {1, 2.5, nullptr}}, {"a", {{"x", "y"}}}, {"e", ordered_json::object()}};
  EXPECT_EQ(JsonText(json),
            "{\n  \"b\": [1,2.5,null],\n  \"a\": {\n    \"x\": \"y\"\n  },\n  \"e\": {}\n}\n");
}

TEST(JsonText, TextParsesBackToTheSameJson) {
  const ordered_json json = {{"quote\"\n", {{1, 2}, {3}}},
                             {"list", {{{"k", true}}, {{"k", false}}}}};
  EXPECT_EQ(ordered_json::parse(JsonText(json)), json);
}

TEST(JsonText, EveryDoubleRoundTrips) {
  for (const double number :
       {0.1, 1.0 / 3.0, 1e-310, -1.7976931348623157e308, 123456789.123456789, -0.0}) {
    const ordered_json read = ordered_json::parse(JsonText(NumberToJson(number)));
    const double back = NumberFromJson(read, "");
    EXPECT_EQ(back, number);
    EXPECT_EQ(std::signbit(back), std::signbit(number));
  }
}

TEST(JsonText, NanIsNullAndInfinitiesAreNames) {
  EXPECT_EQ(NumberToJson(NAN), nullptr);
  EXPECT_TRUE(std::isnan(NumberFromJson(nullptr, "")));
  EXPECT_EQ(NumberFromJson(NumberToJson(kInfinity), ""), kInfinity);
  EXPECT_EQ(NumberFromJson(NumberToJson(-kInfinity), ""), -kInfinity);
  EXPECT_THROW(NumberFromJson("infinite", "here"), ConfigError);
}

TEST(JsonText, WhatCouldDriveATerminalIsWrittenByItsNumber) {
  const ordered_json json = {{"reason", "\u009B2J \u202E"}, {"name", "naïve"}};
  const std::string text = JsonText(json);
  EXPECT_EQ(text, "{\n  \"reason\": \"\\u009b2J \\u202e\",\n  \"name\": \"naïve\"\n}\n");
  EXPECT_EQ(ordered_json::parse(text), json);
}

TEST(JsonText, BytesThatAreNotUtf8DoNotStopWriting) {
  EXPECT_NO_THROW(JsonText({{"\xff", "\xfe"}}));
}

TEST(JsonText, TruncatedTextNamesFileAndLine) {
  try {
    ParseJsonFile("{\n\"a\": [1,\n", "x/run.json");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(std::string(error.what()), "x/run.json: not JSON, or cut short at line 3");
  }
}

std::string ErrorOf(const std::string& text) {
  try {
    ParseJsonFile(text, "x");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "none";
}

TEST(JsonText, NumbersTooLargeForADoubleAreAnError) {
  EXPECT_EQ(ErrorOf("[1e999]"), "x: has a number that is too large for a double");
}

TEST(JsonText, NestingIsBounded) {
  const auto nested = [](size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_EQ(ErrorOf(nested(64)), "none");
  EXPECT_EQ(ErrorOf(nested(65)), "x: is nested more than 64 levels deep");
  EXPECT_EQ(ErrorOf(nested(100'000)), "x: is nested more than 64 levels deep");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(ErrorOf(objects), "x: is nested more than 64 levels deep");
}

TEST(JsonText, AKeyMustNotBeThereTwice) {
  EXPECT_EQ(ErrorOf(R"({"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]})"), "none");
  EXPECT_EQ(ErrorOf(R"({"a": 1, "b": {}, "a": 1})"), "x: has the key \"a\" twice");
  EXPECT_EQ(ErrorOf(R"([{"b": {"a": 1, "a": 2}}])"), "x: has the key \"a\" twice");
}

TEST(JsonText, KeysAreBounded) {
  const auto object_of = [](int keys) {
    std::string text = "{\"0\": 0";
    for (int key = 1; key < keys; ++key) text += fmt::format(", \"{}\": 0", key);
    return text + "}";
  };
  EXPECT_EQ(ErrorOf(object_of(10'000)), "none");
  EXPECT_EQ(ErrorOf("[" + object_of(10'001) + "]"), "x: has an object of more than 10000 keys");
}

TEST(JsonText, NothingMayFollowANulByte) {
  EXPECT_EQ(ErrorOf(std::string("{}\n\0 and more", 13)), "x: not JSON: a NUL byte at line 2");
}

}  // namespace
}  // namespace gaitbench
