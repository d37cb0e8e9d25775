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
           .relative_cost = 0.3,
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
           .relative_cost = 0.7,
       },
       [](Task& task, int) {
         task.observation = kDoublePendulumObservationV4;
         task.info = {};
       },
       {4, 5}},
  };
}

}  // namespace gaitbench
