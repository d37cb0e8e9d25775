// Strict JSON for plain structs. A struct names its fields once, in a static member
//   template <class Self, class Visit> static void Fields(Self& self, Visit&& visit);
// which calls visit(name, member) or visit(name, member, FieldInfo), and gets reading, writing,
// help and range checks from that list. An unknown key, a wrong type, a null or a value out of
// range is an error that names the path.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "results/log/config_error.h"
#include "results/log/json_text.h"

namespace gaitbench {

// That another setting has one of these values, as JSON text without quotes ("ppo", "true").
struct Requirement {
  std::string_view setting;
  std::array<std::string_view, 4> one_of;
};

// What a reader of help, schema or table needs to know of a field. The bounds hold for numbers and,
// element by element, for lists of numbers.
struct FieldInfo {
  std::string_view meaning;
  std::string_view unit = {};
  double min = -std::numeric_limits<double>::infinity();  // allowed
  double max = std::numeric_limits<double>::infinity();   // allowed
  std::string_view source = {};
  std::array<Requirement, 2> acts_when = {};  // without all of these it does nothing
  bool changes_cost = false;                  // of an env step, by more than noise

  template <class... Values>
  constexpr FieldInfo When(std::string_view setting, Values... one_of) const {
    FieldInfo info = *this;
    info.acts_when[acts_when[0].setting.empty() ? 0 : 1] = {setting, {one_of...}};
    return info;
  }
  constexpr FieldInfo ChangesCost() const {
    FieldInfo info = *this;
    info.changes_cost = true;
    return info;
  }
};

template <class T>
concept HasFields = requires(T& value) {
  T::Fields(value, [](const char*, auto&, const auto&...) {});
};

// An enum names its values in a function found by argument-dependent lookup:
//   constexpr auto Names(StepRule) { return std::array{std::pair{StepRule::kPpo, "ppo"}, ...}; }
// (NLOHMANN_JSON_SERIALIZE_ENUM reads an unknown name as the first value, without a word.)
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
  Names(value);
};

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

// The types below are for writing only. A struct that uses one, or whose Fields visit what is
// computed, can be written and described by a schema (json_schema.h), and not read.

// A text that is always the same: a unit, a schema's name.
using FixedWord = std::string_view;
// A number that is always the same: a schema's version.
template <int64_t kNumber>
using FixedNumber = std::integral_constant<int64_t, kNumber>;
template <class T>
inline constexpr bool kIsFixedNumber = false;
template <int64_t kNumber>
inline constexpr bool kIsFixedNumber<FixedNumber<kNumber>> = true;

// An object whose keys are data, in this order.
template <class T>
using NamedValues = std::vector<std::pair<std::string, T>>;
template <class T>
inline constexpr bool kIsNamedValues = false;
template <class T>
inline constexpr bool kIsNamedValues<NamedValues<T>> = true;

// A key that is left out where there is no value; an optional's is null there.
template <class T>
struct IfPresent {
  explicit IfPresent(const T* present) : value(present) {}
  explicit IfPresent(const std::optional<T>& present) : value(present ? &*present : nullptr) {}

  const T* value;  // null: left out
};
template <class T>
inline constexpr bool kIsIfPresent = false;
template <class T>
inline constexpr bool kIsIfPresent<IfPresent<T>> = true;

// A value as error messages show it: cut when long, and readable even where its bytes are not
// UTF-8.
std::string ShownJson(const nlohmann::json& json);

// "number", "true or false", "one of ppo, trpo": what a field of this type takes
template <class T>
std::string TypeName() {
  if constexpr (NamedEnum<T>) {
    std::string names = "one of ";
    for (const auto& [value, name] : Names(T{}))
      names += (names.size() > 7 ? ", " : "") + std::string(name);
    return names;
  } else if constexpr (std::is_same_v<T, bool>) {
    return "true or false";
  } else if constexpr (std::is_integral_v<T>) {
    return "a whole number";
  } else if constexpr (std::is_floating_point_v<T>) {
    return "a number";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "a string";
  } else if constexpr (kIsOptional<T>) {
    return TypeName<typename T::value_type>();
  } else if constexpr (kIsVector<T>) {
    return "a list, each element " + TypeName<typename T::value_type>();
  } else {
    return "an object";
  }
}

// "did you mean clip_range?" where one is near in any case, or begins with it: the nearest, of
// equally near ones the last in order (Hopper-v5 for Hopper-v9). Else up to three that contain it;
// else the known names, unless they are many.
std::string Suggestion(const std::string& unknown, const std::set<std::string>& known);

