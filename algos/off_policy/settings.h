// What an off-policy run trains with: DDPG, TD3 and SAC are points of this space, a switch from
// each other. Each field is one JSON key, one `--set` name, one row of `gaitbench switches`, and is
// written into every run log. The defaults are those of the preset ddpg.
//
// Sources are those of algos/replay/replay_settings.h.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "algos/kernels/adam.h"
#include "algos/networks/mlp.h"
#include "algos/networks/normalizer.h"
#include "algos/off_policy/choices.h"
#include "algos/off_policy/squashed_policy.h"
#include "algos/replay/replay_settings.h"
#include "results/log/json_fields.h"

namespace gaitbench {

struct OffPolicySettings : ReplaySettings, TargetSettings, ObservationFilterSettings, AdamSettings {
  OffPolicySettings() {
    observation_normalization = false;
    adam_epsilon = 1e-8;
  }

  // acting
  ExplorationNoise exploration_noise = ExplorationNoise::kGaussian;
  double exploration_std = 0.1;
  double ou_theta = 0.15;

  // networks
  std::vector<int64_t> hidden_sizes = {256, 256};
  Activation activation = Activation::kRelu;
  bool small_heads = false;
  ActorKind actor = ActorKind::kDeterministic;
  LogStdBound log_std_bound = LogStdBound::kClamped;
  double log_std_min = -20;
  double log_std_max = 2;

  // critic
  int64_t num_critics = 1;
  bool critic_layer_normalization = false;
  double critic_learning_rate = 1e-3;
  double critic_weight_decay = 0;
  bool target_smoothing = false;
  double target_noise = 0.2;
  double target_noise_clip = 0.5;
  bool target_actor = true;

  // policy
  int64_t policy_delay = 1;
  double policy_learning_rate = 1e-3;
  ClimbedCritic climbed_critic = ClimbedCritic::kFirst;
  EntropyTerm entropy_term = EntropyTerm::kNone;
  double entropy_coef = 0.2;
  double target_entropy_per_action = -1;
  double entropy_learning_rate = 3e-4;
  bool learning_rate_annealing = false;

  bool operator==(const OffPolicySettings&) const = default;

  bool HasEntropy() const {
    return actor == ActorKind::kSquashedGaussian && entropy_term != EntropyTerm::kNone;
  }
  bool LearnsEntropyCoef() const { return HasEntropy() && entropy_term == EntropyTerm::kLearned; }
  bool Smooths() const { return actor == ActorKind::kDeterministic && target_smoothing; }

