// What every setting of AlgoConfig must satisfy, over its one list of fields: another value changes
// the result and survives JSON; switched on but too wide to act, it equals off, or the default, to
// the bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "algos/on_policy/trainer.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

// How a setting is put to the test.
struct Switch {
  Json values;                                // other values than base's; of an enum, all others
  Json needs = Json::object();                // settings without which it does nothing
  Json neutral = Json::object();              // on, but without effect
  Json environment_options = Json::object();  // of the task, where they matter
};

const Json kTrpo = {{"step_rule", "trpo"}};
const Json kHeldout = {{"heldout_logging", true}, {"heldout_interval", 1}};
constexpr double kTooWide = 1e30;

// clang-format off
const std::map<std::string, Switch> kSwitches = {
  {"step_rule", {{"trpo", "npg"}}},
  {"num_envs", {{2}}},
  {"horizon", {{64}}},
  {"carry_over_episodes", {{true}}},
  {"count_episode_at_cutoff", {{true}, Json::object(), Json::object(), {{"max_episode_steps", 32}, {"terminate_when_unhealthy", false}}}},
  {"discount", {{0.9}}},
  {"action_handling", {{"clipped", "squashed"}}},
  {"hidden_sizes", {{{8}, {16, 16}, Json::array()}}},
  {"value_hidden_sizes", {{{8}, {16, 16}}, Json::object(), {{"value_hidden_sizes", {16}}}}},
  {"shared_trunk", {{true}, {{"joint_update", true}}}},
  {"activation", {{"relu", "elu", "leaky_relu"}}},
  {"initialization", {{"orthogonal", "he", "lecun"}}},
  {"policy_head_gain", {{0.5}}},
  {"value_head_gain", {{0.5}}},
  {"initial_log_std", {{-0.5}}},
  {"std_parametrization", {{"softplus"}}},
  {"min_std", {{0.1}, Json::object(), {{"min_std", 1e-30}}}},
  {"state_dependent_std", {{true}}},
  {"observation_normalization", {{false}}},
  {"observation_clipping", {{true}, {{"observation_clip_range", 0.5}},
                            {{"observation_clipping", true}, {"observation_clip_range", kTooWide}}}},
  {"observation_clip_range", {{0.5}, {{"observation_clipping", true}}}},
  {"reward_scaling", {{"returns", "rewards"}}},
  {"reward_scaling_reset", {{false}, {{"reward_scaling", "returns"}}}},
  {"reward_scaling_reset_at_cutoff", {{false}, {{"reward_scaling", "returns"}},
                                      {{"reward_scaling_reset_at_cutoff", false}, {"reward_scaling", "returns"}, {"carry_over_episodes", true}}}},
  {"reward_scaling_epsilon", {{0.5}, {{"reward_scaling", "returns"}}}},
  {"reward_clipping", {{true}, {{"reward_clip_range", 0.5}},
                       {{"reward_clipping", true}, {"reward_clip_range", kTooWide}}}},
  {"reward_clip_range", {{0.5}, {{"reward_clipping", true}}}},
  {"gae_lambda", {{0.5}}},
  {"truncation", {{"bootstrap"}}},
  {"cutoff_bootstrap", {{"next_value"}}},
  {"advantage_normalization", {{"none", "rollout"}}},
  {"advantage_normalization_ddof", {{0}}},
  {"recompute_advantages", {{true}}},
  {"joint_update", {{true}}},
  {"adam_epsilon", {{1e-3}}},
  {"adam_beta1", {{0.5}}},
  {"adam_beta2", {{0.9}}},
  {"gradient_clipping", {{"policy", "value", "each", "joint"}, {{"joint_update", true}, {"max_gradient_norm", 1e-3}},
                         {{"gradient_clipping", "each"}, {"max_gradient_norm", kTooWide}}}},
  {"max_gradient_norm", {{1e-3}, {{"gradient_clipping", "each"}}}},
  {"value_epochs", {{3}}},
  {"value_minibatches", {{2}}},
  {"value_learning_rate", {{1e-2}}},
  {"value_learning_rate_annealing", {{true}}},
  {"value_clipping", {{true}, {{"value_clip_range", 1e-3}}, {{"value_clipping", true}, {"value_clip_range", kTooWide}}}},
  {"value_clip_range", {{1e-3}, {{"value_clipping", true}}}},
  {"value_clip_form", {{"max_then_square"}, {{"value_clipping", true}, {"value_clip_range", 1e-3}},
                       {{"value_clip_form", "max_then_square"}, {"value_clipping", true}, {"value_clip_range", kTooWide}}}},
  {"value_loss_on_terminal_steps", {{true}}},
  {"value_loss", {{"huber"}}},
  {"value_coef", {{0.5}}},
  {"value_normalization", {{true}}},
  {"policy_objective", {{"log_prob", "kl_penalty"}}},
  {"policy_epochs", {{3}}},
  {"policy_minibatches", {{2}}},
  {"policy_learning_rate", {{1e-2}}},
  {"policy_learning_rate_annealing", {{true}}},
  {"ratio_clipping", {{false}, {{"clip_range", 0.01}}, {{"ratio_clipping", true}, {"clip_range", kTooWide}}}},
  {"clip_range", {{0.01}}},
  {"clip_form", {{"reciprocal"}, {{"clip_range", 0.05}}}},
  {"clip_range_annealing", {{true}, {{"clip_range", 0.05}}}},
  {"kl_penalty_target", {{10.0}, {{"policy_objective", "kl_penalty"}}}},
  {"target_kl_stop", {{true}, {{"target_kl", 1e-9}}, {{"target_kl_stop", true}, {"target_kl", kTooWide}}}},
  {"target_kl", {{1e-9}, {{"target_kl_stop", true}}}},
  {"entropy_coef", {{0.01, -0.01}}},
  {"max_kl", {{0.01}, kTrpo}},
  {"max_kl_annealing", {{true}, {{"step_rule", "trpo"}, {"max_kl_final", 0.01}},
                        {{"step_rule", "trpo"}, {"max_kl_annealing", true}, {"max_kl", 0.05}, {"max_kl_final", 0.05}}}},
  {"max_kl_final", {{0.01}, {{"step_rule", "trpo"}, {"max_kl_annealing", true}}}},
  {"fisher_fraction", {{0.5}, kTrpo}},
  {"cg_iterations", {{3}, kTrpo}},
  {"cg_damping", {{0.5}, kTrpo}},
  {"cg_tolerance", {{0.5}, kTrpo, {{"step_rule", "trpo"}, {"cg_tolerance", 1e-30}}}},
  {"line_search_steps", {{1}, {{"step_rule", "trpo"}, {"line_search_accept_ratio", 0.95}}}},
  {"line_search_shrink", {{0.8}, {{"step_rule", "trpo"}, {"line_search_accept_ratio", 0.95}}}},
  {"line_search_accept_ratio", {{0.95}, kTrpo}},
  {"line_search_kl_slack", {{2.0}, {{"step_rule", "trpo"}, {"cg_damping", 0.0}, {"fisher_fraction", 0.05}}}},
  {"kl_direction", {{"new_old"}, {{"step_rule", "trpo"}, {"max_kl", 0.5}, {"line_search_steps", 100}, {"line_search_shrink", 0.99}, {"line_search_accept_ratio", 0.0}},
                    {{"step_rule", "trpo"}, {"kl_direction", "new_old"}, {"line_search_kl_slack", 100.0}}}},
  {"heldout_logging", {{true}, {{"heldout_interval", 1}}}},
  {"heldout_interval", {{2}, kHeldout}},
  {"heldout_feeds_filters", {{true}, kHeldout}},
};
// clang-format on

