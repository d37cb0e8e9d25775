// What there is: switches, variants, environments.
#include <cstdio>
#include <iostream>

#include "algos/run/families.h"
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
  for (const Family* family : Families()) {
    for (const SettingInfo& setting : family->settings) {
      list.push_back({{"name", setting.name},
                      {"learner", family->name},
                      {"type", setting.type},
                      {"default", setting.default_value},
                      {"unit", setting.info.unit},
                      {"min", Bound(setting.info.min)},
                      {"max", Bound(setting.info.max)},
                      {"source", setting.info.source},
                      {"meaning", setting.info.meaning}});
    }
  }
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
  for (const Family* family : Families()) {
    for (const Preset& preset : family->presets) {
      ordered_json row = {{"name", preset.name}, {"meaning", preset.meaning}};
      for (const Task& task : Tasks()) {
        if (task.version != kNewestVersion) continue;
        try {
          row["config"][std::string(task.robot)] =
              ConfigJson(FindPreset(preset.name, std::string(task.name)));
        } catch (const ConfigError&) {  // it is not for this robot
        }
      }
      list.push_back(row);
    }
  }
  return Print(list, json, {"name", "meaning"});
}

int PrintEnvs(bool json) { return Print(DescribeTasks(), json, {"name", "source"}); }

}  // namespace gaitbench