  ActorShape ActorOf(int64_t observation_size, int64_t action_size) const {
    return {actor,      observation_size, action_size, hidden_sizes,
            activation, log_std_bound,    log_std_min, log_std_max};
  }
  MlpShape CriticOf(int64_t observation_size, int64_t action_size) const {
    return {observation_size + action_size, hidden_sizes, 1, activation,
            critic_layer_normalization};
  }

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kInf = std::numeric_limits<double>::infinity(), kTiny = 1e-300;
    ReplaySettings::Fields(self, visit);
    visit("exploration_noise", self.exploration_noise,
          FieldInfo{.meaning = "added to the actor's action, in the units of [-1,1], before it is "
                               "clipped; none: a Gaussian actor's own sample is enough",
                    .source = "D: ornstein_uhlenbeck; F: gaussian; H: none"});
    visit("exploration_std", self.exploration_std,
          FieldInfo{"deviation of that noise", "", 0, 10, "F: 0.1; D: 0.2"}.When(
              "exploration_noise", "gaussian", "ornstein_uhlenbeck"));
    visit("ou_theta", self.ou_theta,
          FieldInfo{"share of Ornstein-Uhlenbeck noise that is lost each env step", "", 0, 1,
                    "D: 0.15"}
              .When("exploration_noise", "ornstein_uhlenbeck"));
    ObservationFilterSettings::Fields(self, visit);
    visit("hidden_sizes", self.hidden_sizes,
          FieldInfo{"units of each hidden layer of actor and critic", "units", 1, 8192,
                    "H: 256, 256; D, F: 400, 300"}
              .ChangesCost());
    visit("activation", self.activation,
          FieldInfo{.meaning = "of the hidden layers", .source = "D, F, H: relu"}.ChangesCost());
    visit("small_heads", self.small_heads,
          FieldInfo{.meaning = "last layers start uniform within 3e-3; off: as the others, within "
                               "1/sqrt(inputs), as PyTorch's Linear",
                    .source = "D: on; F, B: off"});
    visit("actor", self.actor,
          FieldInfo{.meaning = "tanh of the network's output, or of a Gaussian whose mean and "
                               "deviation are its output",
                    .source = "D, F: deterministic; H: squashed_gaussian"}
              .ChangesCost());
    visit("log_std_bound", self.log_std_bound,
          FieldInfo{.meaning = "how the log deviation is kept between log_std_min and log_std_max: "
                               "cut there, or tanh scaled to them",
                    .source = "B: clamped; C: scaled"}
              .When("actor", "squashed_gaussian"));
    visit("log_std_min", self.log_std_min,
          FieldInfo{"least log deviation", "", -100, 100, "B: -20; C: -5"}.When(
              "actor", "squashed_gaussian"));
    visit("log_std_max", self.log_std_max,
          FieldInfo{"largest log deviation", "", -100, 80, "B, C: 2"}.When("actor",
                                                                           "squashed_gaussian"));
    visit("num_critics", self.num_critics,
          FieldInfo{"critics, the smaller of whose values is the target's", "critics", 1, 2,
                    "D: 1; F: 2"}
              .ChangesCost());
    visit("critic_layer_normalization", self.critic_layer_normalization,
          FieldInfo{.meaning = "layer normalization of the critics' hidden layers",
                    .source = "Hiraoka et al. 2022 (arXiv:2110.02034)"}
              .ChangesCost());
    visit("critic_learning_rate", self.critic_learning_rate,
          FieldInfo{"of the critics' Adam", "", 0, 10, "B: 1e-3; H: 3e-4"});
    visit("critic_weight_decay", self.critic_weight_decay,
          FieldInfo{"multiple of the critics' parameters in their gradient", "", 0, 10,
                    "D: 1e-2; F, H: 0"});
    visit("target_smoothing", self.target_smoothing,
          FieldInfo{.meaning = "clipped Gaussian noise on the target's action", .source = "F: on"}
              .When("actor", "deterministic"));
    visit("target_noise", self.target_noise,
          FieldInfo{"deviation of that noise, in the units of [-1,1]", "", 0, 10, "F: 0.2"}.When(
              "target_smoothing", "true"));
    visit("target_noise_clip", self.target_noise_clip,
          FieldInfo{"its bound", "", 0, 10, "F: 0.5"}.When("target_smoothing", "true"));
    visit("target_actor", self.target_actor,
          FieldInfo{.meaning = "the target's action is a target actor's; off: the actor's own",
                    .source = "D, F: on; H: off"});
    visit("target_update", self.target_update,
          FieldInfo{.meaning = "target networks follow by Polyak averaging, or are copied",
                    .source = "D, F, H: polyak"});
    visit("polyak", self.polyak,
          FieldInfo{kMeaningOfPolyak, "", kTiny, 1, "F, H: 0.005; D: 0.001"}.When("target_update",
                                                                                  "polyak"));
    visit("target_update_interval", self.target_update_interval,
          FieldInfo{"target networks follow after so many policy updates", "policy updates", 1, 1e9,
                    "D, F, H: 1"});
    visit("policy_delay", self.policy_delay,
          FieldInfo{"critic updates for one update of the policy", "critic updates", 1, 1e6,
                    "D, H: 1; F: 2"}
              .ChangesCost());
    visit("policy_learning_rate", self.policy_learning_rate,
          FieldInfo{"of the actor's Adam", "", 0, 10, "B: 1e-3; H: 3e-4; D: 1e-4"});
    visit(
        "climbed_critic", self.climbed_critic,
        FieldInfo{.meaning = "what the actor climbs: the first critic's value, or the smaller one",
                  .source = "F: first; H: smaller"}
            .When("num_critics", "2")
            .ChangesCost());
    visit("entropy_term", self.entropy_term,
          FieldInfo{.meaning = "entropy of a Gaussian actor in target and objective: none, with "
                               "the coefficient entropy_coef, or with one that is learned",
                    .source = "D, F: none; H: fixed, then learned"}
              .When("actor", "squashed_gaussian"));
    visit("entropy_coef", self.entropy_coef,
          FieldInfo{"multiple of the entropy; where it is learned, at the start", "per nat", kTiny,
                    kInf, "Spinning Up: 0.2; B: 1 at the start"}
              .When("entropy_term", "fixed", "learned"));
    visit("target_entropy_per_action", self.target_entropy_per_action,
          FieldInfo{"entropy for each action dimension towards which the coefficient is learned",
                    "nats", -100, 100, "H: -1"}
              .When("entropy_term", "learned"));
    visit("entropy_learning_rate", self.entropy_learning_rate,
          FieldInfo{"of the Adam of the coefficient's logarithm", "", 0, 10, "H: 3e-4"}.When(
              "entropy_term", "learned"));
    visit("learning_rate_annealing", self.learning_rate_annealing,
          FieldInfo{.meaning = "all learning rates fall linearly to zero over the run"});
    AdamSettings::Fields(self, visit);
  }
};

// Throws ConfigError where settings that are each allowed do not go together.
void CheckSettings(const OffPolicySettings& settings, const std::string& where);

// Those of one iteration: the learning rates fall.
OffPolicySettings SettingsAt(const OffPolicySettings& settings, int64_t iteration,
                             int64_t num_iterations);

}  // namespace gaitbench
