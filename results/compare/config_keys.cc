#include "results/compare/config_keys.h"

#include <algorithm>

namespace gaitbench {

using nlohmann::ordered_json;

void AddDifferingKeys(const ordered_json& a, const ordered_json& b, const std::string& path,
                      std::set<std::string>& keys) {
  if (a == b) return;
  if (!a.is_object() || !b.is_object()) {
    keys.insert(path);
    return;
  }
  const auto compare = [&](const ordered_json& from, const ordered_json& to) {
    for (const auto& item : from.items()) {
      AddDifferingKeys(item.value(), to.value(item.key(), ordered_json()),
                       path.empty() ? item.key() : path + "." + item.key(), keys);
    }
  };
  compare(a, b);
  compare(b, a);
}

ordered_json ValueAt(const ordered_json& config, const std::string& key) {
  const ordered_json* value = &config;
  for (size_t begin = 0; begin <= key.size();) {
    const size_t end = std::min(key.find('.', begin), key.size());
    const auto found = value->find(key.substr(begin, end - begin));
    if (found == value->end()) return {};
    value = &*found;
    begin = end + 1;
  }
  return *value;
}

std::string LastPart(const std::string& path) { return path.substr(path.rfind('.') + 1); }

std::string ValueText(const ordered_json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string LabelOf(const ordered_json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "on" : "off";
  if (!value.is_array()) return ValueText(value);
  if (value.empty()) return "none";
  std::string label;
  for (const ordered_json& element : value)
    label.append(label.empty() ? "" : "x").append(LabelOf(element));
  return label;
}

}  // namespace gaitbench
