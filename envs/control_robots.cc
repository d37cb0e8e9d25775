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
  };
}

}  // namespace gaitbench
