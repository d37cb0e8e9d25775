// What there is: switches, variants, environments.
#include <cstdio>
#include <iostream>

#include "algos/run/presets.h"
#include "bench/commands/commands.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

ordered_json Bound(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

ordered_json DescribeSwitches() {
  ordered_json list = ordered_json::array();
  const AlgoConfig defaults;
  AlgoConfig::Fields(defaults,
                     [&]<class T>(const char* name, const T& value, const FieldInfo& info) {
                       list.push_back({{"name", name},
                                       {"type", TypeName<T>()},
                                       {"default", WriteJson(value)},
                                       {"unit", info.unit},
                                       {"min", Bound(info.min)},
                                       {"max", Bound(info.max)},
                                       {"source", info.source},
                                       {"meaning", info.meaning}});
                     });
  return list;
}

int Print(const ordered_json& list, bool json, const std::vector<const char*>& columns) {
  if (json) {
    std::cout << list.dump(2) << "\n";
    return kExitDone;
  }
  std::vector<size_t> widths(columns.size());
  const auto text = [](const ordered_json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
  };
  for (const auto& row : list) {
    for (size_t c = 0; c + 1 < columns.size(); ++c)
      widths[c] = std::max(widths[c], text(row[columns[c]]).size());
  }
  for (const auto& row : list) {
    for (size_t c = 0; c + 1 < columns.size(); ++c) {
      std::printf("%-*s  ", static_cast<int>(widths[c]), text(row[columns[c]]).c_str());
    }
    std::printf("%s\n", text(row[columns.back()]).c_str());
  }
  return kExitDone;
}

}  // namespace

int PrintSwitches(bool json) {
  return Print(DescribeSwitches(), json, {"name", "default", "meaning"});
}

int PrintVariants(bool json) {
  ordered_json list = ordered_json::array();
  for (const PresetInfo& preset : Presets()) {
    ordered_json row = {{"name", preset.name}, {"meaning", preset.meaning}};
    for (const Task& task : Tasks()) {
      if (task.version != kNewestVersion) continue;
      row["config"][std::string(task.robot)] = WriteJson(FindPreset(preset.name, task.name));
    }
    list.push_back(row);
  }
  return Print(list, json, {"name", "meaning"});
}

int PrintEnvs(bool json) { return Print(DescribeTasks(), json, {"name", "source"}); }

}  // namespace gaitbench
