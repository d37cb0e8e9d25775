#include "algos/run/presets.h"

#include <algorithm>
#include "algos/on_policy/paper_cells.h"

namespace gaitbench {
namespace {

// A named algorithm: a cell of the paper, changed.
struct Preset {
  PresetInfo info;
  std::string_view cell;
  void (*change)(AlgoConfig& config);
};

void Nothing(AlgoConfig&) {}

// "ignores all the code-level optimizations listed": observation normalization and tanh too
void Bare(AlgoConfig& config) {
  config.observation_normalization = false;
  config.activation = Activation::kRelu;
  config.heldout_logging = config.heldout_feeds_filters = false;
}

// Stable-Baselines3 2.x, PPO and ActorCriticPolicy defaults for Box spaces
void Modern(AlgoConfig& config) {
  config = {};
  config.carry_over_episodes = config.count_episode_at_cutoff = true;
  config.truncation = Truncation::kBootstrap;
  config.cutoff_bootstrap = CutoffBootstrap::kNextValue;
  config.action_handling = ActionHandling::kClipped;
  config.observation_normalization = false;
  config.initialization = Initialization::kOrthogonal;
  config.policy_head_gain = 0.01;
  config.joint_update = true;
  config.policy_learning_rate = config.value_learning_rate = 3e-4;
  config.gradient_clipping = GradientClipping::kJoint;
  config.max_gradient_norm = 0.5;
  config.value_coef = 0.5;
  config.value_loss_on_terminal_steps = true;
}

// Schulman et al. 2017, section 4
void KlPenalized(AlgoConfig& config) {
  config.policy_objective = PolicyObjective::kKlPenalty;
  config.heldout_logging = config.heldout_feeds_filters = false;
}

// Williams 1992, with Adam and a GAE baseline as in Spinning Up's VPG
void Reinforce(AlgoConfig& config) {
  config.policy_objective = PolicyObjective::kLogProb;
  config.policy_epochs = config.policy_minibatches = 1;
  config.policy_learning_rate = 1e-2;
  config.advantage_normalization = AdvantageNormalization::kRollout;
  config.heldout_logging = config.heldout_feeds_filters = false;
}

// Mnih et al. 2016 (arXiv:1602.01783) without asynchrony, after Stable-Baselines3's A2C; Adam
// instead of RMSprop
void AdvantageActorCritic(AlgoConfig& config) {
  Modern(config);
  config.num_envs = 8;
  config.horizon = 8;
  config.policy_objective = PolicyObjective::kLogProb;
  config.policy_epochs = config.policy_minibatches = config.value_minibatches = 1;
  config.gae_lambda = 1;
  config.advantage_normalization = AdvantageNormalization::kNone;
  config.observation_normalization = true;
  config.policy_learning_rate = config.value_learning_rate = 7e-4;
}

void Natural(AlgoConfig& config) {
  config.step_rule = StepRule::kNpg;
  config.heldout_logging = config.heldout_feeds_filters = false;
}

constexpr Preset kPresets[] = {
    {{"ppo", "PPO with the code-level optimizations of Baselines, as the paper's cells have them"},
     "ppo",
     Nothing},
    {{"ppo_m", "PPO minus them: clipped steps, observation normalization kept as released"},
     "ppo_m",
     Nothing},
    {{"ppo_noclip", "the optimizations without PPO's clipping"}, "ppo_noclip", Nothing},
    {{"ppo_bare",
      "PPO-M with all nine optimizations off, as the paper's text says: relu, no normalization"},
     "ppo_m",
     Bare},
    {{"trpo", "TRPO, observation normalization kept as released"}, "trpo", Nothing},
    {{"trpo_plus",
      "TRPO with code-level optimizations; its released KL schedule and gradient bound did "
      "nothing"},
     "trpo_plus",
     Nothing},
    {{"ppo_modern",
      "PPO with Stable-Baselines3's defaults: bootstrapped time limits, episodes carried over, one "
      "joint update"},
     "ppo_m",
     Modern},
    {{"ppo_kl", "PPO-M's settings with an adaptive KL penalty instead of clipping"},
     "ppo_m",
     KlPenalized},
    {{"npg", "natural policy gradient: TRPO without its line search"}, "trpo", Natural},
    {{"reinforce",
      "vanilla policy gradient with the value function as baseline: one policy step an iteration"},
     "ppo_m",
     Reinforce},
    {{"a2c",
      "advantage actor-critic: rollouts of 8 env steps of 8 environments, one joint step each"},
     "ppo_m",
     AdvantageActorCritic},
};

}  // namespace

std::vector<PresetInfo> Presets() {
  std::vector<PresetInfo> infos;
  for (const Preset& preset : kPresets) infos.push_back(preset.info);
  return infos;
}

AlgoConfig FindPreset(std::string_view name, std::string_view environment) {
  const std::string_view robot = environment.substr(0, environment.find('-'));
  std::string known;
  for (const Preset& preset : kPresets) {
    known += (known.empty() ? "" : ", ") + std::string(preset.info.name);
    if (preset.info.name != name) continue;
    std::optional<AlgoConfig> config = FindPaperCell(preset.cell, robot);
    if (!config) {
      throw ConfigError("preset " + std::string(name) + ": has no settings for \"" +
                        std::string(environment) + "\"");
    }
    preset.change(*config);
    return *config;
  }
  throw ConfigError("preset: expected one of " + known + ", got \"" + std::string(name) + "\"");
}

}  // namespace gaitbench
