#include <algorithm>

#include "envs/task.h"

namespace gaitbench {
namespace {

bool HasOption(const Task& task, std::string_view name) {
  return std::ranges::find(task.absent_options, name) == task.absent_options.end();
}

std::string OptionNames(Task task) {
  std::string names;
  TaskOptions::Fields(task.options, [&](const char* name, auto&, const FieldInfo&) {
    if (HasOption(task, name)) names += (names.empty() ? "" : ", ") + std::string(name);
  });
  return names;
}

void CheckOrder(const Range& range, const std::string& path) {
  if (range.min <= range.max) return;
  throw ConfigError(path, "expected min to be at most max, got " + WriteJson(range).dump());
}

}  // namespace

Task ApplyOptions(Task task, const nlohmann::json& options, const std::string& path) {
  if (options.is_object()) {
    for (const auto& item : options.items()) {
      if (!HasOption(task, item.key()))
        throw ConfigError(path + "." + item.key(),
                          task.name + " has no such option; it has " + OptionNames(task));
    }
  }
  ReadJson(options, task.options, path);
  TaskOptions::Fields(task.options, [&](const char* name, const auto& value, const FieldInfo&) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Range>)
      CheckOrder(value, path + "." + name);
  });
  return task;
}

nlohmann::ordered_json WriteOptions(const Task& task) {
  nlohmann::ordered_json options = WriteJson(task.options);
  for (const std::string& name : task.absent_options) options.erase(name);
  return options;
}

}  // namespace gaitbench
