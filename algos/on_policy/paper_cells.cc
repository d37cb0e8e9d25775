// The 15 cells of Engstrom et al. 2020, tables 2 and 3.
#include "algos/on_policy/paper_cells.h"

#include <fmt/ranges.h>

#include <optional>

namespace gaitbench {
namespace {

using Optional = std::optional<double>;
constexpr std::nullopt_t kOff = std::nullopt;
constexpr auto kOrthogonal = Initialization::kOrthogonal, kXavier = Initialization::kXavier;
constexpr auto kNoScaling = RewardScaling::kNone, kReturns = RewardScaling::kReturns,
               kRewards = RewardScaling::kRewards;

// One cell. An empty optional is a switch that is off.
struct Cell {
  std::string_view preset, robot;
  Optional policy_learning_rate;  // TRPO has none
  double value_learning_rate, gae_lambda;
  bool annealing;
  Initialization initialization;
  bool value_clipping;
  RewardScaling reward_scaling;
  Optional reward_clip_range, observation_clip_range, max_policy_gradient_norm;
  double entropy_coef;
  Optional max_kl, max_kl_final;  // the released schedule between them does nothing
  bool heldout_logging;           // its rollouts feed the filters
};

// clang-format off
constexpr Cell kCells[] = {
    //                          learning rate                             value                         bounds on         gradient
    // preset     robot         policy   value   lambda anneal  init      clip   rewards     reward obs    norm   entropy max KL, final held-out
    {"ppo",        "Walker2d", 4e-4,    3e-4,   0.95,  true,  kOrthogonal, true,  kReturns,   10.0, 10.0,  kOff,  0,      kOff, kOff, true},
    {"ppo_m",      "Walker2d", 1e-4,    2e-4,   0.95,  false, kXavier,     false, kNoScaling, kOff, kOff,  kOff,  0,      kOff, kOff, true},
    {"ppo_noclip", "Walker2d", 7.25e-5, 6e-4,   0.85,  true,  kOrthogonal, false, kRewards,   30.0, kOff,  0.1,   -0.01,  kOff, kOff, true},
    {"trpo",       "Walker2d", kOff,    3e-4,   0.95,  false, kXavier,     false, kNoScaling, kOff, kOff,  kOff,  0,      0.04, 0.04, false},
    {"trpo_plus",  "Walker2d", kOff,    1e-4,   0.95,  false, kOrthogonal, false, kReturns,   10.0, 10.0,  kOff,  0,      0.07, 0.04, false},
    {"ppo",        "Hopper",   3e-4,    2.5e-4, 0.95,  true,  kOrthogonal, false, kReturns,   10.0, 10.0,  kOff,  0,      kOff, kOff, false},
    {"ppo_m",      "Hopper",   1.7e-4,  4e-4,   0.95,  false, kXavier,     false, kNoScaling, kOff, kOff,  kOff,  0,      kOff, kOff, true},
    {"ppo_noclip", "Hopper",   6e-5,    4e-4,   0.925, true,  kOrthogonal, false, kRewards,   2.5,  10.0,  4.0,   -0.005, kOff, kOff, true},
    {"trpo",       "Hopper",   kOff,    2e-4,   0.95,  false, kXavier,     false, kNoScaling, kOff, kOff,  kOff,  0,      0.13, 0.13, false},
    {"trpo_plus",  "Hopper",   kOff,    2e-4,   0.95,  false, kOrthogonal, false, kReturns,   10.0, 10.0,  kOff,  0,      0.04, 0.07, true},
    {"ppo",        "Humanoid", 1.5e-4,  1e-4,   0.95,  true,  kOrthogonal, true,  kReturns,   10.0, 10.0,  kOff,  0,      kOff, kOff, true},
    {"ppo_m",      "Humanoid", 9e-5,    4e-4,   0.95,  false, kXavier,     false, kNoScaling, kOff, kOff,  kOff,  0,      kOff, kOff, true},
    {"ppo_noclip", "Humanoid", 2e-5,    5e-5,   0.85,  false, kXavier,     true,  kReturns,   10.0, 10.0,  0.5,   0.005,  kOff, kOff, true},
    {"trpo",       "Humanoid", kOff,    3e-4,   0.95,  false, kXavier,     false, kNoScaling, kOff, kOff,  kOff,  0,      0.07, 0.07, true},
    {"trpo_plus",  "Humanoid", kOff,    5e-5,   0.85,  false, kXavier,     true,  kReturns,   10.0, 10.0,  kOff,  0,      0.10, 0.05, false},
};
// clang-format on

constexpr double kOrthogonalHeadGain = 0.01;  // the released Xavier ignores its scale

void Switch(Optional bound, bool& is_on, double& range) {
  is_on = bound.has_value();
  if (bound) range = *bound;
}

OnPolicySettings FromCell(const Cell& cell) {
  OnPolicySettings config;
  config.step_rule = cell.max_kl ? StepRule::kTrpo : StepRule::kPpo;
  config.policy_learning_rate = cell.policy_learning_rate.value_or(config.policy_learning_rate);
  config.value_learning_rate = cell.value_learning_rate;
  config.gae_lambda = cell.gae_lambda;
  config.policy_learning_rate_annealing = config.value_learning_rate_annealing = cell.annealing;
  config.initialization = cell.initialization;
  config.policy_head_gain = cell.initialization == kOrthogonal ? kOrthogonalHeadGain : 1;
  config.value_clipping = cell.value_clipping;
  config.reward_scaling = cell.reward_scaling;
  Switch(cell.reward_clip_range, config.reward_clipping, config.reward_clip_range);
  Switch(cell.observation_clip_range, config.observation_clipping, config.observation_clip_range);
  if (cell.max_policy_gradient_norm) {
    config.gradient_clipping = GradientClipping::kPolicy;
    config.max_gradient_norm = *cell.max_policy_gradient_norm;
  }
  config.entropy_coef = cell.entropy_coef;
  config.ratio_clipping = cell.preset != "ppo_noclip";
  config.max_kl = cell.max_kl.value_or(config.max_kl);
  config.max_kl_final = cell.max_kl_final.value_or(config.max_kl_final);
  config.heldout_logging = config.heldout_feeds_filters = cell.heldout_logging;
  if (config.step_rule == StepRule::kTrpo)
    config.advantage_normalization = AdvantageNormalization::kRollout;
  return config;
}

const Cell* FindCell(std::string_view preset, std::string_view robot) {
  for (const Cell& cell : kCells) {
    if (cell.preset == preset && cell.robot == robot) return &cell;
  }
  return nullptr;
}

std::vector<std::string_view> Robots(std::string_view preset) {
  std::vector<std::string_view> robots;
  for (const Cell& cell : kCells) {
    if (cell.preset == preset) robots.push_back(cell.robot);
  }
  return robots;
}

}  // namespace

OnPolicySettings PaperCell(std::string_view preset, std::string_view robot) {
  if (const Cell* cell = FindCell(preset, robot)) return FromCell(*cell);
  throw ConfigError(fmt::format("preset {}", preset),
                    fmt::format("the paper has no cell for \"{}\", only for {}; ppo_modern and "
                                "trpo_modern are for every robot",
                                robot, fmt::join(Robots(preset), ", ")));
}

OnPolicySettings PaperCellOrSimplest(std::string_view preset, std::string_view robot) {
  const Cell* cell = FindCell(preset, robot);
  return FromCell(cell ? *cell : *FindCell(preset, "Hopper"));
}

}  // namespace gaitbench
