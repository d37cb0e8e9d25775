// The robots that stay in their place: poles on carts and arms, paid for where their parts are.
// Figures from Gymnasium 1.4.0.
#include "envs/robots.h"

namespace gaitbench {
namespace {

using enum Observed;
using enum Quantity;

constexpr Quantity kPendulumTerms[] = {kHealthyReward};
constexpr InfoKey kPendulumInfoV5[] = {{"reward_survive", kHealthyReward}};
constexpr ObservationPart kPendulumObservation[] = {{.array = kQpos}, {.array = kQvel}};

constexpr Quantity kDoublePendulumTerms[] = {kHealthyReward, kTipReward, kSwingReward};
constexpr InfoKey kDoublePendulumInfoV5[] = {
    {"reward_survive", kHealthyReward},
    {"distance_penalty", kTipReward},
    {"velocity_penalty", kSwingReward},
};
// v4; v5 has the first of the last part's three forces, as the poles' hinges have no limits
constexpr ObservationPart kDoublePendulumObservationV4[] = {
    {.array = kQpos, .end = 1},
    {.array = kQpos, .begin = 1, .function = Function::kSine},
    {.array = kQpos, .begin = 1, .function = Function::kCosine},
    {.array = kQvel, .bound = 10},
    {.array = kQfrcConstraint, .bound = 10},
};
constexpr ObservationPart kDoublePendulumObservationV5[] = {
    kDoublePendulumObservationV4[0],
    kDoublePendulumObservationV4[1],
    kDoublePendulumObservationV4[2],
    kDoublePendulumObservationV4[3],
    {.array = kQfrcConstraint, .end = 1, .bound = 10},
};

constexpr Quantity kReacherTerms[] = {kTargetReward, kControlReward};
constexpr InfoKey kReacherInfo[] = {
    {"reward_dist", kTargetReward},
    {"reward_ctrl", kControlReward},
};
constexpr BodyPair kFingertipAndTarget = {3, 4};
// v4; v5 leaves out the distance along z, which is 0
constexpr ObservationPart kReacherObservationV4[] = {
    {.array = kQpos, .end = 2, .function = Function::kCosine},
    {.array = kQpos, .end = 2, .function = Function::kSine},
    {.array = kQpos, .begin = 2},
    {.array = kQvel, .end = 2},
    {.array = kBodyPosition, .begin = 9, .end = 12, .minus = 12},
};
constexpr ObservationPart kReacherObservationV5[] = {
    kReacherObservationV4[0],
    kReacherObservationV4[1],
    kReacherObservationV4[2],
    kReacherObservationV4[3],
    {.array = kBodyPosition, .begin = 9, .end = 11, .minus = 12},
};

constexpr Quantity kPusherTerms[] = {kTargetReward, kControlReward, kNearReward};
constexpr InfoKey kPusherInfo[] = {
    {"reward_dist", kTargetReward},
    {"reward_ctrl", kControlReward},
    {"reward_near", kNearReward},
};
constexpr BodyPair kObjectAndGoal = {11, 12}, kObjectAndTips = {11, 10};
// of the arm's joints, then where tips, object and goal are
constexpr ObservationPart kPusherObservation[] = {
    {.array = kQpos, .end = 7},
    {.array = kQvel, .end = 7},
    {.array = kBodyPosition, .begin = 30},
};

}  // namespace

std::vector<Robot> ControlRobots() {
  return {
      {{
           .robot = "InvertedPendulum",
           .model = "inverted_pendulum",
           .options = {.frame_skip = 2,
                       .healthy_reward = 1,
                       .terminate_when_unhealthy = true,
                       .healthy_angle_range = {-0.2, 0.2},
                       .reset_noise_scale = 1e-2},
           .reward = {.gains = kPendulumTerms},
           .health = {.height_index = 0, .includes_bounds = true, .requires_finite_state = true},
           .observation = kPendulumObservation,
           .info = kPendulumInfoV5,
           .relative_cost = 0.16,
           .reference_returns = ReferenceReturns{7, 1000, kTianshou},
       },
       [](Task& task, int) { task.info = {}; },
       {4, 5}},
      {{
           .robot = "InvertedDoublePendulum",
           .model = "inverted_double_pendulum",
           .options = {.frame_skip = 5,
                       .healthy_reward = 10,
                       .terminate_when_unhealthy = true,
                       .healthy_z_range = {.min = 1},
                       .reset_noise_scale = 0.1},
           .reset = {.velocity_noise = Noise::kNormal},
           .reward = {.gains = kDoublePendulumTerms},
           .health = {.has_height_of_site = true},
           .observation = kDoublePendulumObservationV5,
           .info = kDoublePendulumInfoV5,
           .relative_cost = 0.45,
           .reference_returns = ReferenceReturns{43, 9231.3, kTianshou},
       },
       [](Task& task, int) {
         task.observation = kDoublePendulumObservationV4;
         task.info = {};
       },
       {4, 5}},
      {{
           .robot = "Reacher",
           .model = "reacher",
           .options = {.frame_skip = 2,
                       .max_episode_steps = 50,
                       .reward_dist_weight = 1,
                       .reward_control_weight = 1,
                       .reset_noise_scale = 0.1},
           .reset = {.velocity_scale = 5e-3,
                     .placement =
                         Placement{.x = {-0.2, 0.2}, .y = {-0.2, 0.2}, .distance = {.max = 0.2}},
                     .num_at_rest = 2},
           .reward = {.gains = kReacherTerms,
                      .measured = Measured::kDistances,
                      .distances = {kFingertipAndTarget},
                      .control_weight = &TaskOptions::reward_control_weight},
           .observation = kReacherObservationV5,
           .info = kReacherInfo,
           .relative_cost = 0.34,
           .reference_returns = ReferenceReturns{-62, -4.1, kTianshou},
       },
       [](Task& task, int) {
         task.observation = kReacherObservationV4;
         task.reward.pays_distances_before = true;
       },
       {4, 5}},
      {{
           .robot = "Pusher",
           .model = "pusher",
           .options = {.frame_skip = 5,
                       .max_episode_steps = 100,
                       .reward_dist_weight = 1,
                       .reward_near_weight = 0.5,
                       .reward_control_weight = 0.1,
                       .reset_noise_scale = 5e-3},
           .reset = {.has_position_noise = false,
                     .placement = Placement{.num_after = 2,
                                            .x = {-0.3, 0},
                                            .y = {-0.2, 0.2},
                                            .distance = {.min = 0.17}},
                     .num_at_rest = 4},
           .reward = {.gains = kPusherTerms,
                      .measured = Measured::kDistances,
                      .distances = {kObjectAndGoal, kObjectAndTips},
                      .control_weight = &TaskOptions::reward_control_weight},
           .observation = kPusherObservation,
           .info = kPusherInfo,
           .relative_cost = 0.66,
       },
       nullptr,
       {5}},  // before, the object was too light for MuJoCo 3: Gymnasium issue 950
  };
}

}  // namespace gaitbench
