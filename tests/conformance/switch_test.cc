// What every setting of on-policy learners must satisfy, over its one list of fields: another value
// changes the result and survives JSON; where FieldInfo says that it does not act, it changes
// nothing; switched on but too wide to act, it equals off, or the default, to the bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "algos/on_policy/autograd_library.h"
#include "tests/algos/runs.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

// How a setting is put to the test.
struct Switch {
  Json values =
      Json::array();  // other values than base's; empty: every other one of a bool or enum
  Json needs = Json::object();                // beside what FieldInfo says: so that it shows
  Json neutral = Json::object();              // on, but without effect
  Json environment_options = Json::object();  // of the task, where they matter
};

const Json kHeldout = {{"heldout_logging", true}, {"heldout_interval", 1}};
constexpr double kTooWide = 1e30;

// clang-format off
// settings of which more must be said than that their other values change the result
const std::map<std::string, Switch> kSwitches = {
  {"num_envs", {{2}}},
  {"horizon", {{64}}},
  {"count_episode_at_cutoff", {{true}, Json::object(), Json::object(), {{"max_episode_steps", 32}, {"terminate_when_unhealthy", false}}}},
  {"discount", {{0.9}}},
  {"hidden_sizes", {{{8}, {16, 16}, Json::array()}}},
  {"value_hidden_sizes", {{{8}, {16, 16}}, Json::object(), {{"value_hidden_sizes", {16}}}}},
  {"policy_head_gain", {{0.5}}},
  {"value_head_gain", {{0.5}}},
  {"initial_log_std", {{-0.5}}},
  {"min_std", {{0.1}, Json::object(), {{"min_std", 1e-30}}}},
  {"observation_clipping", {{true}, {{"observation_clip_range", 0.5}},
                            {{"observation_clipping", true}, {"observation_clip_range", kTooWide}}}},
  {"observation_clip_range", {{0.5}}},
  {"reward_scaling_epsilon", {{0.5}}},
  {"reward_clipping", {{true}, {{"reward_clip_range", 0.5}},
                       {{"reward_clipping", true}, {"reward_clip_range", kTooWide}}}},
  {"reward_clip_range", {{0.5}}},
  {"gae_lambda", {{0.5}}},
  {"advantage_normalization_ddof", {{0}}},
  {"adam_epsilon", {{1e-3}}},
  {"adam_beta1", {{0.5}}},
  {"adam_beta2", {{0.9}}},
  {"gradient_clipping", {{"policy", "value", "each", "joint"}, {{"joint_update", true}, {"max_gradient_norm", 1e-3}},
                         {{"gradient_clipping", "each"}, {"max_gradient_norm", kTooWide}}}},
  {"max_gradient_norm", {{1e-3}}},
  {"value_epochs", {{3}}},
  {"value_minibatches", {{2}}},
  {"value_learning_rate", {{1e-2}}},
  {"value_clipping", {{true}, {{"value_clip_range", 1e-3}}, {{"value_clipping", true}, {"value_clip_range", kTooWide}}}},
  {"value_clip_range", {{1e-3}}},
  {"value_clip_form", {{"max_then_square"}, {{"value_clip_range", 1e-3}},
                       {{"value_clip_form", "max_then_square"}, {"value_clipping", true}, {"value_clip_range", kTooWide}}}},
  {"value_coef", {{0.5}}},
  {"policy_objective", {Json::array(), {{"policy_minibatches", 1}}}},
  {"policy_epochs", {{3}}},
  {"policy_minibatches", {{2}}},
  {"policy_learning_rate", {{1e-2}}},
  {"ratio_clipping", {{false}, {{"clip_range", 0.01}}, {{"ratio_clipping", true}, {"clip_range", kTooWide}}}},
  {"clip_range", {{0.01}}},
  {"clip_form", {{"reciprocal"}, {{"clip_range", 0.05}}}},
  {"clip_range_annealing", {{true}, {{"clip_range", 0.05}}}},
  {"kl_penalty_target", {{10.0}}},
  {"target_kl_stop", {{true}, {{"target_kl", 1e-9}}, {{"target_kl_stop", true}, {"target_kl", kTooWide}}}},
  {"target_kl", {{1e-9}}},
  {"entropy_coef", {{0.01, -0.01}}},
  {"max_kl", {{0.01}}},
  {"max_kl_annealing", {{true}, {{"max_kl_final", 0.01}},
                        {{"step_rule", "trpo"}, {"max_kl_annealing", true}, {"max_kl", 0.05}, {"max_kl_final", 0.05}}}},
  {"max_kl_final", {{0.01}}},
  {"fisher_fraction", {{0.5}}},
  {"cg_iterations", {{3}}},
  {"cg_damping", {{0.5}}},
  {"cg_tolerance", {{0.5}, Json::object(), {{"step_rule", "trpo"}, {"cg_tolerance", 1e-30}}}},
  {"line_search_steps", {{1}, {{"line_search_accept_ratio", 0.95}}}},
  {"line_search_shrink", {{0.8}, {{"line_search_accept_ratio", 0.95}}}},
  {"line_search_accept_ratio", {{0.95}}},
  {"line_search_kl_slack", {{2.0}, {{"cg_damping", 0.0}, {"fisher_fraction", 0.05}}}},
  {"kl_direction", {{"new_old"}, {{"max_kl", 0.5}, {"line_search_steps", 100}, {"line_search_shrink", 0.99}, {"line_search_accept_ratio", 0.0}},
                    {{"step_rule", "trpo"}, {"kl_direction", "new_old"}, {"line_search_kl_slack", 100.0}}}},
  {"heldout_logging", {{true}, {{"heldout_interval", 1}}}},
  {"heldout_interval", {{2}, {{"heldout_interval", 1}}}},
  {"heldout_feeds_filters", {{true}, {{"heldout_interval", 1}}}},
};
// clang-format on

