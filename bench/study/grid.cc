#include "bench/study/grid.h"

#include <algorithm>

#include "results/compare/config_keys.h"

namespace gaitbench {
namespace {

constexpr size_t kMostPoints = 100'000;

bool IsSettingValue(const Settings& value) {
  if (value.is_array()) return std::ranges::all_of(value, IsSettingValue);
  return value.is_boolean() || value.is_string() || value.is_number();
}

std::vector<GridPoint> Axis(const std::string& name, const Settings& values,
                            const std::string& path) {
  std::vector<GridPoint> points;
  const bool listed = values.is_array();
  if (!(listed || values.is_object()) || values.empty()) {
    throw ConfigError(path,
                      "expected a list of values or {label: settings}, got " + ShownJson(values));
  }
  for (const auto& [key, value] : values.items()) {
    const std::string value_path = path + (listed ? "[" + key + "]" : "." + key);
    if (!listed && !value.is_object())
      throw ConfigError(value_path, "expected settings, got " + ShownJson(value));
    if (listed && !IsSettingValue(value))
      throw ConfigError(value_path, "expected a value of a setting, got " + ShownJson(value));
    points.push_back({.name = name + "=" + (listed ? LabelOf(value) : key),
                      .settings = listed ? Settings{{name, value}} : value});
  }
  return points;
}

}  // namespace

std::string JoinNames(const std::string& a, const std::string& b) {
  return a.empty() ? b : b.empty() ? a : a + "+" + b;
}

std::vector<GridPoint> GridPoints(const Settings& axes, const std::string& path) {
  if (!axes.is_object())
    throw ConfigError(path, "expected {setting: [values]}, got " + ShownJson(axes));
  std::vector<GridPoint> points(1);
  for (const auto& [name, values] : axes.items()) {
    const std::vector<GridPoint> axis = Axis(name, values, path + "." + name);
    if (points.size() * axis.size() > kMostPoints) {
      throw ConfigError(path, "has more than " + std::to_string(kMostPoints) + " combinations");
    }
    std::vector<GridPoint> combined;
    for (const GridPoint& point : points) {
      for (const GridPoint& value : axis) {
        combined.push_back({JoinNames(point.name, value.name), point.settings});
        combined.back().settings.update(value.settings);
      }
    }
    points = std::move(combined);
  }
  return points;
}

}  // namespace gaitbench