// Small enough to train in a moment; episodes end by falls, by time limits and by the cut-off.
AlgoConfig Base() {
  AlgoConfig config;
  config.horizon = 128;
  config.hidden_sizes = {16};
  config.value_epochs = config.policy_epochs = 2;
  config.value_minibatches = config.policy_minibatches = 4;
  config.policy_learning_rate = config.value_learning_rate = 3e-3;
  return config;
}

AlgoConfig With(const std::vector<Json>& patches) {
  AlgoConfig config = Base();
  for (const Json& patch : patches) ReadJson(patch, config, "config");
  CheckConfig(config, "config");
  return config;
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

Result Train(const AlgoConfig& config, const Json& environment_options = Json::object()) {
  Json options = {{"max_episode_steps", 20}};
  options.update(environment_options);
  Trainer trainer({.environment = "Hopper-v4",
                   .variant = "test",
                   .num_iterations = 2,
                   .environment_options = options,
                   .config = config});
  while (!trainer.finished()) trainer.Iterate();
  const std::span<const float> parameters = trainer.policy().parameters();
  Result result = {.parameters = {parameters.begin(), parameters.end()}, .records = {}};
  for (const IterationRecord& record : trainer.log().iterations) {
    IterationRecord::Fields(
        record, [&](const char*, double value, const auto&) { result.records.push_back(value); });
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
  const AlgoConfig config;
  AlgoConfig::Fields(config,
                     [&](const char* name, const auto&, const auto&) { names.push_back(name); });
  return names;
}

class SwitchTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(kSwitches.contains(GetParam()))
        << "AlgoConfig's field " << GetParam() << " is not in kSwitches of "
        << "tests/conformance/switch_test.cc; add {\"" << GetParam()
        << "\", {{another value}, {{\"setting that it needs\", value}}}}";
  }
  const Switch& Entry() const { return kSwitches.at(GetParam()); }
};

TEST_P(SwitchTest, AnotherValueChangesTheResult) {
  const Result base = Train(With({Entry().needs}), Entry().environment_options);
  for (const Json& value : Entry().values) {
    const AlgoConfig config = With({Entry().needs, {{GetParam(), value}}});
    EXPECT_FALSE(SameResult(Train(config, Entry().environment_options), base))
        << GetParam() << " = " << value << " with " << Entry().needs << " changes nothing";
  }
}

TEST_P(SwitchTest, EveryValueSurvivesJson) {
  for (const Json& value : Entry().values) {
    const AlgoConfig config = With({Entry().needs, {{GetParam(), value}}});
    AlgoConfig read;
    ReadJson(Json::parse(WriteJson(config).dump()), read, "config");
    EXPECT_EQ(read, config) << value;
    EXPECT_EQ(Json(WriteJson(read))[GetParam()], value);
    EXPECT_NE(read, With({Entry().needs})) << value << " is base's";
  }
}

TEST_P(SwitchTest, EveryNamedValueIsTried) {
  const AlgoConfig config = Base();
  AlgoConfig::Fields(config, [&](const char* name, const auto& field, const auto&) {
    using T = std::decay_t<decltype(field)>;
    if constexpr (NamedEnum<T>) {
      if (name != GetParam()) return;
      EXPECT_EQ(Entry().values.size() + 1, Names(T{}).size()) << TypeName<T>();
    }
  });
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
    EXPECT_NE(std::ranges::find(names, name), names.end()) << name << " is no field of AlgoConfig";
  }
}

// held-out rollouts that leave the filters alone leave no trace in the training
TEST(SwitchTableTest, HeldoutLoggingAloneDoesNotChangeThePolicy) {
  EXPECT_TRUE(SameBits(Train(With({kHeldout})).parameters, Train(Base()).parameters));
}

}  // namespace
}  // namespace gaitbench
