// What one run trains with: every setting and code-level choice, once. Each field is one JSON key,
// one `--set` name, one row of `gaitbench switches`, and is written into every run log. The
// defaults are PPO-M's on Hopper; the cells of the paper are in presets.cc.
//
// Sources: E = Engstrom et al. 2020 (arXiv:2005.12729), with the number of its section 3 list where
// it has one, and the code released with it; S = Schulman et al. 2017 (arXiv:1707.06347); T =
// Schulman et al. 2015 (arXiv:1502.05477); A = Andrychowicz et al. 2020 (arXiv:2006.05990); P =
// Pardo et al. 2018 (arXiv:1712.00378).
#pragma once

#include <cstdint>
#include <vector>

#include "algos/on_policy/choices.h"
#include "results/log/json_fields.h"

namespace gaitbench {

struct AlgoConfig {
  // rollout
  StepRule step_rule = StepRule::kPpo;
  int64_t num_envs = 1;
  int64_t horizon = 2048;
  bool carry_over_episodes = false;
  bool count_episode_at_cutoff = false;
  double discount = 0.99;
  ActionHandling action_handling = ActionHandling::kRaw;

  // networks
  std::vector<int64_t> hidden_sizes = {64, 64};
  std::vector<int64_t> value_hidden_sizes = {};
  bool shared_trunk = false;
  Activation activation = Activation::kTanh;
  Initialization initialization = Initialization::kXavier;
  double policy_head_gain = 1;
  double value_head_gain = 1;
  double initial_log_std = 0;
  StdParametrization std_parametrization = StdParametrization::kExp;
  double min_std = 0;
  bool state_dependent_std = false;

  // what the networks see
  bool observation_normalization = true;
  bool observation_clipping = false;
  double observation_clip_range = 10;
  RewardScaling reward_scaling = RewardScaling::kNone;
  bool reward_scaling_reset = true;
  bool reward_scaling_reset_at_cutoff = true;
  double reward_scaling_epsilon = 1e-8;
  bool reward_clipping = false;
  double reward_clip_range = 10;

  // advantages
  double gae_lambda = 0.95;
  Truncation truncation = Truncation::kTerminal;
  CutoffBootstrap cutoff_bootstrap = CutoffBootstrap::kLastValue;
  AdvantageNormalization advantage_normalization = AdvantageNormalization::kMinibatch;
  int64_t advantage_normalization_ddof = 1;
  bool recompute_advantages = false;

  // optimizer steps
  bool joint_update = false;
  double adam_epsilon = 1e-5;
  double adam_beta1 = 0.9;
  double adam_beta2 = 0.999;
  GradientClipping gradient_clipping = GradientClipping::kNone;
  double max_gradient_norm = 0.5;

  // value function
  int64_t value_epochs = 10;
  int64_t value_minibatches = 32;
  double value_learning_rate = 4e-4;
  bool value_learning_rate_annealing = false;
  bool value_clipping = false;
  double value_clip_range = 0.2;
  ValueClipForm value_clip_form = ValueClipForm::kSquareThenMax;
  bool value_loss_on_terminal_steps = false;
  ValueLossForm value_loss = ValueLossForm::kSquared;
  double value_coef = 1;
  bool value_normalization = false;

  // policy, minibatch steps
  PolicyObjective policy_objective = PolicyObjective::kRatio;
  int64_t policy_epochs = 10;
  int64_t policy_minibatches = 32;
  double policy_learning_rate = 1.7e-4;
  bool policy_learning_rate_annealing = false;
  bool ratio_clipping = true;
  double clip_range = 0.2;
  ClipForm clip_form = ClipForm::kAdditive;
  bool clip_range_annealing = false;
  double kl_penalty_target = 0.01;
  bool target_kl_stop = false;
  double target_kl = 0.03;
  double entropy_coef = 0;

