// gaitbench switches: every setting of a run.
#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "algos/run/families.h"
#include "bench/cli/listing.h"
#include "bench/commands/commands.h"
#include "bench/run/shell.h"
#include "results/statistics/number_text.h"

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
  constexpr double kPositive = 1e-300;  // the least bound of what must be above 0
  std::string type = setting["type"];
  const std::string max = setting["max"].is_null() ? "" : CountText(setting["max"]);
  if (setting["min"].is_null())
    return max.empty() ? type : fmt::format("{}, at most {}", type, max);
  if (setting["min"] <= kPositive && setting["min"] > 0)
    return fmt::format("{}, above 0{}", type, max.empty() ? "" : ", at most " + max);
  const std::string min = CountText(setting["min"]);
  return max.empty() ? fmt::format("{}, at least {}", type, min)
                     : fmt::format("{}, {} to {}", type, min, max);
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

// What is told of one family's setting, as texts.
ordered_json TextsOf(const ordered_json& setting) {
  return {{"name", setting["name"]},
          {"meaning", setting["meaning"]},
          {"allowed", Allowed(setting)},
          {"unit", setting["unit"]},
          {"default", ListedText(setting["default"])},
          {"acts with", ActsWith(setting)},
          {"source", setting["source"]},
          {"learner", setting["learner"]}};
}

void AddUses(const ordered_json& setting, ordered_json& members) {
  const std::string name = setting["name"];
  members["in a study"] =
      fmt::format("\"switches\": {{\"{}\": {}}}", name, setting["default"].dump());
  members["for train"] =
      fmt::format("--set {}={}", name, ShellWord(ListedText(setting["default"])));
}

std::string SwitchText(const ordered_json& setting, size_t width) {
  ordered_json members = TextsOf(setting);
  AddUses(setting, members);
  return MembersText(members, width);
}

// What the families that have a setting of one name share of it; then a line for each family, and
// tables of what else differs between them.
std::string SharedSwitchText(const ordered_json& settings, size_t width) {
  ordered_json rows = ordered_json::array();
  for (const ordered_json& setting : settings) rows.push_back(TextsOf(setting));
  const ordered_json& first = rows.front();
  ordered_json members = {{"name", first["name"]}}, header;
  for (const auto& item : first.items()) header[item.key()] = item.key();
  std::vector<std::string> apart;
  for (const char* key : {"meaning", "unit", "acts with"}) {
    const auto is_shared = [&](const ordered_json& row) { return row[key] == first[key]; };
    if (std::ranges::all_of(rows, is_shared))
      members[key] = first[key];
    else
      apart.emplace_back(key);
  }
  AddUses(settings.front(), members);
  rows.insert(rows.begin(), header);
  std::string text = MembersText(members, width) + "\n" +
                     ColumnsText(rows, {"learner", "default", "allowed", "source"}, width);
  for (const std::string& key : apart) text += "\n" + ColumnsText(rows, {"learner", key}, width);
  return text;
}

// "on_policy: learners that act with their policy and learn from what it did: PPO, TRPO, A2C"
std::string FamilyHeading(const ordered_json& setting) {
  const std::string name = setting["learner"];
  const auto family = std::ranges::find(Families(), name, &Family::name);
  return fmt::format("{}: {}", name, (*family)->meaning);
}

}  // namespace

void AddSwitches(CLI::App& program, int& exit_code) {
  AddListing(program, exit_code,
             {.command = "switches",
              .meaning = "every setting of a run",
              .thing = "setting",
              .example = "gaitbench switches clip_range",
              .list = DescribeSwitches,
              .columns = {"name", "default", "meaning"},
              .in_full = SwitchText,
              .several_in_full = SharedSwitchText,
              .heading = FamilyHeading});
}

}  // namespace gaitbench
