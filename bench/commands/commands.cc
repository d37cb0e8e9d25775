#include "bench/commands/commands.h"

#include <cstdio>
#include <iostream>
#include <map>

#include "bench/commands/result_commands.h"
#include "bench/run/inventory.h"
#include "results/compare/names.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

using Counts = std::map<RunState, int64_t>;

// "12 done, 1 running, 3 waiting"
std::string InWords(const Counts& counts) {
  std::string words;
  for (const auto& [state, count] : counts) {
    words += (words.empty() ? "" : ", ") + std::to_string(count) + " " +
             WriteJson(state).get<std::string>();
  }
  return words;
}

nlohmann::ordered_json ToJson(const InventoryItem& item) {
  return {{"environment", item.environment},
          {"variant", item.variant},
          {"seed", item.seed},
          {"tuning", item.tuning},
          {"in_study", item.in_study},
          {"state", WriteJson(item.state)},
          {"iterations", item.iterations},
          {"num_iterations", item.num_iterations},
          {"reason", item.reason},
          {"folder", item.folder.string()}};
}

}  // namespace

int PrintStatus(const fs::path& directory, bool json) {
  if (!fs::is_directory(directory)) throw ConfigError(directory.string() + ": is not a directory");
  const std::vector<InventoryItem> items = TakeInventory(directory);
  if (items.empty()) throw NoRuns(directory);
  Counts all;
  std::vector<std::pair<std::string, Counts>> groups;  // in order of appearance
  for (const InventoryItem& item : items) {
    const std::string name = (item.tuning ? "tuning  " : "") + item.environment + "  " +
                             DisplayName(item.variant) +
                             (item.in_study ? "" : "  (not in the study)");
    auto group = std::ranges::find(groups, name, &std::pair<std::string, Counts>::first);
    if (group == groups.end()) group = groups.insert(group, {name, {}});
    ++group->second[item.state];
    ++all[item.state];
  }
  if (json) {
    nlohmann::ordered_json report = {{"directory", directory.string()},
                                     {"runs", nlohmann::ordered_json::array()},
                                     {"counts", nlohmann::ordered_json::object()}};
    for (const auto& [state, count] : all)
      report["counts"][WriteJson(state).get<std::string>()] = count;
    for (const InventoryItem& item : items) report["runs"].push_back(ToJson(item));
    std::cout << JsonText(report);
    return kExitDone;
  }
  size_t width = 0;
  for (const auto& [name, counts] : groups) width = std::max(width, name.size());
  for (const auto& [name, counts] : groups)
    std::cout << name << std::string(width - name.size(), ' ') << "  " << InWords(counts) << "\n";
  std::cout << items.size() << " runs: " << InWords(all) << "\n";
  for (const InventoryItem& item : items) {
    const std::string run = item.folder.lexically_relative(directory).string();
    if (!item.reason.empty()) {
      std::cout << WriteJson(item.state).get<std::string>() << ": " << run << ": " << item.reason
                << "\n";
    } else if (item.state == RunState::kRunning || item.state == RunState::kStopped) {
      std::cout << WriteJson(item.state).get<std::string>() << ": " << run;
      if (item.num_iterations > 0)
        std::cout << ", saved at iteration " << item.iterations << " of " << item.num_iterations;
      std::cout << "\n";
    }
  }
  return kExitDone;
}

}  // namespace gaitbench
