// The defaults of other libraries, transcribed from their sources: what each sets apart from this
// learner's own defaults.
#include "algos/on_policy/library_presets.h"

#include <gtest/gtest.h>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

void ExpectChanges(const OnPolicySettings& settings, const Json& changes) {
  OnPolicySettings expected;
  ReadJson(changes, expected, "config");
  EXPECT_EQ(WriteJson(settings), WriteJson(expected));
  EXPECT_NO_THROW(CheckSettings(settings, "config"));
}

// stable_baselines3/ppo/ppo.py, common/policies.py, common/on_policy_algorithm.py
TEST(LibraryPresetsTest, StableBaselines3Ppo) {
  ExpectChanges(StableBaselines3Ppo(), {{"carry_over_episodes", true},
                                        {"count_episode_at_cutoff", true},
                                        {"truncation", "bootstrap"},
                                        {"cutoff_bootstrap", "next_value"},
                                        {"action_handling", "clipped"},
                                        {"observation_normalization", false},
                                        {"initialization", "orthogonal"},
                                        {"policy_head_gain", 0.01},
                                        {"joint_update", true},
                                        {"policy_learning_rate", 3e-4},
                                        {"value_learning_rate", 3e-4},
                                        {"gradient_clipping", "joint"},
                                        {"max_gradient_norm", 0.5},
                                        {"value_coef", 0.5},
                                        {"value_loss_on_terminal_steps", true}});
}

// sb3_contrib/trpo/trpo.py
TEST(LibraryPresetsTest, StableBaselines3Trpo) {
  ExpectChanges(StableBaselines3Trpo(), {{"step_rule", "trpo"},
                                         {"carry_over_episodes", true},
                                         {"count_episode_at_cutoff", true},
                                         {"truncation", "bootstrap"},
                                         {"cutoff_bootstrap", "next_value"},
                                         {"action_handling", "clipped"},
                                         {"observation_normalization", false},
                                         {"initialization", "orthogonal"},
                                         {"policy_head_gain", 0.01},
                                         {"advantage_normalization", "rollout"},
                                         {"value_learning_rate", 1e-3},
                                         {"value_minibatches", 16},
                                         {"value_loss_on_terminal_steps", true},
                                         {"max_kl", 0.01},
                                         {"max_kl_final", 0.01},
                                         {"fisher_fraction", 1.0},
                                         {"cg_iterations", 15},
                                         {"line_search_shrink", 0.8},
                                         {"line_search_accept_ratio", 0.0},
                                         {"kl_direction", "new_old"}});
}

const Json kBaselines = {{"carry_over_episodes", true},
                         {"count_episode_at_cutoff", true},
                         {"cutoff_bootstrap", "next_value"},
                         {"action_handling", "clipped"},
                         {"observation_clipping", true},
                         {"observation_clip_range", 10.0},
                         {"reward_scaling", "returns"},
                         {"reward_clipping", true},
                         {"reward_clip_range", 10.0},
                         {"initialization", "orthogonal"},
                         {"policy_head_gain", 0.01},
                         {"joint_update", true},
                         {"policy_learning_rate", 3e-4},
                         {"value_learning_rate", 3e-4},
                         {"policy_learning_rate_annealing", true},
                         {"value_learning_rate_annealing", true},
                         {"gradient_clipping", "joint"},
                         {"max_gradient_norm", 0.5},
                         {"value_clipping", true},
                         {"value_clip_range", 0.2},
                         {"value_coef", 0.25},
                         {"value_loss_on_terminal_steps", true}};

// cleanrl/ppo_continuous_action.py
TEST(LibraryPresetsTest, CleanRlPpo) { ExpectChanges(CleanRlPpo(), kBaselines); }

// baselines/ppo2/{ppo2,model,runner,defaults}.py, common/{policies,models,cmd_util}.py
TEST(LibraryPresetsTest, BaselinesPpo2) {
  Json changes = kBaselines;
  changes["advantage_normalization_ddof"] = 0;
  ExpectChanges(BaselinesPpo2(), changes);
}

// spinup/algos/pytorch/ppo/{ppo,core}.py
TEST(LibraryPresetsTest, SpinningUpPpo) {
  ExpectChanges(SpinningUpPpo(), {{"horizon", 4000},
                                  {"count_episode_at_cutoff", true},
                                  {"truncation", "bootstrap"},
                                  {"cutoff_bootstrap", "next_value"},
                                  {"observation_normalization", false},
                                  {"initialization", "torch"},
                                  {"initial_log_std", -0.5},
                                  {"gae_lambda", 0.97},
                                  {"value_target", "return"},
                                  {"advantage_normalization", "rollout"},
                                  {"advantage_normalization_ddof", 0},
                                  {"adam_epsilon", 1e-8},
                                  {"policy_learning_rate", 3e-4},
                                  {"value_learning_rate", 1e-3},
                                  {"policy_epochs", 80},
                                  {"policy_minibatches", 1},
                                  {"value_epochs", 80},
                                  {"value_minibatches", 1},
                                  {"value_loss_on_terminal_steps", true},
                                  {"target_kl_stop", true},
                                  {"target_kl", 0.015}});
}

}  // namespace
}  // namespace gaitbench