// Small enough to train in a moment; episodes end by falls, by time limits and by the cut-off.
OnPolicySettings Base() {
  OnPolicySettings config;
  config.horizon = 128;
  config.hidden_sizes = {16};
  config.value_epochs = config.policy_epochs = 2;
  config.value_minibatches = config.policy_minibatches = 4;
  config.policy_learning_rate = config.value_learning_rate = 3e-3;
  return config;
}

// Base with settings, each list over those before.
OnPolicySettings With(const std::vector<Json>& changes) {
  OnPolicySettings config = Base();
  for (const Json& change : changes) ReadJson(change, config, "config");
  CheckSettings(config, "config");
  return config;
}

const SettingInfo& InfoOf(const std::string& name) { return *FindSetting(OnPolicyFamily(), name); }

// JSON of a value as FieldInfo's conditions write it: "true", "trpo".
Json ValueOf(std::string_view text) {
  return text == "true" || text == "false" ? Json(text == "true") : Json(text);
}

std::string TextOf(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// The settings with which `name` acts, and those with which they in turn do.
Json Acting(const std::string& name) {
  Json settings = Json::object();
  for (const Requirement& requirement : InfoOf(name).info.acts_when) {
    if (requirement.setting.empty()) continue;
    const std::string needed(requirement.setting);
    settings.update(Acting(needed));
    if (WhyIdle(AsLearnerSettings(With({settings})), name))
      settings[needed] = ValueOf(requirement.one_of[0]);
  }
  return settings;
}

// Parameters and every recorded number after two iterations.
struct Result {
  std::vector<float> parameters;
  std::vector<double> records;
};

template <class T>
bool SameBits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

bool SameResult(const Result& a, const Result& b) {
  return SameBits(a.parameters, b.parameters) && SameBits(a.records, b.records);
}

// clip_fraction is measured against clip_range in every run, whether it acts or not.
Result Train(const OnPolicySettings& config, const Json& environment_options = Json::object(),
             bool with_clip_fraction = true) {
  Json options = {{"max_episode_steps", 20}};
  options.update(environment_options);
  gaitbench::Run run({.environment = "Hopper-v4",
                      .variant = "test",
                      .num_iterations = 2,
                      .environment_options = options,
                      .settings = AsLearnerSettings(config)});
  Train(run);
  const std::span<const float> parameters = PolicyOf(run).parameters();
  Result result = {.parameters = {parameters.begin(), parameters.end()}, .records = {}};
  for (const LogColumn& column : run.log().columns) {
    if (column.name == "clip_fraction" && !with_clip_fraction) continue;
    result.records.insert(result.records.end(), column.values.begin(), column.values.end());
  }
  return result;
}

std::string NameOf(const testing::TestParamInfo<std::string>& test) { return test.param; }

std::vector<std::string> NamesWithNeutral() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : kSwitches) {
    if (!entry.neutral.empty()) names.push_back(name);
  }
  return names;
}

std::vector<std::string> FieldNames() {
  std::vector<std::string> names;
  const OnPolicySettings config;
  OnPolicySettings::Fields(
      config, [&](const char* name, const auto&, const auto&) { names.push_back(name); });
  return names;
}

// Every value of a switch but base's; none of a number or a list, which have too many.
Json OtherValues(const std::string& name) {
  Json values = Json::array();
  const OnPolicySettings config = Base();
  OnPolicySettings::Fields(config, [&](const char* field, const auto& value, const auto&) {
    using T = std::decay_t<decltype(value)>;
    if (field != name) return;
    if constexpr (NamedEnum<T>) {
      for (const auto& [named, text] : Names(T{})) {
        if (named != value) values.push_back(text);
      }
    } else if constexpr (std::is_same_v<T, bool>) {
      values.push_back(!value);
    }
  });
  return values;
}

Switch EntryOf(const std::string& name) {
  const auto found = kSwitches.find(name);
  Switch entry = found == kSwitches.end() ? Switch{} : found->second;
  if (entry.values.empty()) entry.values = OtherValues(name);
  return entry;
}

