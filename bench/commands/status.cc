// gaitbench status: what is done, running, waiting or failed in a directory.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include <fmt/ranges.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/study_directory.h"
#include "bench/run/inventory.h"
#include "bench/run/terminal.h"
#include "results/compare/names.h"
#include "results/log/json_text.h"
#include "results/log/printable.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

using Counts = std::map<RunState, int64_t>;

std::string Word(RunState state) { return WriteJson(state).get<std::string>(); }

// "12 done, 1 running, 3 not needed"
std::string InWords(const Counts& counts) {
  std::vector<std::string> words;
  for (const auto& [state, count] : counts) {
    std::string word = Word(state);
    std::ranges::replace(word, '_', ' ');
    words.push_back(fmt::format("{} {}", count, word));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

Counts CountStates(const std::vector<InventoryItem>& items) {
  Counts counts;
  for (const InventoryItem& item : items) ++counts[item.state];
  return counts;
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

nlohmann::ordered_json ToJson(const fs::path& directory, const std::vector<InventoryItem>& items) {
  nlohmann::ordered_json json = {{"directory", directory.string()},
                                 {"runs", nlohmann::ordered_json::array()},
                                 {"counts", nlohmann::ordered_json::object()}};
  for (const auto& [state, count] : CountStates(items)) json["counts"][Word(state)] = count;
  for (const InventoryItem& item : items) json["runs"].push_back(ToJson(item));
  return json;
}

// A line for each environment and variant, in order of appearance.
void PrintCounts(const std::vector<InventoryItem>& items) {
  std::vector<std::pair<std::string, Counts>> groups;
  size_t width = 0, widest_environment = 0;
  const auto environment_of = [](const InventoryItem& item) {
    return (item.tuning ? "tuning  " : "") + item.environment;
  };
  for (const InventoryItem& item : items)
    widest_environment = std::max(widest_environment, Width(environment_of(item)));
  for (const InventoryItem& item : items) {
    const std::string name =
        fmt::format("{:{}}  {}{}", environment_of(item), widest_environment,
                    DisplayName(item.variant), item.in_study ? "" : "  (not in the study)");
    width = std::max(width, Width(name));
    auto group = std::ranges::find(groups, name, &std::pair<std::string, Counts>::first);
    if (group == groups.end()) group = groups.insert(group, {name, {}});
    ++group->second[item.state];
  }
  size_t widest_counts = 0;
  for (const auto& [name, counts] : groups)
    widest_counts = std::max(widest_counts, InWords(counts).size());
  constexpr size_t kLeastName = 20;
  const size_t room = WidthOf(STDOUT_FILENO) - std::min(WidthOf(STDOUT_FILENO), widest_counts + 2);
  if (isatty(STDOUT_FILENO)) width = std::min(width, std::max(room, kLeastName));
  for (const auto& [name, counts] : groups)
    std::cout << fmt::format("{:{}}  {}\n", Shortened(Printable(name), width), width,
                             InWords(counts));
  std::cout << fmt::format("{}: {}\n", Counted(std::ssize(items), "run"),
                           InWords(CountStates(items)));
}

// A line for each run that has something to say: why it ended, or how far it is.
void PrintRuns(const fs::path& directory, const std::vector<InventoryItem>& items) {
  for (const InventoryItem& item : items) {
    const bool begun = item.state == RunState::kRunning || item.state == RunState::kStopped;
    if (item.reason.empty() && !begun) continue;
    std::string line = Word(item.state) + ": " + item.folder.lexically_relative(directory).string();
    if (!item.reason.empty()) {
      line += ": " + item.reason;
    } else if (item.num_iterations > 0) {
      line += fmt::format(", saved at iteration {} of {}", item.iterations, item.num_iterations);
    }
    std::cout << Printable(line) << "\n";
  }
}

int PrintStatus(const fs::path& directory, bool json) {
  CheckDirectory(directory);
  const std::vector<InventoryItem> items = TakeInventory(directory);
  if (items.empty()) throw NoRuns(directory);
  if (json) {
    std::cout << JsonText(ToJson(directory, items));
    return kExitDone;
  }
  PrintCounts(items);
  PrintRuns(directory, items);
  return kExitDone;
}

}  // namespace

void AddStatus(CLI::App& program, int& exit_code) {
  const auto directory = std::make_shared<fs::path>();
  const auto json = std::make_shared<bool>();
  auto* command =
      program.add_subcommand("status", "what is done, running, waiting or failed in a DIR");
  command->footer("gaitbench status runs/question");
  AddDirectory(*command, *directory);
  AddJson(*command, *json);
  command->callback([=, &exit_code] { exit_code = PrintStatus(*directory, *json); });
}

}  // namespace gaitbench
