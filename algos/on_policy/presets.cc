#include "algos/on_policy/presets.h"

#include "algos/on_policy/library_presets.h"
#include "algos/on_policy/paper_cells.h"

namespace gaitbench {
namespace {

OnPolicySettings WithoutHeldout(OnPolicySettings settings) {
  settings.heldout_logging = settings.heldout_feeds_filters = false;
  return settings;
}

// "ignores all the code-level optimizations listed": observation normalization and tanh too
OnPolicySettings Bare(const std::string& robot) {
  OnPolicySettings settings = WithoutHeldout(PaperCellOrSimplest("ppo_m", robot));
  settings.observation_normalization = false;
  settings.activation = Activation::kRelu;
  return settings;
}

// Schulman et al. 2017, section 4
OnPolicySettings KlPenalized(const std::string& robot) {
  OnPolicySettings settings = WithoutHeldout(PaperCellOrSimplest("ppo_m", robot));
  settings.policy_objective = PolicyObjective::kKlPenalty;
  return settings;
}

// Williams 1992, with Adam and a GAE baseline as in Spinning Up's VPG
OnPolicySettings Reinforce(const std::string& robot) {
  OnPolicySettings settings = WithoutHeldout(PaperCellOrSimplest("ppo_m", robot));
  settings.policy_objective = PolicyObjective::kLogProb;
  settings.policy_epochs = settings.policy_minibatches = 1;
  settings.policy_learning_rate = 1e-2;
  settings.advantage_normalization = AdvantageNormalization::kRollout;
  return settings;
}

// Importance-sampled policy gradient (Levine, CS 285, lecture 5; Degris et al. 2012,
// arXiv:1205.4839): REINFORCE's one step as ten of a tenth on the same batch, each weighted by new
// over old densities
OnPolicySettings ImportanceSampled(const std::string& robot) {
  OnPolicySettings settings = Reinforce(robot);
  settings.policy_objective = PolicyObjective::kRatio;
  settings.ratio_clipping = false;
  settings.policy_epochs = 10;
  settings.policy_learning_rate = 1e-3;
  return settings;
}

// The same with exact weights: those of whole trajectories (Precup et al. 2000)
OnPolicySettings TrajectoryImportanceSampled(const std::string& robot) {
  OnPolicySettings settings = ImportanceSampled(robot);
  settings.policy_objective = PolicyObjective::kTrajectoryRatio;
  return settings;
}

// Mnih et al. 2016 (arXiv:1602.01783) without asynchrony, after Stable-Baselines3's A2C; Adam
// instead of RMSprop
OnPolicySettings AdvantageActorCritic(const std::string&) {
  OnPolicySettings settings = StableBaselines3Ppo();
  settings.num_envs = 8;
  settings.horizon = 8;
  settings.policy_objective = PolicyObjective::kLogProb;
  settings.policy_epochs = settings.policy_minibatches = settings.value_minibatches = 1;
  settings.gae_lambda = 1;
  settings.advantage_normalization = AdvantageNormalization::kNone;
  settings.observation_normalization = true;
  settings.policy_learning_rate = settings.value_learning_rate = 7e-4;
  return settings;
}

// TRPO's step without its line search
OnPolicySettings Natural(const std::string& robot) {
  OnPolicySettings settings = WithoutHeldout(PaperCellOrSimplest("trpo", robot));
  settings.step_rule = StepRule::kNpg;
  return settings;
}

template <const char* kName>
OnPolicySettings Cell(const std::string& robot) {
  return PaperCell(kName, robot);
}

template <OnPolicySettings (*kLibrarys)()>
OnPolicySettings OnEveryRobot(const std::string&) {
  return kLibrarys();
}

std::vector<ValueSource> OfTenSteps() {
  return {{"policy_learning_rate", "ours"}, {"policy_epochs", "ours"}};
}
constexpr std::string_view kA2cOfSb3 = "Stable-Baselines3's A2C";

constexpr char kPpo[] = "ppo", kPpoM[] = "ppo_m", kPpoNoClip[] = "ppo_noclip", kTrpo[] = "trpo",
               kTrpoPlus[] = "trpo_plus";

}  // namespace

std::vector<FamilyOf<OnPolicySettings>::PresetOf> OnPolicyPresets() {
  return {
      {kPpo, "PPO with the code-level optimizations of Baselines, as the paper's cells have them",
       Cell<kPpo>},
      {kPpoM, "PPO minus them: clipped steps, observation normalization kept as released",
       Cell<kPpoM>},
      {kPpoNoClip, "a cell tuned for itself, whose step does not clip the ratio", Cell<kPpoNoClip>},
      {"ppo_bare",
       "PPO-M with all nine optimizations off, as the paper's text says: relu, no normalization",
       Bare},
      {kTrpo, "TRPO, observation normalization kept as released", Cell<kTrpo>},
      {kTrpoPlus,
       "TRPO with code-level optimizations; its released KL schedule and gradient bound did "
       "nothing",
       Cell<kTrpoPlus>},
      {"ppo_modern",
       "PPO with Stable-Baselines3's defaults: bootstrapped time limits, episodes carried over, "
       "one joint update",
       OnEveryRobot<StableBaselines3Ppo>,
       {{"", "Stable-Baselines3"}}},
      {"trpo_modern",
       "TRPO with Stable-Baselines3 Contrib's defaults",
       OnEveryRobot<StableBaselines3Trpo>,
       {{"", "Stable-Baselines3 Contrib"}}},
      {"ppo_cleanrl", "PPO with CleanRL's defaults", OnEveryRobot<CleanRlPpo>, {{"", "CleanRL"}}},
      {"ppo_baselines",
       "PPO with the defaults of OpenAI Baselines' ppo2 for MuJoCo",
       OnEveryRobot<BaselinesPpo2>,
       {{"", "Baselines' ppo2"}}},
      {"ppo_spinning_up",
       "PPO with Spinning Up's defaults: whole rollouts of 4000 env steps, observations and "
       "rewards as they are, epochs stopped by KL",
       OnEveryRobot<SpinningUpPpo>,
       {{"", "Spinning Up"}}},
      {"ppo_kl", "PPO-M's settings with an adaptive KL penalty instead of clipping", KlPenalized},
      {"npg", "natural policy gradient: TRPO without its line search", Natural},
      {"reinforce",
       "vanilla policy gradient with the value function as baseline: one policy step an iteration",
       Reinforce,
       {{"policy_learning_rate", "ours"}}},
      {"is_pg",
       "importance-sampled policy gradient: ten steps on a rollout, each env step weighted by its "
       "ratio, without clipping or constraint",
       ImportanceSampled, OfTenSteps()},
      {"is_pg_trajectory",
       "the same, weighted by the ratio of the whole trajectory: exact, and of a variance that "
       "effective_trajectory_share shows",
       TrajectoryImportanceSampled, OfTenSteps()},
      {"a2c",
       "advantage actor-critic: rollouts of 8 env steps of 8 environments, one joint step each",
       AdvantageActorCritic,
       {{"policy_learning_rate", kA2cOfSb3}, {"value_learning_rate", kA2cOfSb3}}},
  };
}

}  // namespace gaitbench
