// The robots that move in a plane, upright or on their belly: paid for velocity and health, charged
// for control. Figures from Gymnasium 1.4.0 (v4, v5) and from the mujoco-py environments (v2, v3).
#include "envs/robots.h"

namespace gaitbench {
namespace {

using enum Observed;
using enum Quantity;

// Walker2d's too
constexpr InfoKey kHopperInfoV5[] = {
    {"x_position", kRootX, 1, true}, {"z_distance_from_origin", kHeightChange, 1, true},
    {"x_velocity", kVelocityX},      {"reward_forward", kForwardReward},
    {"reward_ctrl", kControlReward}, {"reward_survive", kHealthyReward},
};
constexpr InfoKey kHopperInfoV3[] = {{"x_position", kRootX}, {"x_velocity", kVelocityX}};

constexpr std::string_view kEngstromFigure3 =
    "score 0: an untrained policy, 1: PPO, on v2 (Engstrom et al. 2020, figure 3 at iteration 0 "
    "and table 2)";

constexpr ObservationPart kHopperObservation[] = {
    {.array = kQpos, .end = 1, .unless = kExcludesPosition},
    {.array = kQpos, .begin = 1},
    {.array = kQvel, .bound = 10},
};

constexpr InfoKey kHalfCheetahInfoV5[] = {
    {"x_position", kRootX, 1, true},
    {"x_velocity", kVelocityX},
    {"reward_forward", kForwardReward},
    {"reward_ctrl", kControlReward},
};
// v3 and v4; v2 has the last two
constexpr InfoKey kHalfCheetahInfoV3[] = {
    {"x_position", kRootX},
    {"x_velocity", kVelocityX},
    {"reward_run", kForwardReward},
    {"reward_ctrl", kControlReward},
};
constexpr ObservationPart kHalfCheetahObservation[] = {
    {.array = kQpos, .end = 1, .unless = kExcludesPosition},
    {.array = kQpos, .begin = 1},
    {.array = kQvel},
};

constexpr InfoKey kSwimmerInfoV5[] = {
    {"x_position", kRootX, 1, true},
    {"y_position", kRootY, 1, true},
    {"distance_from_origin", kRootDistance, 1, true},
    {"x_velocity", kVelocityX},
    {"y_velocity", kVelocityY},
    {"reward_forward", kForwardReward},
    {"reward_ctrl", kControlReward},
};
// v3 and v4; v2 has the first two
constexpr InfoKey kSwimmerInfoV3[] = {
    {"reward_fwd", kForwardReward},
    {"reward_ctrl", kControlReward},
    {"x_position", kRootX},
    {"y_position", kRootY},
    {"distance_from_origin", kRootDistance},
    {"x_velocity", kVelocityX},
    {"y_velocity", kVelocityY},
    {"forward_reward", kForwardReward},
};
constexpr ObservationPart kSwimmerObservation[] = {
    {.array = kQpos, .end = 2, .unless = kExcludesPosition},
    {.array = kQpos, .begin = 2},
    {.array = kQvel},
};

}  // namespace

std::vector<Robot> PlanarRobots() {
  return {
      {{
           .robot = "Hopper",
           .model = "hopper",
           .options = {.frame_skip = 4,
                       .forward_reward_weight = 1,
                       .ctrl_cost_weight = 1e-3,
                       .healthy_reward = 1,
                       .terminate_when_unhealthy = true,
                       .healthy_z_range = {.min = 0.7},
                       .healthy_angle_range = {-0.2, 0.2},
                       .healthy_state_range = {-100, 100},
                       .reset_noise_scale = 5e-3,
                       .exclude_current_positions_from_observation = true},
           .reward = {.gains = kGainsOfMoving, .costs = kCostsOfMoving},
           .observation = kHopperObservation,
           .info = kHopperInfoV5,
           .reference_returns = ReferenceReturns{27, 2513, kEngstromFigure3},
       },
       [](Task& task, int version) {
         task.info = kHopperInfoV3;
         task.health.requires_finite_state = version == 2;
       }},
      {{
           .robot = "Walker2d",
           .model = "walker2d",
           .friction = GeomFriction{"foot_geom", 1.9},
           .options = {.frame_skip = 4,
                       .forward_reward_weight = 1,
                       .ctrl_cost_weight = 1e-3,
                       .healthy_reward = 1,
                       .terminate_when_unhealthy = true,
                       .healthy_z_range = {0.8, 2},
                       .healthy_angle_range = {-1, 1},
                       .reset_noise_scale = 5e-3,
                       .exclude_current_positions_from_observation = true},
           .reward = {.gains = kGainsOfMoving, .costs = kCostsOfMoving},
           .observation = kHopperObservation,
           .info = kHopperInfoV5,
           .relative_cost = 1.4,
           .reference_returns = ReferenceReturns{0, 3292, kEngstromFigure3},
       },
       [](Task& task, int) {
         task.info = kHopperInfoV3;
         task.friction.reset();
       }},
      {{
           .robot = "HalfCheetah",
           .model = "half_cheetah",
           .options = {.frame_skip = 5,
                       .forward_reward_weight = 1,
                       .ctrl_cost_weight = 0.1,
                       .reset_noise_scale = 0.1,
                       .exclude_current_positions_from_observation = true},
           .reset = {.velocity_noise = Noise::kNormal},
           .reward = {.gains = kGainsOfMoving, .costs = kCostsOfMoving},
           .observation = kHalfCheetahObservation,
           .info = kHalfCheetahInfoV5,
           .relative_cost = 0.47,
           .reference_returns = ReferenceReturns{-391, 5783.9, kTianshou},
       },
       [](Task& task, int version) {
         task.info = std::span(kHalfCheetahInfoV3).subspan(version == 2 ? 2 : 0);
       }},
      {{
           .robot = "Swimmer",
           .model = "swimmer",
           .options = {.frame_skip = 4,
                       .forward_reward_weight = 1,
                       .ctrl_cost_weight = 1e-4,
                       .reset_noise_scale = 0.1,
                       .exclude_current_positions_from_observation = true},
           .reward = {.gains = kGainsOfMoving, .costs = kCostsOfMoving},
           .observation = kSwimmerObservation,
           .info = kSwimmerInfoV5,
           .relative_cost = 0.56,
           .reference_returns = ReferenceReturns{0, 66.7, kTianshou},
       },
       [](Task& task, int version) {
         task.info = std::span(kSwimmerInfoV3).first(version == 2 ? 2 : 8);
       }},
  };
}

}  // namespace gaitbench
