// What every setting of off-policy learners must satisfy, over its family's one list: another value
// changes the result, and where FieldInfo says that it does not act, it changes nothing, to the
// bit.
#include <gtest/gtest.h>

#include <map>

#include "algos/off_policy/family.h"
#include "algos/run/run.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

// How a setting is put to the test.
struct Switch {
  Json value = nullptr;         // another than base's; null: every other one of a bool or enum
  Json needs = Json::object();  // beside what FieldInfo says: so that it shows
};

// clang-format off
const std::map<std::string, Switch> kSwitches = {
  {"horizon", {30}},
  {"warmup_steps", {24}},
  {"exploration_std", {0.5}},
  {"ou_theta", {0.5}},
  {"buffer_capacity", {40}},
  {"batch_size", {12}},
  {"updates_per_step", {2}},
  {"n_step", {3}},
  {"discount", {0.9}},
  {"reward_scale", {2.0}},
  {"observation_clipping", {true, {{"observation_clip_range", 0.01}}}},
  {"observation_clip_range", {0.01}},
  {"hidden_sizes", {{8}}},
  {"log_std_min", {-0.1}},
  {"log_std_max", {-0.1}},
  {"num_critics", {2}},
  {"critic_learning_rate", {1e-2}},
  {"critic_weight_decay", {0.1}},
  {"target_noise", {0.5}},
  {"target_noise_clip", {0.01}},
  {"polyak", {0.5}},
  {"target_update_interval", {2}},
  {"policy_delay", {2}},
  {"policy_learning_rate", {1e-2}},
  {"entropy_coef", {0.5}},
  {"target_entropy_per_action", {1.0}},
  {"entropy_learning_rate", {0.1}},
  {"adam_epsilon", {1e-3}},
  {"adam_beta1", {0.5}},
  {"adam_beta2", {0.9}},
  {"evaluation_interval", {80}},
  {"evaluation_episodes", {3}},
};
// clang-format on

// Small enough to train in a moment; episodes end by falls and by time limits.
LearnerSettings With(const std::vector<Json>& changes) {
  LearnerSettings settings = FindPreset("ddpg", "InvertedPendulum-v4");
  Change(settings,
         {{"horizon", 40},
          {"warmup_steps", 16},
          {"batch_size", 8},
          {"hidden_sizes", {16}},
          {"buffer_capacity", 1000},
          {"evaluation_interval", 40},
          {"evaluation_episodes", 2}},
         "base");
  for (const Json& change : changes) Change(settings, change, "test");
  settings.family->check(settings.values, "test");
  return settings;
}

const SettingInfo& InfoOf(const std::string& name) { return *FindSetting(OffPolicyFamily(), name); }

Json ValueOf(std::string_view text) {
  const Json parsed = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return parsed.is_discarded() ? Json(text) : parsed;
}

// Every value of a bool or enum, as its type's name lists them.
std::vector<Json> ValuesOf(const SettingInfo& setting) {
  if (setting.type == "true or false") return {false, true};
  std::vector<Json> values;
  const std::string prefix = "one of ", between = ", ";
  if (!setting.type.starts_with(prefix)) return values;
  for (size_t begin = prefix.size(); begin < setting.type.size();) {
    const size_t end = std::min(setting.type.find(between, begin), setting.type.size());
    values.emplace_back(setting.type.substr(begin, end - begin));
    begin = end + between.size();
  }
  return values;
}

Switch EntryOf(const std::string& name) {
  const auto found = kSwitches.find(name);
  return found == kSwitches.end() ? Switch{} : found->second;
}

std::vector<Json> OtherValues(const std::string& name) {
  if (const Json value = EntryOf(name).value; !value.is_null()) return {value};
  std::vector<Json> values = ValuesOf(InfoOf(name));
  std::erase(values, Json(With({}).values[name]));
  return values;
}

// The settings with which `name` acts, and those with which they in turn do.
Json Acting(const std::string& name) {
  Json settings = Json::object();
  for (const Requirement& requirement : InfoOf(name).info.acts_when) {
    if (requirement.setting.empty()) continue;
    const std::string needed(requirement.setting);
    settings.update(Acting(needed));
    if (WhyIdle(With({settings}), name)) settings[needed] = ValueOf(requirement.one_of[0]);
  }
  return settings;
}

// Every recorded number and the actor, after three iterations, as text that keeps each bit.
std::string Train(const LearnerSettings& settings) {
  gaitbench::Run run({.environment = "InvertedPendulum-v4",
                      .variant = "test",
                      .num_iterations = 3,
                      .environment_options = {{"max_episode_steps", 6}},
                      .settings = settings});
  while (!run.finished()) run.Iterate();
  TensorFile file;
  run.learner().SaveActor(file);
  std::string result = ToJson(run.log())["columns"].dump();
  for (const auto& [name, tensor] : file.tensors) result += name + tensor.bytes;
  return result;
}

class OffPolicySwitchTest : public testing::TestWithParam<std::string> {};

TEST_P(OffPolicySwitchTest, AnotherValueChangesTheResult) {
  const std::vector<Json> values = OtherValues(GetParam());
  ASSERT_FALSE(values.empty()) << "a number needs another value: add it to kSwitches";
  const Json needs = EntryOf(GetParam()).needs;
  const std::string base = Train(With({Acting(GetParam()), needs}));
  for (const Json& value : values) {
    const LearnerSettings settings = With({Acting(GetParam()), needs, {{GetParam(), value}}});
    EXPECT_EQ(SettingsFromConfig(Json::parse(ConfigJson(settings).dump()), "config"), settings);
    EXPECT_EQ(WhyIdle(settings, GetParam()), std::nullopt);
    EXPECT_NE(Train(settings), base) << value << " changes nothing";
  }
}

TEST_P(OffPolicySwitchTest, WhereItDoesNotActItChangesNothing) {
  for (const Requirement& requirement : InfoOf(GetParam()).info.acts_when) {
    if (requirement.setting.empty()) continue;
    const std::string needed(requirement.setting);
    const Json acting = Acting(GetParam());
    std::vector<Json> idling = OtherValues(needed);
    idling.emplace_back(With({}).values[needed]);
    for (const Json& value : idling) {
      const LearnerSettings without = With({acting, {{needed, value}}});
      const LearnerSettings with =
          With({acting, {{needed, value}}, {{GetParam(), OtherValues(GetParam())[0]}}});
      if (!WhyIdle(with, GetParam())) continue;
      EXPECT_EQ(Train(with), Train(without)) << needed << " = " << value;
    }
  }
}

std::vector<std::string> SettingNames() {
  std::vector<std::string> names;
  for (const SettingInfo& setting : OffPolicyFamily().settings) names.push_back(setting.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Settings, OffPolicySwitchTest, testing::ValuesIn(SettingNames()),
                         [](const auto& test) { return test.param; });

TEST(OffPolicySwitchTableTest, EveryEntryIsASetting) {
  for (const auto& [name, entry] : kSwitches)
    EXPECT_TRUE(FindSetting(OffPolicyFamily(), name)) << name;
}

}  // namespace
}  // namespace gaitbench