  // policy, trust-region steps
  double max_kl = 0.13;
  bool max_kl_annealing = false;
  double max_kl_final = 0.13;
  double fisher_fraction = 0.1;
  int64_t cg_iterations = 10;
  double cg_damping = 0.1;
  double cg_tolerance = 0;
  int64_t line_search_steps = 10;
  double line_search_shrink = 0.5;
  double line_search_accept_ratio = 0.1;
  double line_search_kl_slack = 1;
  KlDirection kl_direction = KlDirection::kOldNew;

  // diagnostics
  bool heldout_logging = false;
  int64_t heldout_interval = 10;
  bool heldout_feeds_filters = false;

  bool operator==(const AlgoConfig&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kInf = std::numeric_limits<double>::infinity(), kTiny = 1e-300;
    visit("step_rule", self.step_rule,
          FieldInfo{.meaning = "how the policy is updated", .source = "S; T"});
    visit("num_envs", self.num_envs,
          FieldInfo{"environments stepped together in one run", "environments", 1, 4096, "E: 1"});
    visit("horizon", self.horizon,
          FieldInfo{"env steps per environment and iteration", "env steps", 2, 1e7, "E"});
    visit("carry_over_episodes", self.carry_over_episodes,
          FieldInfo{
              .meaning =
                  "an iteration goes on with the episodes the last one left; off: it resets them",
              .source = "E's code: off"});
    visit("count_episode_at_cutoff", self.count_episode_at_cutoff,
          FieldInfo{.meaning = "an episode that ends on an iteration's last step counts in its "
                               "mean return; off: only "
                               "if it is the only one",
                    .source = "E's code: off"});
    visit("discount", self.discount, FieldInfo{"gamma, per env step", "", 0, 1, "E"});
    visit("action_handling", self.action_handling,
          FieldInfo{.meaning = "what the environment gets of a sampled action: raw, clipped to its "
                               "bounds, or its tanh "
                               "scaled to them; densities are those of the raw action, as the "
                               "Jacobian cancels in ratios",
                    .source = "E's code: raw; Baselines since 2019: clipped; A C63"});

    visit("hidden_sizes", self.hidden_sizes,
          FieldInfo{"units of each hidden layer of the policy, and of the value function where "
                    "value_hidden_sizes is empty",
                    "units", 1, 8192, "E"});
    visit("value_hidden_sizes", self.value_hidden_sizes,
          FieldInfo{"units of each hidden layer of the value function; empty: hidden_sizes",
                    "units", 1, 8192, "E: the same; A: wider"});
    visit("shared_trunk", self.shared_trunk,
          FieldInfo{.meaning = "policy and value function are two heads on the same hidden layers, "
                               "with joint_update",
                    .source = "E's code: off; A C47"});
    visit("activation", self.activation,
          FieldInfo{.meaning = "of the hidden layers", .source = "E 8; A C55"});
    visit("initialization", self.initialization,
          FieldInfo{.meaning = "orthogonal (hidden layers: gain sqrt 2), or uniform with variance "
                               "2/(in+out) (xavier), "
                               "2/in (he), 1/in (lecun); biases 0",
                    .source = "E 3"});
    visit("policy_head_gain", self.policy_head_gain,
          FieldInfo{"factor on the policy's last layer at the start", "", 0, 100,
                    "E's code: 0.01 with orthogonal; A C57"});
    visit("value_head_gain", self.value_head_gain,
          FieldInfo{"factor on the value function's last layer at the start", "", 0, 100,
                    "E's code: 1"});
    visit("initial_log_std", self.initial_log_std,
          FieldInfo{"log standard deviation of the policy at the start", "", -20, 2,
                    "E's code: 0; A C59"});
    visit("std_parametrization", self.std_parametrization,
          FieldInfo{.meaning =
                        "the policy's standard deviation from what is learned: its exponential "
                        "or its softplus, plus min_std",
                    .source = "E: exp; A: softplus"});
    visit(
        "min_std", self.min_std,
        FieldInfo{"least standard deviation of the policy, added to what is learned; smaller than "
                  "exp(initial_log_std)",
                  "", 0, 10, "E: 0; A: 1e-3"});
    visit("state_dependent_std", self.state_dependent_std,
          FieldInfo{.meaning = "the policy's network gives the deviation at each observation, its "
                               "biases starting at initial_log_std; off: one for all observations",
                    .source = "E: off; A C59"});

    visit(
        "observation_normalization", self.observation_normalization,
        FieldInfo{.meaning = "observations minus their running mean, over their running deviation",
                  .source = "E 6; its released PPO-M and TRPO keep it on"});
    visit("observation_clipping", self.observation_clipping,
          FieldInfo{.meaning = "bound normalized observations by observation_clip_range",
                    .source = "E 7"});
    visit("observation_clip_range", self.observation_clip_range,
          FieldInfo{"bound", "", kTiny, kInf, "E 7: 10"});
    visit("reward_scaling", self.reward_scaling,
          FieldInfo{.meaning = "divide rewards by the running deviation of the discounted return "
                               "(returns) or of the "
                               "reward itself, which also centres it (rewards)",
                    .source = "E 2, algorithm 1"});
    visit(
        "reward_scaling_reset", self.reward_scaling_reset,
        FieldInfo{.meaning = "the discounted return of reward scaling starts at 0 in each episode",
                  .source = "E's code; off in its first release"});
    visit("reward_scaling_reset_at_cutoff", self.reward_scaling_reset_at_cutoff,
          FieldInfo{.meaning = "with reward_scaling_reset, that return starts at 0 after an "
                               "iteration's cut-off too; "
                               "off: only after an episode's end",
                    .source = "E's code; Baselines: off"});
    visit("reward_scaling_epsilon", self.reward_scaling_epsilon,
          FieldInfo{"added to the deviation that divides rewards", "", 0, 1, "E's code: 1e-8"});
    visit("reward_clipping", self.reward_clipping,
          FieldInfo{.meaning = "bound rewards, after scaling, by reward_clip_range",
                    .source = "E 5"});
    visit("reward_clip_range", self.reward_clip_range, FieldInfo{"bound", "", kTiny, kInf, "E 5"});

    visit("gae_lambda", self.gae_lambda,
          FieldInfo{"lambda of generalized advantage estimation", "", 0, 1, "arXiv:1506.02438"});
    visit("truncation", self.truncation,
          FieldInfo{.meaning = "the value after a time limit: 0 (terminal) or V of the last "
                               "observation (bootstrap)",
                    .source = "E's code: terminal; P: bootstrap"});
    visit("cutoff_bootstrap", self.cutoff_bootstrap,
          FieldInfo{.meaning = "the value after an iteration's last step: V of that step's "
                               "observation (last_value) or "
                               "of the next (next_value)",
                    .source = "E's code: last_value"});
    visit(
        "advantage_normalization", self.advantage_normalization,
        FieldInfo{.meaning = "standardize advantages over each minibatch, over the rollout, or not",
                  .source = "E's code: PPO minibatch, TRPO rollout"});
    visit("advantage_normalization_ddof", self.advantage_normalization_ddof,
          FieldInfo{"the deviation of n advantages divides by n minus this", "", 0, 1,
                    "E's code: 1; Baselines: 0"});
    visit(
        "recompute_advantages", self.recompute_advantages,
        FieldInfo{.meaning =
                      "estimate targets anew before each value epoch and advantages after the last",
                  .source = "A C5"});

    visit("joint_update", self.joint_update,
          FieldInfo{.meaning =
                        "both networks step on the same minibatches, those of policy_epochs and "
                        "policy_minibatches; off: value function first, then policy",
                    .source = "E's code: off; Baselines, Stable-Baselines3: on"});
    visit("adam_epsilon", self.adam_epsilon,
          FieldInfo{"epsilon of both Adams", "", 0, 1, "E's code: 1e-5"});
    visit("adam_beta1", self.adam_beta1,
          FieldInfo{"decay of both Adams' mean", "", 0, 0.999999, "arXiv:1412.6980"});
    visit("adam_beta2", self.adam_beta2,
          FieldInfo{"decay of both Adams' mean square", "", 0, 0.99999999, "arXiv:1412.6980"});
    visit("gradient_clipping", self.gradient_clipping,
          FieldInfo{.meaning = "whose gradient is bounded by max_gradient_norm; joint: both as one "
                               "vector, with joint_update",
                    .source = "E 9"});
    visit("max_gradient_norm", self.max_gradient_norm,
          FieldInfo{"bound on a gradient's Euclidean norm", "", kTiny, kInf, "E 9"});

    visit("value_epochs", self.value_epochs,
          FieldInfo{"passes over the rollout for the value function", "", 1, 10000, "E"});
    visit("value_minibatches", self.value_minibatches,
          FieldInfo{"optimizer steps per such pass", "", 1, 1e6, "E"});
    visit("value_learning_rate", self.value_learning_rate,
          FieldInfo{"of the value function's Adam", "", 0, 10, "E"});
    visit("value_learning_rate_annealing", self.value_learning_rate_annealing,
          FieldInfo{.meaning = "value learning rate falls linearly to zero over the run",
                    .source = "E 4"});
    visit("value_clipping", self.value_clipping,
          FieldInfo{.meaning = "the larger of the squared errors of V and of V kept within "
                               "value_clip_range of the old V",
                    .source = "E 1"});
    visit("value_clip_range", self.value_clip_range,
          FieldInfo{"in units of the value target", "", kTiny, kInf, "E's code: 0.2"});
    visit("value_clip_form", self.value_clip_form,
          FieldInfo{.meaning = "with value_clipping, the larger of the two squared errors, or the "
                               "square of the larger signed error",
                    .source = "E's code; max_then_square: its first release"});
    visit("value_loss_on_terminal_steps", self.value_loss_on_terminal_steps,
          FieldInfo{.meaning = "steps that end an episode enter the value loss",
                    .source = "E's code: off"});
    visit("value_loss", self.value_loss,
          FieldInfo{.meaning = "squared error, or Huber's with threshold 1",
                    .source = "E's code: squared; A C12"});
    visit("value_coef", self.value_coef,
          FieldInfo{"weight of the value loss", "", 0, 1e6, "E's code: 1; Baselines: 0.5"});
    visit("value_normalization", self.value_normalization,
          FieldInfo{.meaning = "fit the value function to targets minus their running mean, over "
                               "their running deviation",
                    .source = "A C66"});

    visit("policy_objective", self.policy_objective,
          FieldInfo{.meaning = "PPO: ratio x advantage, that minus an adaptive multiple of "
                               "KL(old||new), or log density x "
                               "advantage",
                    .source = "S eq. 6, 8; Williams 1992"});
    visit("policy_epochs", self.policy_epochs,
          FieldInfo{"PPO: passes over the rollout", "", 1, 10000, "E"});
    visit("policy_minibatches", self.policy_minibatches,
          FieldInfo{"PPO: optimizer steps per pass", "", 1, 1e6, "E"});
    visit("policy_learning_rate", self.policy_learning_rate,
          FieldInfo{"PPO: of the policy's Adam", "", 0, 10, "E"});
    visit("policy_learning_rate_annealing", self.policy_learning_rate_annealing,
          FieldInfo{.meaning = "PPO: policy learning rate falls linearly to zero over the run",
                    .source = "E 4"});
    visit("ratio_clipping", self.ratio_clipping,
          FieldInfo{.meaning = "PPO: the clipped surrogate; off: PPO-NoClip's plain ratio",
                    .source = "S eq. 7; E section 4"});
    visit("clip_range", self.clip_range,
          FieldInfo{"PPO: bound on |ratio - 1|", "", kTiny, kInf, "S"});
    visit("clip_form", self.clip_form,
          FieldInfo{
              .meaning = "PPO: lower bound of the ratio: 1 - clip_range, or 1 / (1 + clip_range)",
              .source = "S; A's code"});
    visit("clip_range_annealing", self.clip_range_annealing,
          FieldInfo{.meaning = "PPO: clip_range falls linearly to zero over the run",
                    .source = "Baselines on Atari"});
    visit("kl_penalty_target", self.kl_penalty_target,
          FieldInfo{"PPO with kl_penalty: mean KL towards which the multiple doubles or halves",
                    "nats", kTiny, kInf, "S 4"});
    visit("target_kl_stop", self.target_kl_stop,
          FieldInfo{.meaning = "PPO: no further epoch once the mean KL(old||new) exceeds target_kl",
                    .source = "Spinning Up; arXiv:2202.00079"});
    visit("target_kl", self.target_kl,
          FieldInfo{"PPO: bound of target_kl_stop", "nats", kTiny, kInf, "Spinning Up"});
    visit("entropy_coef", self.entropy_coef,
          FieldInfo{"PPO: weight of the policy's entropy in the objective; negative penalizes it",
                    "per nat", -10, 10, "E"});

    visit("max_kl", self.max_kl,
          FieldInfo{"TRPO: bound on the mean KL(old||new)", "nats", kTiny, kInf, "T; E"});
    visit("max_kl_annealing", self.max_kl_annealing,
          FieldInfo{.meaning = "TRPO: max_kl goes linearly to max_kl_final over the run",
                    .source = "E's code means to and does not; off in its cells"});
    visit("max_kl_final", self.max_kl_final,
          FieldInfo{"TRPO: end of that line", "nats", kTiny, kInf, "E's code"});
    visit("fisher_fraction", self.fisher_fraction,
          FieldInfo{"TRPO: share of the rollout that estimates the Fisher matrix", "", 1e-9, 1,
                    "E: 0.1"});
    visit("cg_iterations", self.cg_iterations,
          FieldInfo{"TRPO: steps of conjugate gradients", "", 1, 10000, "T; E: 10"});
    visit("cg_damping", self.cg_damping,
          FieldInfo{"TRPO: added to the Fisher matrix's diagonal", "", 0, kInf, "E: 0.1"});
    visit("cg_tolerance", self.cg_tolerance,
          FieldInfo{"TRPO: conjugate gradients stop once the residual is at most this share of the "
                    "gradient",
                    "", 0, 1, "E's code: 0, all iterations; Baselines: 1e-5, absolute"});
    visit("line_search_steps", self.line_search_steps,
          FieldInfo{"TRPO: step lengths tried", "", 1, 1000, "E: 10"});
    visit("line_search_shrink", self.line_search_shrink,
          FieldInfo{"TRPO: factor between them", "", 1e-6, 0.999999, "E: 0.5"});
    visit("line_search_accept_ratio", self.line_search_accept_ratio,
          FieldInfo{"TRPO: accepted from this ratio of actual to predicted gain", "", 0, 1,
                    "E: 0.1"});
    visit("line_search_kl_slack", self.line_search_kl_slack,
          FieldInfo{"TRPO: the line search allows this multiple of max_kl", "", 1, 100,
                    "E: 1; Baselines: 1.5"});
    visit("kl_direction", self.kl_direction,
          FieldInfo{.meaning = "TRPO: the line search bounds KL(old||new) or KL(new||old), whose "
                               "quadratic models are the same",
                    .source = "T and E's code: old_new; E eq. 1: new_old"});

    visit("heldout_logging", self.heldout_logging,
          FieldInfo{.meaning = "now and then collect a second rollout with the old policy and "
                               "measure the update on it; "
                               "its env steps are not counted",
                    .source = "E figure 4"});
    visit("heldout_interval", self.heldout_interval,
          FieldInfo{"every so many iterations", "iterations", 1, 1e9, "E's code: 10"});
    visit("heldout_feeds_filters", self.heldout_feeds_filters,
          FieldInfo{.meaning = "held-out rollouts change filters, resets and noise of the training "
                               "that follows; off: "
                               "they leave no trace",
                    .source = "E's code: on"});
  }
};

// Throws ConfigError where settings that are each allowed do not go together; `path` begins the
// message.
void CheckConfig(const AlgoConfig& config, const std::string& path);

// A config that an older version wrote, with the settings it lacks at their defaults: a new
// setting's default is what was done before there was one.
nlohmann::ordered_json WithDefaults(const nlohmann::ordered_json& config);

}  // namespace gaitbench
