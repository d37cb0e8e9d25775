#include "results/log/json_schema.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

enum class Colour { kRed, kBlue };
constexpr auto Names(Colour) {
  return std::array{std::pair{Colour::kRed, "red"}, std::pair{Colour::kBlue, "blue"}};
}

struct Wheel {
  double radius = 1;

  static constexpr const char* kSchemaName = "wheel";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("radius", self.radius, FieldInfo{"of the tyre", "m", 0});
  }
};

struct Cart {
  std::string name{};
  Colour colour = Colour::kRed;
  std::vector<Wheel> wheels{};
  std::optional<int64_t> seats{};
  std::optional<std::string> plate{};
  NamedValues<bool> lights{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("version", FixedNumber<3>());
    visit("unit", FixedWord("cart"));
    visit("name", self.name);
    visit("colour", self.colour);
    visit("wheels", self.wheels);
    visit("seats", self.seats, FieldInfo{"", "", 1, 8});
    visit("plate", IfPresent(self.plate));
    visit("lights", self.lights);
  }
};

TEST(JsonSchema, EveryTypeByHand) {
  EXPECT_EQ(SchemaDocumentOf("a cart", Cart()), ordered_json::parse(R"({
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "a cart",
    "type": "object",
    "properties": {
      "version": {"const": 3},
      "unit": {"const": "cart"},
      "name": {"type": "string"},
      "colour": {"enum": ["red", "blue"]},
      "wheels": {"type": "array", "items": {"$ref": "#/$defs/wheel"}},
      "seats": {"anyOf": [{"type": "integer"}, {"type": "null"}], "minimum": 1, "maximum": 8},
      "plate": {"type": "string"},
      "lights": {"type": "object", "additionalProperties": {"type": "boolean"}}
    },
    "required": ["version", "unit", "name", "colour", "wheels", "seats", "lights"],
    "additionalProperties": false,
    "$defs": {
      "number": {"type": ["number", "null", "string"], "pattern": "^-?inf$",
                 "description": "null: not measured; \"inf\" and \"-inf\" are spelt out"},
      "wheel": {
        "type": "object",
        "properties": {"radius": {"$ref": "#/$defs/number", "description": "of the tyre",
                                  "unit": "m", "minimum": 0}},
        "required": ["radius"],
        "additionalProperties": false
      }
    }
  })"));
}

TEST(JsonSchema, WhatIsWrittenHasTheKeysThatItSays) {
  Cart cart{.name = "c", .wheels = {{0.5}}, .lights = {{"front", true}, {"back", false}}};
  EXPECT_EQ(WriteJson(cart).dump(),
            R"({"version":3,"unit":"cart","name":"c","colour":"red","wheels":[{"radius":0.5}],)"
            R"("seats":null,"lights":{"front":true,"back":false}})");
  cart.plate = "x";
  EXPECT_EQ(WriteJson(cart)["plate"], "x");
}

}  // namespace
}  // namespace gaitbench
