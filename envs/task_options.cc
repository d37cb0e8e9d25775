#include <set>

#include "envs/task.h"

namespace gaitbench {
namespace {

std::set<std::string> OptionNames(const Task& task) {
  std::set<std::string> names;
  const nlohmann::ordered_json options = WriteOptions(task);
  for (const auto& item : options.items()) names.insert(item.key());
  return names;
}

void CheckOrder(const Range& range, const std::string& path) {
  if (range.min <= range.max) return;
  throw ConfigError(path, "expected min to be at most max, got " + WriteJson(range).dump());
}

}  // namespace

Task ApplyOptions(Task task, const nlohmann::json& options, const std::string& path) {
  if (options.is_object()) {
    const std::set<std::string> known = OptionNames(task);
    for (const auto& item : options.items()) {
      if (!known.contains(item.key()))
        throw ConfigError(path + "." + item.key(),
                          task.name + " has no such option; " + Suggestion(item.key(), known));
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
