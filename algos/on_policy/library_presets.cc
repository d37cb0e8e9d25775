#include "algos/on_policy/library_presets.h"

namespace gaitbench {
namespace {

// Episodes run on over iterations, and the value of the observation after the last step stands for
// what follows.
OnPolicySettings GoesOn() {
  OnPolicySettings settings;
  settings.carry_over_episodes = settings.count_episode_at_cutoff = true;
  settings.cutoff_bootstrap = CutoffBootstrap::kNextValue;
  settings.value_loss_on_terminal_steps = true;
  return settings;
}

void UseOrthogonalWeights(OnPolicySettings& settings) {
  settings.initialization = Initialization::kOrthogonal;
  settings.policy_head_gain = 0.01;
}

// Both networks take one step together, at one rate and within one bound.
void UseJointUpdate(OnPolicySettings& settings, double value_coef) {
  settings.joint_update = true;
  settings.policy_learning_rate = settings.value_learning_rate = 3e-4;
  settings.gradient_clipping = GradientClipping::kJoint;
  settings.max_gradient_norm = 0.5;
  settings.value_coef = value_coef;
}

OnPolicySettings StableBaselines3() {
  OnPolicySettings settings = GoesOn();
  settings.truncation = Truncation::kBootstrap;
  settings.action_handling = ActionHandling::kClipped;
  settings.observation_normalization = false;
  UseOrthogonalWeights(settings);
  return settings;
}

// Baselines' choices and those who took them over: all but how the advantages' deviation is found.
OnPolicySettings BaselinesChoices() {
  OnPolicySettings settings = GoesOn();
  settings.action_handling = ActionHandling::kClipped;
  settings.observation_clipping = settings.reward_clipping = true;
  settings.reward_scaling = RewardScaling::kReturns;
  UseOrthogonalWeights(settings);
  UseJointUpdate(settings, 0.25);  // half of the squared error, times vf_coef 0.5
  settings.policy_learning_rate_annealing = settings.value_learning_rate_annealing = true;
  settings.value_clipping = true;
  return settings;
}

}  // namespace

OnPolicySettings StableBaselines3Ppo() {
  OnPolicySettings settings = StableBaselines3();
  UseJointUpdate(settings, 0.5);
  return settings;
}

OnPolicySettings StableBaselines3Trpo() {
  OnPolicySettings settings = StableBaselines3();
  settings.step_rule = StepRule::kTrpo;
  settings.advantage_normalization = AdvantageNormalization::kRollout;
  settings.value_learning_rate = 1e-3;
  settings.value_minibatches = 16;  // of 128 samples
  settings.max_kl = settings.max_kl_final = 0.01;
  settings.fisher_fraction = 1;
  settings.cg_iterations = 15;
  settings.line_search_shrink = 0.8;
  settings.line_search_accept_ratio = 0;
  settings.kl_direction = KlDirection::kNewOld;
  return settings;
}

OnPolicySettings CleanRlPpo() { return BaselinesChoices(); }

OnPolicySettings BaselinesPpo2() {
  OnPolicySettings settings = BaselinesChoices();
  settings.advantage_normalization_ddof = 0;
  return settings;
}

OnPolicySettings SpinningUpPpo() {
  OnPolicySettings settings = GoesOn();
  settings.carry_over_episodes = false;
  settings.horizon = 4000;
  settings.gae_lambda = 0.97;
  settings.value_target = ValueTarget::kReturn;
  settings.truncation = Truncation::kBootstrap;
  settings.observation_normalization = false;
  settings.initialization = Initialization::kTorch;
  settings.initial_log_std = -0.5;
  settings.adam_epsilon = 1e-8;
  settings.advantage_normalization = AdvantageNormalization::kRollout;
  settings.advantage_normalization_ddof = 0;
  settings.policy_learning_rate = 3e-4;
  settings.value_learning_rate = 1e-3;
  settings.policy_epochs = settings.value_epochs = 80;
  settings.policy_minibatches = settings.value_minibatches = 1;
  settings.target_kl_stop = true;
  settings.target_kl = 0.015;
  return settings;
}

}  // namespace gaitbench
