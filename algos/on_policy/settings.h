// What an on-policy run trains with: every setting and code-level choice, once. Each field is one
// JSON key, one `--set` name, one row of `gaitbench switches`, and is written into every run log.
// The defaults are PPO-M's on Hopper; the cells of the paper are in paper_cells.cc. What other
// learners have too is a group of its own, a base whose members and keys are among these.
//
// Sources: E = Engstrom et al. 2020 (arXiv:2005.12729), with the number of its section 3 list where
// it has one, and the code released with it; S = Schulman et al. 2017 (arXiv:1707.06347); T =
// Schulman et al. 2015 (arXiv:1502.05477); A = Andrychowicz et al. 2020 (arXiv:2006.05990); P =
// Pardo et al. 2018 (arXiv:1712.00378).
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "algos/kernels/adam.h"
#include "algos/networks/action_handling.h"
#include "algos/networks/normalizer.h"
#include "algos/networks/policy.h"
#include "algos/on_policy/choices.h"
#include "results/log/json_fields.h"

namespace gaitbench {

struct OnPolicySettings : PolicySettings,
                          ObservationFilterSettings,
                          RewardFilterSettings,
                          AdamSettings {
  // rollout
  StepRule step_rule = StepRule::kPpo;
  int64_t num_envs = 1;
  int64_t horizon = 2048;
  bool carry_over_episodes = false;
  bool count_episode_at_cutoff = false;
  double discount = 0.99;
  ActionHandling action_handling = ActionHandling::kRaw;

  // advantages
  double gae_lambda = 0.95;
  Truncation truncation = Truncation::kTerminal;
  CutoffBootstrap cutoff_bootstrap = CutoffBootstrap::kLastValue;
  ValueTarget value_target = ValueTarget::kLambdaReturn;
  AdvantageNormalization advantage_normalization = AdvantageNormalization::kMinibatch;
  int64_t advantage_normalization_ddof = 1;
  bool recompute_advantages = false;

  // optimizer steps
  DerivativesBy derivatives = DerivativesBy::kWrittenOut;
  bool joint_update = false;
  bool shared_trunk = false;
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

  bool operator==(const OnPolicySettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kInf = std::numeric_limits<double>::infinity(), kTiny = 1e-300;
    visit("step_rule", self.step_rule,
          FieldInfo{.meaning = "how the policy is updated", .source = "S; T"}.ChangesCost());
    visit("num_envs", self.num_envs,
          FieldInfo{"environments stepped together in one run", "environments", 1, 4096, "E: 1"}
              .ChangesCost());
    visit("horizon", self.horizon,
          FieldInfo{"env steps per environment and iteration", "env steps", 2, 1e7, "E"}
              .ChangesCost());
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
    NetworkSettings::Fields(self, visit);
    GaussianSettings::Fields(self, visit);
    ObservationFilterSettings::Fields(self, visit);
    RewardFilterSettings::Fields(self, visit);
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
    visit("value_target", self.value_target,
          FieldInfo{.meaning = "what the value function is fitted to: V plus the advantage "
                               "(lambda_return), or the discounted return (return), which is that "
                               "with a gae_lambda of 1",
                    .source = "E's code: lambda_return; Spinning Up: return"});
    visit(
        "advantage_normalization", self.advantage_normalization,
        FieldInfo{.meaning = "standardize advantages over each minibatch, over the rollout, or not",
                  .source = "E's code: PPO minibatch, TRPO rollout"});
    visit("advantage_normalization_ddof", self.advantage_normalization_ddof,
          FieldInfo{"the deviation of n advantages divides by n minus this", "", 0, 1,
                    "E's code: 1; Baselines: 0"}
              .When("advantage_normalization", "minibatch", "rollout"));
    visit(
        "recompute_advantages", self.recompute_advantages,
        FieldInfo{.meaning =
                      "estimate targets anew before each value epoch and advantages after the last",
                  .source = "A C5"}
            .When("joint_update", "false")
            .ChangesCost());

    visit("derivatives", self.derivatives,
          FieldInfo{.meaning = "gradients, Fisher products and optimizer steps: written out, or "
                               "LibTorch expressions with autograd (slower; algos/torch)",
                    .source = "checked against each other"}
              .ChangesCost());
    visit("joint_update", self.joint_update,
          FieldInfo{.meaning =
                        "both networks step on the same minibatches, those of policy_epochs and "
                        "policy_minibatches; off: value function first, then policy",
                    .source = "E's code: off; Baselines, Stable-Baselines3: on"}
              .When("step_rule", "ppo")
              .ChangesCost());
    visit("shared_trunk", self.shared_trunk,
          FieldInfo{.meaning = "policy and value function are two heads on the same hidden layers, "
                               "with joint_update",
                    .source = "E's code: off; A C47"}
              .When("joint_update", "true")
              .ChangesCost());
    AdamSettings::Fields(self, visit);
    visit("gradient_clipping", self.gradient_clipping,
          FieldInfo{.meaning = "whose gradient is bounded by max_gradient_norm; joint: both as one "
                               "vector, with joint_update",
                    .source = "E 9"});
    visit("max_gradient_norm", self.max_gradient_norm,
          FieldInfo{"bound on a gradient's Euclidean norm", "", kTiny, kInf, "E 9"}.When(
              "gradient_clipping", "policy", "value", "each", "joint"));
    visit("value_epochs", self.value_epochs,
          FieldInfo{"passes over the rollout for the value function", "", 1, 10000, "E"}
              .When("joint_update", "false")
              .ChangesCost());
    visit("value_minibatches", self.value_minibatches,
          FieldInfo{"optimizer steps per such pass", "", 1, 1e6, "E"}
              .When("joint_update", "false")
              .ChangesCost());
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
          FieldInfo{"in units of the value target", "", kTiny, kInf, "E's code: 0.2"}.When(
              "value_clipping", "true"));
    visit("value_clip_form", self.value_clip_form,
          FieldInfo{.meaning = "with value_clipping, the larger of the two squared errors, or the "
                               "square of the larger signed error",
                    .source = "E's code; max_then_square: its first release"}
              .When("value_clipping", "true"));
    visit("value_loss_on_terminal_steps", self.value_loss_on_terminal_steps,
          FieldInfo{.meaning = "steps that end an episode enter the value loss",
                    .source = "E's code: off"});
    visit("value_loss", self.value_loss,
          FieldInfo{.meaning = "squared error, or Huber's with threshold 1",
                    .source = "E's code: squared; A C12"}
              .When("value_clipping", "false"));
    visit("value_coef", self.value_coef,
          FieldInfo{"weight of the mean squared error", "", 0, 1e6,
                    "E's code: 1; Stable-Baselines3: 0.5; Baselines: 0.25, as it halves the "
                    "square"});
    visit("policy_objective", self.policy_objective,
          FieldInfo{.meaning = "PPO: ratio x advantage, that minus an adaptive multiple of "
                               "KL(old||new), log density x "
                               "advantage, or the ratio of the whole trajectory x advantage, which "
                               "needs policy_minibatches 1",
                    .source = "S eq. 6, 8; Williams 1992; Precup et al. 2000"}
              .When("step_rule", "ppo"));
    visit("policy_epochs", self.policy_epochs,
          FieldInfo{"PPO: passes over the rollout", "", 1, 10000, "E"}
              .When("step_rule", "ppo")
              .ChangesCost());
    visit("policy_minibatches", self.policy_minibatches,
          FieldInfo{"PPO: optimizer steps per pass", "", 1, 1e6, "E"}
              .When("step_rule", "ppo")
              .ChangesCost());
    visit("policy_learning_rate", self.policy_learning_rate,
          FieldInfo{"PPO: of the policy's Adam", "", 0, 10, "E"}.When("step_rule", "ppo"));
    visit("policy_learning_rate_annealing", self.policy_learning_rate_annealing,
          FieldInfo{.meaning = "PPO: policy learning rate falls linearly to zero over the run",
                    .source = "E 4"}
              .When("step_rule", "ppo"));
    visit("ratio_clipping", self.ratio_clipping,
          FieldInfo{.meaning = "PPO: the clipped surrogate; off: PPO-NoClip's plain ratio",
                    .source = "S eq. 7; E section 4"}
              .When("policy_objective", "ratio"));
    visit("clip_range", self.clip_range,
          FieldInfo{"PPO: bound on |ratio - 1|", "", kTiny, kInf, "S"}.When("ratio_clipping",
                                                                            "true"));
    visit("clip_form", self.clip_form,
          FieldInfo{
              .meaning = "PPO: lower bound of the ratio: 1 - clip_range, or 1 / (1 + clip_range)",
              .source = "S; A's code"}
              .When("ratio_clipping", "true"));
    visit("clip_range_annealing", self.clip_range_annealing,
          FieldInfo{.meaning = "PPO: clip_range falls linearly to zero over the run",
                    .source = "Baselines on Atari"}
              .When("ratio_clipping", "true"));
    visit("kl_penalty_target", self.kl_penalty_target,
          FieldInfo{"PPO with kl_penalty: mean KL towards which the multiple doubles or halves",
                    "nats", kTiny, kInf, "S 4"}
              .When("policy_objective", "kl_penalty"));
    visit("target_kl_stop", self.target_kl_stop,
          FieldInfo{.meaning = "PPO: no further epoch once the mean KL(old||new) exceeds target_kl",
                    .source = "Spinning Up; arXiv:2202.00079"}
              .When("step_rule", "ppo")
              .ChangesCost());
    visit("target_kl", self.target_kl,
          FieldInfo{"PPO: bound of target_kl_stop", "nats", kTiny, kInf, "Spinning Up"}.When(
              "target_kl_stop", "true"));
    visit("entropy_coef", self.entropy_coef,
          FieldInfo{"PPO: weight of the policy's entropy in the objective; negative penalizes it",
                    "per nat", -10, 10, "E"}
              .When("step_rule", "ppo"));
    visit("max_kl", self.max_kl,
          FieldInfo{"TRPO: bound on the mean KL(old||new)", "nats", kTiny, kInf, "T; E"}.When(
              "step_rule", "trpo", "npg"));
    visit("max_kl_annealing", self.max_kl_annealing,
          FieldInfo{.meaning = "TRPO: max_kl goes linearly to max_kl_final over the run",
                    .source = "E's code means to and does not; off in its cells"}
              .When("step_rule", "trpo", "npg"));
    visit("max_kl_final", self.max_kl_final,
          FieldInfo{"TRPO: end of that line", "nats", kTiny, kInf, "E's code"}.When(
              "max_kl_annealing", "true"));
    visit("fisher_fraction", self.fisher_fraction,
          FieldInfo{"TRPO: share of the rollout that estimates the Fisher matrix", "", 1e-9, 1,
                    "E: 0.1"}
              .When("step_rule", "trpo", "npg")
              .ChangesCost());
    visit("cg_iterations", self.cg_iterations,
          FieldInfo{"TRPO: steps of conjugate gradients", "", 1, 10000, "T; E: 10"}
              .When("step_rule", "trpo", "npg")
              .ChangesCost());
    visit("cg_damping", self.cg_damping,
          FieldInfo{"TRPO: added to the Fisher matrix's diagonal", "", 0, kInf, "E: 0.1"}.When(
              "step_rule", "trpo", "npg"));
    visit("cg_tolerance", self.cg_tolerance,
          FieldInfo{"TRPO: conjugate gradients stop once the residual is at most this share of the "
                    "gradient",
                    "", 0, 1, "E's code: 0, all iterations; Baselines: 1e-5, absolute"}
              .When("step_rule", "trpo", "npg")
              .ChangesCost());
    visit("line_search_steps", self.line_search_steps,
          FieldInfo{"TRPO: step lengths tried", "", 1, 1000, "E: 10"}.When("step_rule", "trpo"));
    visit("line_search_shrink", self.line_search_shrink,
          FieldInfo{"TRPO: factor between them", "", 1e-6, 0.999999, "E: 0.5"}.When("step_rule",
                                                                                    "trpo"));
    visit(
        "line_search_accept_ratio", self.line_search_accept_ratio,
        FieldInfo{"TRPO: accepted from this ratio of actual to predicted gain", "", 0, 1, "E: 0.1"}
            .When("step_rule", "trpo"));
    visit("line_search_kl_slack", self.line_search_kl_slack,
          FieldInfo{"TRPO: the line search allows this multiple of max_kl", "", 1, 100,
                    "E: 1; Baselines: 1.5"}
              .When("step_rule", "trpo"));
    visit("kl_direction", self.kl_direction,
          FieldInfo{.meaning = "TRPO: the line search bounds KL(old||new) or KL(new||old), whose "
                               "quadratic models are the same",
                    .source = "T and E's code: old_new; E eq. 1: new_old"}
              .When("step_rule", "trpo"));
    visit("heldout_logging", self.heldout_logging,
          FieldInfo{.meaning = "now and then collect a second rollout with the old policy and "
                               "measure the update on it; "
                               "its env steps are not counted",
                    .source = "E figure 4"}
              .ChangesCost());
    visit("heldout_interval", self.heldout_interval,
          FieldInfo{"every so many iterations", "iterations", 1, 1e9, "E's code: 10"}
              .When("heldout_logging", "true")
              .ChangesCost());
    visit("heldout_feeds_filters", self.heldout_feeds_filters,
          FieldInfo{.meaning = "held-out rollouts change filters, resets and noise of the training "
                               "that follows; off: "
                               "they leave no trace",
                    .source = "E's code: on"}
              .When("heldout_logging", "true"));
  }
};

// Throws ConfigError where settings that are each allowed do not go together.
void CheckSettings(const OnPolicySettings& settings, const std::string& where);

}  // namespace gaitbench
