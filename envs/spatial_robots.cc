// The robots that move in space, whose root is a free joint: paid for velocity, height and health,
// charged for control and contacts. Figures from Gymnasium 1.4.0 (v4, v5) and from the mujoco-py
// environments (v2, v3).
#include "envs/robots.h"

namespace gaitbench {
namespace {

using enum Observed;
using enum Quantity;

constexpr InfoKey kHumanoidInfoV5[] = {
    {"x_position", kRootX, 1, true},
    {"y_position", kRootY, 1, true},
    {"tendon_length", kTendonLength, 2, true},
    {"tendon_velocity", kTendonVelocity, 2, true},
    {"distance_from_origin", kRootDistance, 1, true},
    {"x_velocity", kVelocityX},
    {"y_velocity", kVelocityY},
    {"reward_survive", kHealthyReward},
    {"reward_forward", kForwardReward},
    {"reward_ctrl", kControlReward},
    {"reward_contact", kContactReward},
};
// v3, of which v2 has the first four and v4 all but the impact
constexpr InfoKey kHumanoidInfoV3[] = {
    {"reward_linvel", kForwardReward},
    {"reward_quadctrl", kControlReward},
    {"reward_alive", kHealthyReward},
    {"reward_impact", kContactReward},
    {"x_position", kMeasuredX},
    {"y_position", kMeasuredY},
    {"distance_from_origin", kMeasuredDistance},
    {"x_velocity", kVelocityX},
    {"y_velocity", kVelocityY},
    {"forward_reward", kForwardReward},
};
constexpr InfoKey kHumanoidInfoV4[] = {
    kHumanoidInfoV3[0], kHumanoidInfoV3[1], kHumanoidInfoV3[2],
    kHumanoidInfoV3[4], kHumanoidInfoV3[5], kHumanoidInfoV3[6],
    kHumanoidInfoV3[7], kHumanoidInfoV3[8], kHumanoidInfoV3[9],
};

constexpr std::string_view kEngstromFigure2 =
    "score 0: an untrained policy, 1: PPO, on v2 (Engstrom et al. 2020, figure 2 at iteration 0 "
    "and table 2)";

constexpr ObservationPart kPlace = {.array = kQpos, .end = 2, .unless = kExcludesPosition};
constexpr ObservationPart kPose = {.array = kQpos, .begin = 2};
constexpr ObservationPart kVelocity = {.array = kQvel};

// without the world body's rows and the root's actuator forces, which are 0
constexpr ObservationPart kHumanoidObservationV5[] = {
    kPlace,
    kPose,
    kVelocity,
    {.array = kCinert, .begin = 10, .only_if = &TaskOptions::include_cinert_in_observation},
    {.array = kCvel, .begin = 6, .only_if = &TaskOptions::include_cvel_in_observation},
    {.array = kQfrcActuator,
     .begin = 6,
     .only_if = &TaskOptions::include_qfrc_actuator_in_observation},
    {.array = kCfrcExt, .begin = 6, .only_if = &TaskOptions::include_cfrc_ext_in_observation},
};
constexpr ObservationPart kHumanoidObservationV2[] = {
    kPlace,
    kPose,
    kVelocity,
    {.array = kCinert},
    {.array = kCvel},
    {.array = kQfrcActuator},
    {.array = kCfrcExt},
};

// Before v5 nothing of it is an option.
void ObserveAllOfHumanoid(Task& task) {
  task.options.include_cinert_in_observation = false;
  task.options.include_cvel_in_observation = false;
  task.options.include_qfrc_actuator_in_observation = false;
  task.options.include_cfrc_ext_in_observation = false;
  task.observation = kHumanoidObservationV2;
}

constexpr Quantity kStandupTerms[] = {kHeightReward, kControlReward, kContactReward,
                                      kHealthyReward};
// before v5 the last three
constexpr InfoKey kStandupInfoV5[] = {
    {"x_position", kRootX, 1, true},
    {"y_position", kRootY, 1, true},
    {"z_distance_from_origin", kHeightChange, 1, true},
    {"tendon_length", kTendonLength, 2, true},
    {"tendon_velocity", kTendonVelocity, 2, true},
    {"reward_linup", kHeightReward},
    {"reward_quadctrl", kControlReward},
    {"reward_impact", kContactReward},
};

constexpr InfoKey kAntInfoV5[] = {
    {"x_position", kRootX, 1, true},
    {"y_position", kRootY, 1, true},
    {"distance_from_origin", kRootDistance, 1, true},
    {"x_velocity", kVelocityX},
    {"y_velocity", kVelocityY},
    {"reward_forward", kForwardReward},
    {"reward_ctrl", kControlReward},
    {"reward_contact", kContactReward},
    {"reward_survive", kHealthyReward},
};
// v3, of which v2 has the first four
constexpr InfoKey kAntInfoV3[] = {
    {"reward_forward", kForwardReward},
    {"reward_ctrl", kControlReward},
    {"reward_contact", kContactReward},
    {"reward_survive", kHealthyReward},
    {"x_position", kMeasuredX},
    {"y_position", kMeasuredY},
    {"distance_from_origin", kMeasuredDistance},
    {"x_velocity", kVelocityX},
    {"y_velocity", kVelocityY},
    {"forward_reward", kForwardReward},
};
// reports one cost under the name of the other
constexpr InfoKey kAntInfoV4[] = {
    kAntInfoV3[0], {"reward_ctrl", kControlOrContactReward},
    kAntInfoV3[3], kAntInfoV3[4],
    kAntInfoV3[5], kAntInfoV3[6],
    kAntInfoV3[7], kAntInfoV3[8],
    kAntInfoV3[9],
};
// without the world body's row, which is 0
constexpr ObservationPart kAntObservationV5[] = {
    kPlace,
    kPose,
    kVelocity,
    {.array = kCfrcExt,
     .begin = 6,
     .range = &TaskOptions::contact_force_range,
     .only_if = &TaskOptions::include_cfrc_ext_in_observation}};
constexpr ObservationPart kAntObservationV2[] = {kPlace,
                                                 kPose,
                                                 kVelocity,
                                                 {.array = kCfrcExt,
                                                  .range = &TaskOptions::contact_force_range,
                                                  .only_if = &TaskOptions::use_contact_forces}};

}  // namespace

std::vector<Robot> SpatialRobots() {
  return {
      {{
           .robot = "Humanoid",
           .model = "humanoid",
           .options = {.frame_skip = 5,
                       .forward_reward_weight = 1.25,
                       .ctrl_cost_weight = 0.1,
                       .contact_cost_weight = 5e-7,
                       .contact_cost_range = {.max = 10},
                       .healthy_reward = 5,
                       .terminate_when_unhealthy = true,
                       .healthy_z_range = {1, 2},
                       .reset_noise_scale = 1e-2,
                       .exclude_current_positions_from_observation = true,
                       .include_cinert_in_observation = true,
                       .include_cvel_in_observation = true,
                       .include_qfrc_actuator_in_observation = true,
                       .include_cfrc_ext_in_observation = true},
           .reward = {.gains = kGainsOfMoving,
                      .costs = kCostsOfMoving,
                      .measured = Measured::kCenterOfMass,
                      .control_cost = ControlCost::kControls},
           .health = {.height_index = 2},
           .has_contact_forces = true,
           .observation = kHumanoidObservationV5,
           .info = kHumanoidInfoV5,
           .relative_cost = 3.8,
           .reference_returns = ReferenceReturns{108, 806, kEngstromFigure2},
       },
       [](Task& task, int version) {
         ObserveAllOfHumanoid(task);
         task.info = version == 4 ? kHumanoidInfoV4 : std::span<const InfoKey>(kHumanoidInfoV3);
         if (version == 4) {
           task.options.contact_cost_weight = 0;  // left out by mistake: Gymnasium issue 504
           task.options.contact_cost_range = {};
         } else {
           task.reward.control_cost = ControlCost::kClampedControls;
           task.has_contact_forces = false;  // MuJoCo 2.0 stopped computing them: gym issue 1541
         }
         if (version == 2) {
           task.info = task.info.first(4);
           task.health.includes_bounds = true;
         }
       }},
      {{
           .robot = "HumanoidStandup",
           .model = "humanoidstandup",
           .options = {.frame_skip = 5,
                       .ctrl_cost_weight = 0.1,
                       .impact_cost_weight = 5e-7,
                       .impact_cost_range = {.max = 10},
                       .healthy_reward = 1,
                       .reset_noise_scale = 1e-2,
                       .exclude_current_positions_from_observation = true,
                       .include_cinert_in_observation = true,
                       .include_cvel_in_observation = true,
                       .include_qfrc_actuator_in_observation = true,
                       .include_cfrc_ext_in_observation = true},
           .reward = {.gains = kStandupTerms,
                      .control_cost = ControlCost::kControls,
                      .contact_weight = &TaskOptions::impact_cost_weight,
                      .contact_range = &TaskOptions::impact_cost_range},
           .health = {.height_index = 2},
           .has_contact_forces = true,
           .observation = kHumanoidObservationV5,
           .info = kStandupInfoV5,
           .relative_cost = 8.3,
       },
       [](Task& task, int version) {
         ObserveAllOfHumanoid(task);
         task.info = std::span(kStandupInfoV5).last(3);
         if (version == 2) {
           task.reward.control_cost = ControlCost::kClampedControls;
           task.has_contact_forces = false;  // gym issue 1541
         }
       },
       {2, 4, 5}},
      {{
           .robot = "Ant",
           .model = "ant",
           .options = {.frame_skip = 5,
                       .forward_reward_weight = 1,
                       .ctrl_cost_weight = 0.5,
                       .contact_cost_weight = 5e-4,
                       .contact_force_range = {-1, 1},
                       .healthy_reward = 1,
                       .terminate_when_unhealthy = true,
                       .healthy_z_range = {0.2, 1},
                       .reset_noise_scale = 0.1,
                       .exclude_current_positions_from_observation = true,
                       .include_cfrc_ext_in_observation = true},
           .reset = {.velocity_noise = Noise::kNormal},
           .reward = {.gains = kGainsOfMoving,
                      .costs = kCostsOfMoving,
                      .measured = Measured::kTorso},
           .health = {.height_index = 2, .includes_bounds = true, .requires_finite_state = true},
           .has_contact_forces = true,
           .observation = kAntObservationV5,
           .info = kAntInfoV5,
           .relative_cost = 3.1,
           .reference_returns = ReferenceReturns{-91, 3258.4, kTianshou},
       },
       [](Task& task, int version) {
         task.options.include_cfrc_ext_in_observation = false;  // contact forces as a whole
         task.observation = kAntObservationV2;
         if (version == 4) {
           task.options.use_contact_forces = false;
           task.info = kAntInfoV4;
         } else {
           task.has_contact_forces = false;  // gym issue 1541
           task.info = std::span(kAntInfoV3).first(version == 2 ? 4 : 10);
         }
       }},
  };
}

}  // namespace gaitbench
