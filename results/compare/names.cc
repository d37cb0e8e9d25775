#include "results/compare/names.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace gaitbench {
namespace {

struct Name {
  std::string_view id, shown;
};

// in the order of the paper's tables
constexpr Name kNames[] = {
    {"ppo", "PPO"},           {"ppo_m", "PPO-M"}, {"ppo_noclip", "PPO-NoClip"},
    {"ppo_bare", "PPO-Bare"}, {"trpo", "TRPO"},   {"trpo_plus", "TRPO+"},
};

auto FindName(std::string_view id) {
  return std::find_if(std::begin(kNames), std::end(kNames),
                      [&](const Name& name) { return name.id == id; });
}

// "64x32": 64, 32; empty where a part is no number
std::vector<double> NumbersOfLabel(const std::string& label) {
  std::vector<double> numbers;
  for (size_t begin = 0, end = 0; end < label.size(); begin = end + 1) {
    end = std::min(label.find('x', begin), label.size());
    const auto number = NumberOfLabel(label.substr(begin, end - begin));
    if (!number) return {};
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace

std::string RobotOf(const std::string& environment) {
  return environment.substr(0, environment.rfind("-v"));
}

std::string DisplayName(std::string_view variant) {
  if (const auto found = FindName(variant); found != std::end(kNames))
    return std::string(found->shown);
  const std::vector<std::string> parts = NameParts(variant);
  const auto is_setting = [](const std::string& part) { return part.find('=') != part.npos; };
  if (parts.size() < 2 || is_setting(parts[0]) ||
      !std::all_of(parts.begin() + 1, parts.end(), is_setting))
    return std::string(variant);
  std::string shown = DisplayName(parts[0]);
  for (size_t i = 1; i < parts.size(); ++i) shown += ", " + parts[i];
  return shown;
}

std::vector<std::string> NameParts(std::string_view variant) {
  std::vector<std::string> parts;
  size_t begin = 0;
  for (size_t plus = variant.find('+'); plus != std::string_view::npos && plus + 1 < variant.size();
       plus = variant.find('+', begin)) {
    parts.emplace_back(variant.substr(begin, plus - begin));
    begin = plus + 1;
  }
  parts.emplace_back(variant.substr(begin));
  return parts;
}

std::map<std::string, std::string> AxisValues(std::string_view variant) {
  std::map<std::string, std::string> values;
  for (const std::string& part : NameParts(variant)) {
    const size_t equals = part.find('=');
    if (equals != std::string::npos) values[part.substr(0, equals)] = part.substr(equals + 1);
  }
  return values;
}

std::optional<double> NumberOfLabel(const std::string& label) {
  double number = 0;
  const char* const end = label.data() + label.size();
  const auto [stopped, error] = std::from_chars(label.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

bool IsOn(const std::string& value, const std::string& other) {
  const auto is_off = [](const std::string& label) {
    return label == "none" || label == "off" || label == "false";
  };
  if (is_off(value) != is_off(other)) return is_off(other);
  const std::vector<double> a = NumbersOfLabel(value), b = NumbersOfLabel(other);
  return a.empty() || b.empty() ? value < other : a > b;
}

std::vector<std::string> InDisplayOrder(std::vector<std::string> variants) {
  std::stable_sort(
      variants.begin(), variants.end(),
      [](const std::string& a, const std::string& b) { return FindName(a) < FindName(b); });
  return variants;
}

}  // namespace gaitbench
