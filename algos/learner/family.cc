#include "algos/learner/family.h"

#include <algorithm>

namespace gaitbench {

const SettingInfo* FindSetting(const Family& family, std::string_view name) {
  const auto found = std::ranges::find(family.settings, name, &SettingInfo::name);
  return found == family.settings.end() ? nullptr : &*found;
}

std::string_view SourceOf(const Preset& preset, const SettingInfo& setting) {
  for (const std::string_view name : {std::string_view(setting.name), std::string_view()}) {
    const auto found = std::ranges::find(preset.sources, name, &ValueSource::setting);
    if (found != preset.sources.end()) return found->source;
  }
  return setting.info.source;
}

SettingValues Defaults(const Family& family) {
  auto values = SettingValues::object();
  for (const SettingInfo& setting : family.settings) values[setting.name] = setting.default_value;
  return values;
}

std::optional<std::string> WhyIdle(const LearnerSettings& settings, const std::string& setting) {
  const SettingInfo* info = FindSetting(*settings.family, setting);
  if (!info) return std::nullopt;
  for (const Requirement& requirement : info->info.acts_when) {
    if (requirement.setting.empty()) continue;
    const std::string needed(requirement.setting);
    const nlohmann::ordered_json& is = settings.values.at(needed);
    const std::string value = is.is_string() ? is.get<std::string>() : is.dump();
    const bool holds = std::ranges::find(requirement.one_of, value) != requirement.one_of.end();
    if (holds && value == "false") continue;  // off it is, whether that switch would act or not
    if (const auto why = WhyIdle(settings, needed)) return why;
    if (!holds) return needed + " " + value;
  }
  return std::nullopt;
}

}  // namespace gaitbench