bool HasAutograd() {
  try {
    LoadAutograd();
    return true;
  } catch (const ConfigError&) {
    return false;
  }
}

class SwitchTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    ASSERT_FALSE(Entry().values.empty())
        << "a number, " << GetParam() << " needs another value to be tried with: add {\""
        << GetParam() << "\", {{value}}} to kSwitches of tests/conformance/switch_test.cc";
    if (GetParam() == "derivatives" && !HasAutograd()) GTEST_SKIP() << "no LibTorch";
  }
  Switch Entry() const { return EntryOf(GetParam()); }
};

TEST_P(SwitchTest, AnotherValueChangesTheResult) {
  const Result base = Train(With({Acting(GetParam()), Entry().needs}), Entry().environment_options);
  for (const Json& value : Entry().values) {
    const OnPolicySettings config =
        With({Acting(GetParam()), Entry().needs, {{GetParam(), value}}});
    EXPECT_FALSE(SameResult(Train(config, Entry().environment_options), base))
        << GetParam() << " = " << value << " with " << Entry().needs << " changes nothing";
  }
}

TEST_P(SwitchTest, EveryValueSurvivesJson) {
  for (const Json& value : Entry().values) {
    const OnPolicySettings config =
        With({Acting(GetParam()), Entry().needs, {{GetParam(), value}}});
    OnPolicySettings read;
    ReadJson(Json::parse(WriteJson(config).dump()), read, "config");
    EXPECT_EQ(read, config) << value;
    EXPECT_EQ(Json(WriteJson(read))[GetParam()], value);
    EXPECT_NE(read, With({Acting(GetParam()), Entry().needs})) << value << " is base's";
  }
}

TEST_P(SwitchTest, EveryNamedValueIsTried) {
  const OnPolicySettings config = Base();
  OnPolicySettings::Fields(config, [&](const char* name, const auto& field, const auto&) {
    using T = std::decay_t<decltype(field)>;
    if constexpr (NamedEnum<T>) {
      if (name != GetParam()) return;
      EXPECT_EQ(Entry().values.size() + 1, Names(T{}).size()) << TypeName<T>();
    }
  });
}

// Values of another setting with which this one does not act, as FieldInfo says.
std::vector<Json> Idling(const Requirement& requirement) {
  const std::string needed(requirement.setting);
  std::vector<Json> values = EntryOf(needed).values;
  values.push_back(Json(WriteJson(Base()))[needed]);
  std::erase_if(values, [&](const Json& value) {
    return std::ranges::count(requirement.one_of, TextOf(value)) > 0;
  });
  return values;
}

TEST_P(SwitchTest, WhereItDoesNotActItChangesNothing) {
  for (const Requirement& requirement : InfoOf(GetParam()).info.acts_when) {
    if (requirement.setting.empty()) continue;
    const std::string needed(requirement.setting);
    const std::vector<Json> idling = Idling(requirement);
    EXPECT_FALSE(idling.empty()) << needed;
    for (const Json& value : idling) {
      const std::vector<Json> idle = {Acting(GetParam()), Acting(needed), {{needed, value}}};
      OnPolicySettings without, with;
      try {
        without = With(idle);
        with = With({idle[0], idle[1], idle[2], {{GetParam(), Entry().values.front()}}});
      } catch (const ConfigError&) {
        continue;  // refused
      }
      EXPECT_TRUE(WhyIdle(AsLearnerSettings(with), GetParam()));
      EXPECT_TRUE(
          SameResult(Train(with, Json::object(), false), Train(without, Json::object(), false)))
          << GetParam() << " with " << needed << " = " << value << " changes something";
    }
  }
}

class NeutralTest : public SwitchTest {};

TEST_P(NeutralTest, OnButTooWideToActEqualsOff) {
  const Json& neutral = Entry().neutral;
  const Json& on = neutral.at(GetParam());
  const Json off = on.is_boolean() ? Json(!on.get<bool>()) : Json(WriteJson(Base())[GetParam()]);
  EXPECT_TRUE(SameResult(Train(With({neutral})), Train(With({neutral, {{GetParam(), off}}}))));
}

INSTANTIATE_TEST_SUITE_P(Fields, SwitchTest, testing::ValuesIn(FieldNames()), NameOf);
INSTANTIATE_TEST_SUITE_P(Fields, NeutralTest, testing::ValuesIn(NamesWithNeutral()), NameOf);

TEST(SwitchTableTest, EveryEntryIsAField) {
  const std::vector<std::string> names = FieldNames();
  for (const auto& [name, entry] : kSwitches) {
    EXPECT_NE(std::ranges::find(names, name), names.end())
        << name << " is no field of OnPolicySettings";
  }
}

// held-out rollouts that leave the filters alone leave no trace in the training
TEST(SwitchTableTest, HeldoutLoggingAloneDoesNotChangeThePolicy) {
  EXPECT_TRUE(SameBits(Train(With({kHeldout})).parameters, Train(Base()).parameters));
}

}  // namespace
}  // namespace gaitbench
