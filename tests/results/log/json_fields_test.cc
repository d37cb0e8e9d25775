#include "results/log/json_fields.h"

#include <set>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using nlohmann::json;

enum class Rule { kFirst, kSecond };
constexpr auto Names(Rule) {
  return std::array{std::pair{Rule::kFirst, "first"}, std::pair{Rule::kSecond, "second"}};
}

struct Inner {
  bool on = false;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("on", self.on);
  }
};

struct Outer {
  int64_t count = 1;
  double ratio = 0.5;
  std::string name = "x";
  Rule rule = Rule::kSecond;
  std::vector<double> weights;
  std::vector<Inner> parts;
  Inner inner;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("count", self.count, FieldInfo{"how many", "things", 0, 10});
    visit("ratio", self.ratio, FieldInfo{.meaning = "a share", .min = 0});
    visit("name", self.name);
    visit("rule", self.rule);
    visit("weights", self.weights, FieldInfo{.meaning = "each", .max = 1});
    visit("parts", self.parts);
    visit("inner", self.inner);
  }
};

// The message of the error that reading `text` gives, or "none".
std::string ErrorOf(const std::string& text) {
  Outer outer;
  try {
    ReadJson(json::parse(text), outer, "outer");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "none";
}

TEST(JsonFields, WhatIsWrittenReadsBackEqual) {
  Outer outer{.count = 7,
              .ratio = 0.1,
              .name = "näme",
              .rule = Rule::kFirst,
              .weights = {1, -2.5},
              .parts = {{true}, {false}},
              .inner = {true}};
  Outer read;
  ReadJson(WriteJson(outer), read, "");
  EXPECT_EQ(WriteJson(read), WriteJson(outer));
  EXPECT_EQ(WriteJson(outer)["rule"], "first");
}

TEST(JsonFields, FieldsThatAreNotNamedKeepTheirDefaults) {
  Outer outer;
  ReadJson(json::parse(R"({"count": 3})"), outer, "");
  EXPECT_EQ(outer.count, 3);
  EXPECT_EQ(outer.rule, Rule::kSecond);
}

TEST(JsonFields, ASuggestionIsNearOrBeginsWithWhatWasTyped) {
  const std::set<std::string> tasks = {"Ant-v5", "Hopper-v2", "Hopper-v5", "HumanoidStandup-v5",
                                       "Humanoid-v5"};
  EXPECT_EQ(Suggestion("Hopper-v9", tasks), "did you mean Hopper-v5?");
  EXPECT_EQ(Suggestion("hopper-v2", tasks), "did you mean Hopper-v2?");
  EXPECT_EQ(Suggestion("Humanoid", tasks), "did you mean Humanoid-v5?");
  EXPECT_EQ(Suggestion("HOPPER-V2", tasks), "did you mean Hopper-v2?");
  EXPECT_EQ(Suggestion("Hoper", {"Ant-v5", "Hopper-v5"}), "known are Ant-v5, Hopper-v5");
  EXPECT_EQ(Suggestion("", {"Ant-v5"}), "known are Ant-v5");
}

TEST(JsonFields, ASuggestionHasAtMostThreeThatContainWhatWasTyped) {
  EXPECT_EQ(Suggestion("rate", {"learning_rate", "value_learning_rate", "a_rate", "my_rate", "x"}),
            "did you mean a_rate or my_rate or learning_rate?");
  EXPECT_EQ(Suggestion("x", {"box", "fox"}), "known are box, fox");  // any word may contain it
}

TEST(JsonFields, ManyNamesAreNotListed) {
  std::set<std::string> many;
  for (int i = 0; i < 24; ++i) many.insert("name_" + std::to_string(i));
  EXPECT_TRUE(Suggestion("other", many).starts_with("known are name_0, name_1, "));
  many.insert("name_24");
  EXPECT_EQ(Suggestion("other", many), "none of the 25 known is like it");
}

TEST(JsonFields, UnknownKeyIsAnErrorThatNamesPathAndKnownKeys) {
  EXPECT_EQ(ErrorOf(R"({"inner": {"of": true}})"), "outer.inner.of: unknown key; did you mean on?");
}

TEST(JsonFields, WrongTypesAreErrorsThatSayWhatIsExpected) {
  EXPECT_EQ(ErrorOf(R"({"count": 1.5})"), "outer.count: expected a whole number, got 1.5");
  EXPECT_EQ(ErrorOf(R"({"count": true})"), "outer.count: expected a whole number, got true");
  EXPECT_EQ(ErrorOf(R"({"count": 18446744073709551615})"),
            "outer.count: expected a whole number, got 18446744073709551615");
  EXPECT_EQ(ErrorOf(R"({"ratio": "0.1"})"), "outer.ratio: expected a number, got \"0.1\"");
  EXPECT_EQ(ErrorOf(R"({"name": 1})"), "outer.name: expected a string, got 1");
  EXPECT_EQ(ErrorOf(R"({"inner": []})"), "outer.inner: expected an object, got []");
  EXPECT_EQ(ErrorOf(R"({"inner": {"on": 1}})"), "outer.inner.on: expected true or false, got 1");
  EXPECT_EQ(ErrorOf(R"({"weights": 1})"),
            "outer.weights: expected a list, each element a number, got 1");
}

TEST(JsonFields, NullIsNeverAValue) {
  for (const std::string key : {"count", "ratio", "name", "rule", "weights", "inner"})
    EXPECT_NE(ErrorOf("{\"" + key + "\": null}"), "none") << key;
}

TEST(JsonFields, OutOfRangeIsAnErrorThatSaysTheRange) {
  EXPECT_EQ(ErrorOf(R"({"count": 11})"), "outer.count: expected 0 to 10, got 11");
  EXPECT_EQ(ErrorOf(R"({"ratio": -0.5})"), "outer.ratio: expected at least 0.0, got -0.5");
  EXPECT_EQ(ErrorOf(R"({"weights": [0, 2]})"), "outer.weights: expected at most 1.0, got 2.0");
}

TEST(JsonFields, UnknownEnumNameIsNotTheFirstOne) {
  EXPECT_EQ(ErrorOf(R"({"rule": "frist"})"),
            "outer.rule: expected one of first, second, got \"frist\"");
}

TEST(JsonFields, ErrorsInListsNameTheElement) {
  EXPECT_EQ(ErrorOf(R"({"weights": [0.5, "a"]})"),
            "outer.weights[1]: expected a number, got \"a\"");
  EXPECT_EQ(ErrorOf(R"({"parts": [{"on": true}, {"no": 1}]})"),
            "outer.parts[1].no: unknown key; known are on");
}

TEST(JsonFields, ErrorsStayReadableForLongAndMalformedValues) {
  EXPECT_LT(ErrorOf("{\"count\": \"" + std::string(10'000, 'x') + "\"}").size(), 200u);
  Outer outer;
  EXPECT_THROW(ReadJson(json{{"count", "\xff\xfe"}}, outer, ""), ConfigError);
}

}  // namespace
}  // namespace gaitbench
