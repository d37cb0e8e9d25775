// gaitbench switches: every setting of a run.
#include <cmath>

#include <fmt/ranges.h>

#include "algos/run/families.h"
#include "bench/cli/listing.h"
#include "bench/commands/commands.h"
#include "bench/run/shell.h"

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

// "one of ppo, trpo", "a number, 0 to 1", "a whole number, at least 1"
std::string Allowed(const ordered_json& setting) {
  const ordered_json &min = setting["min"], &max = setting["max"];
  std::string type = setting["type"];
  if (min.is_null() && max.is_null()) return type;
  if (max.is_null()) return fmt::format("{}, at least {}", type, min.dump());
  if (min.is_null()) return fmt::format("{}, at most {}", type, max.dump());
  return fmt::format("{}, {} to {}", type, min.dump(), max.dump());
}

// "step_rule ppo, policy_objective ratio or log_prob": what must be so for it to act
std::string ActsWith(const ordered_json& setting) {
  for (const Family* family : Families()) {
    if (family->name != setting["learner"].get<std::string>()) continue;
    const SettingInfo* info = FindSetting(*family, setting["name"].get<std::string>());
    std::vector<std::string> texts;
    for (const Requirement& requirement : info->info.acts_when) {
      if (requirement.setting.empty()) continue;
      std::vector<std::string_view> values(requirement.one_of.begin(), requirement.one_of.end());
      std::erase(values, "");
      texts.push_back(fmt::format("{} {}", requirement.setting, fmt::join(values, " or ")));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
  }
  return "";
}

std::string SwitchText(const ordered_json& setting, size_t width) {
  const std::string name = setting["name"], value = ListedText(setting["default"]);
  return MembersText(
      {{"name", name},
       {"meaning", setting["meaning"]},
       {"allowed", Allowed(setting)},
       {"unit", setting["unit"]},
       {"default", value},
       {"acts with", ActsWith(setting)},
       {"source", setting["source"]},
       {"learner", setting["learner"]},
       {"in a study", fmt::format("\"switches\": {{\"{}\": {}}}", name, setting["default"].dump())},
       {"for train", fmt::format("--set {}={}", name, ShellWord(value))}},
      width);
}

}  // namespace

void AddSwitches(CLI::App& program, int& exit_code) {
  AddListing(program, exit_code,
             {.command = "switches",
              .meaning = "every setting of a run",
              .thing = "switch",
              .example = "gaitbench switches clip_range",
              .list = DescribeSwitches,
              .columns = {"name", "default", "meaning"},
              .in_full = SwitchText});
}

}  // namespace gaitbench