template <class T>
void CheckRange(const T& value, const FieldInfo& info, const std::string& path) {
  if constexpr (kIsOptional<T>) {
    if (value) CheckRange(*value, info, path);
  } else if constexpr (kIsVector<T>) {
    for (const auto& element : value) CheckRange(element, info, path);
  } else if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
    const auto number = static_cast<double>(value);
    if (number >= info.min && number <= info.max) return;
    const auto text = [](double bound) {  // a whole number's bounds are whole
      return std::is_integral_v<T> ? nlohmann::json(static_cast<int64_t>(bound)).dump()
                                   : nlohmann::json(bound).dump();
    };
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const std::string allowed = info.max == kInfinity    ? "at least " + text(info.min)
                                : info.min == -kInfinity ? "at most " + text(info.max)
                                                         : text(info.min) + " to " + text(info.max);
    throw ConfigError(path, "expected " + allowed + ", got " + ShownJson(value));
  }
}

template <class T>
void ReadJson(const nlohmann::json& json, T& value, const std::string& path);

// Integers out of int64's range, fractions for integers and non-finite numbers are wrong types, not
// conversions.
template <class T>
void ReadScalar(const nlohmann::json& json, T& value, const std::string& path) {
  const auto fits = [&] {
    if constexpr (std::is_same_v<T, bool>)
      return json.is_boolean();
    else if constexpr (std::is_integral_v<T>)
      return json.is_number_integer() &&
             !(json.is_number_unsigned() && json.get<uint64_t>() > uint64_t{INT64_MAX});
    else if constexpr (std::is_floating_point_v<T>)
      return json.is_number();
    else if constexpr (std::is_same_v<T, std::string>)
      return json.is_string();
    else
      return !json.is_null();
  };
  if (!fits()) throw ConfigError(path, "expected " + TypeName<T>() + ", got " + ShownJson(json));
  json.get_to(value);
}

template <class T>
void ReadJson(const nlohmann::json& json, T& value, const std::string& path) {
  if constexpr (HasFields<T>) {
    if (!json.is_object()) throw ConfigError(path, "expected an object, got " + ShownJson(json));
    std::set<std::string> known;
    T::Fields(value, [&]<class... Info>(const char* name, auto& field, const Info&... info) {
      known.insert(name);
      const auto found = json.find(name);
      if (found == json.end()) return;
      const std::string field_path = path.empty() ? name : path + "." + name;
      ReadJson(*found, field, field_path);
      (CheckRange(field, info, field_path), ...);
    });
    for (const auto& item : json.items()) {
      if (known.contains(item.key())) continue;
      throw ConfigError((path.empty() ? "" : path + ".") + item.key(),
                        "unknown key; " + Suggestion(item.key(), known));
    }
  } else if constexpr (NamedEnum<T>) {
    for (const auto& [named, name] : Names(T{})) {
      if (json == name) return void(value = named);
    }
    throw ConfigError(path, "expected " + TypeName<T>() + ", got " + ShownJson(json));
  } else if constexpr (kIsOptional<T>) {  // a key that is not there leaves it empty; null is an
                                          // error
    ReadJson(json, value.emplace(), path);
  } else if constexpr (kIsVector<T>) {
    if (!json.is_array())
      throw ConfigError(path, "expected " + TypeName<T>() + ", got " + ShownJson(json));
    value.assign(json.size(), {});
    for (size_t i = 0; i < json.size(); ++i)
      ReadJson(json[i], value[i], path + "[" + std::to_string(i) + "]");
  } else {
    ReadScalar(json, value, path);
  }
}

template <class T>
nlohmann::ordered_json WriteJson(const T& value) {
  if constexpr (HasFields<const T>) {
    auto json = nlohmann::ordered_json::object();
    T::Fields(value, [&]<class Field>(const char* name, const Field& field, const auto&...) {
      if constexpr (kIsIfPresent<Field>) {
        if (field.value) json[name] = WriteJson(*field.value);
      } else {
        json[name] = WriteJson(field);
      }
    });
    return json;
  } else if constexpr (NamedEnum<T>) {
    for (const auto& [named, name] : Names(value)) {
      if (named == value) return name;
    }
    throw std::logic_error("enum value without a name");
  } else if constexpr (kIsOptional<T>) {
    return value ? WriteJson(*value) : nlohmann::ordered_json();
  } else if constexpr (kIsNamedValues<T>) {
    auto json = nlohmann::ordered_json::object();
    for (const auto& [name, element] : value) json[name] = WriteJson(element);
    return json;
  } else if constexpr (kIsVector<T>) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& element : value) json.push_back(WriteJson(element));
    return json;
  } else if constexpr (std::is_floating_point_v<T>) {
    return NumberToJson(value);
  } else if constexpr (kIsFixedNumber<T>) {
    return T::value;
  } else {
    return value;
  }
}

}  // namespace gaitbench
