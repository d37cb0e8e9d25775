// Stable-Baselines3 2.x, the classes' defaults (stable_baselines3/{td3,sac}) with the rows of its
// RL Zoo for MuJoCo (hyperparams/{ddpg,td3,sac}.yml): 10,000 env steps of warm-up, Gaussian noise
// of 0.1. Hidden layers are 256, 256 for all three, as SAC's and as in the code of TD3's authors.
#include "algos/off_policy/presets.h"

namespace gaitbench {
namespace {

OffPolicySettings Ddpg() { return {}; }

OffPolicySettings Td3() {
  OffPolicySettings settings = Ddpg();
  settings.num_critics = 2;
  settings.policy_delay = 2;
  settings.target_smoothing = true;
  return settings;
}

OffPolicySettings Sac() {
  OffPolicySettings settings = Ddpg();
  settings.num_critics = 2;
  settings.climbed_critic = ClimbedCritic::kSmaller;
  settings.actor = ActorKind::kSquashedGaussian;
  settings.exploration_noise = ExplorationNoise::kNone;
  settings.target_actor = false;
  settings.entropy_term = EntropyTerm::kLearned;
  settings.entropy_coef = 1;
  settings.critic_learning_rate = settings.policy_learning_rate = 3e-4;
  return settings;
}

// Lillicrap et al. 2016, section 7, without its batch normalization, and with the action at the
// critic's first layer
OffPolicySettings DdpgPaper() {
  OffPolicySettings settings = Ddpg();
  settings.hidden_sizes = {400, 300};
  settings.small_heads = true;
  settings.batch_size = 64;
  settings.policy_learning_rate = 1e-4;
  settings.critic_weight_decay = 1e-2;
  settings.polyak = 0.001;
  settings.exploration_noise = ExplorationNoise::kOrnsteinUhlenbeck;
  settings.exploration_std = 0.2;
  settings.time_limit = TimeLimit::kTerminal;
  return settings;
}

// Fujimoto et al. 2018, section 6.1 and appendix C; warm-up as for Hopper and Walker2d
OffPolicySettings Td3Paper() {
  OffPolicySettings settings = Td3();
  settings.hidden_sizes = {400, 300};
  settings.batch_size = 100;
  settings.warmup_steps = 1000;
  return settings;
}

// Haarnoja et al. 2018 (arXiv:1812.05905), appendix D
OffPolicySettings SacPaper() {
  OffPolicySettings settings = Sac();
  settings.warmup_steps = 1000;
  return settings;
}

template <OffPolicySettings (*kPreset)()>
OffPolicySettings AnyRobot(const std::string&) {
  return kPreset();
}

// for studies over many seeds: a fifth of the time
template <OffPolicySettings (*kPreset)()>
OffPolicySettings Small(const std::string&) {
  OffPolicySettings settings = kPreset();
  settings.hidden_sizes = {64, 64};
  settings.batch_size = 128;
  return settings;
}

std::vector<ValueSource> Smaller(std::string_view others) {
  return {{"hidden_sizes", "ours"}, {"batch_size", "ours"}, {"entropy_coef", "B"}, {"", others}};
}

}  // namespace

std::vector<FamilyOf<OffPolicySettings>::PresetOf> OffPolicyPresets() {
  return {
      {"ddpg", "deterministic policy gradient: one critic, Gaussian exploration", AnyRobot<Ddpg>},
      {"td3",
       "DDPG with the smaller of two critics, delayed policy updates, smoothed targets",
       AnyRobot<Td3>,
       {{"", "B, F"}}},
      {"sac",
       "soft actor-critic: a squashed Gaussian actor, two critics, learned entropy term",
       AnyRobot<Sac>,
       {{"", "B, H"}, {"entropy_coef", "B"}}},
      {"ddpg_paper",
       "DDPG as Lillicrap et al. 2016, without batch normalization",
       AnyRobot<DdpgPaper>,
       {{"", "D"}, {"time_limit", "D's time"}}},
      {"td3_paper",
       "TD3 as Fujimoto et al. 2018",
       AnyRobot<Td3Paper>,
       {{"", "F"}, {"warmup_steps", "F, of most robots"}}},
      {"sac_paper",
       "SAC as Haarnoja et al. 2018, with its learned coefficient",
       AnyRobot<SacPaper>,
       {{"", "H"}, {"warmup_steps", "H's code"}, {"entropy_coef", "B"}}},
      {"ddpg_small", "ddpg with 64 units a layer and batches of 128", Small<Ddpg>, Smaller("B")},
      {"td3_small", "td3 with 64 units a layer and batches of 128", Small<Td3>, Smaller("B, F")},
      {"sac_small", "sac with 64 units a layer and batches of 128", Small<Sac>, Smaller("B, H")},
  };
}

}  // namespace gaitbench
