// The options of a task: the numbers and choices of its rule that a user may change. Units: m, s,
// rad, N.
#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>

#include "results/log/json_fields.h"

namespace gaitbench {

// An interval without its ends, by default everything. NaN is outside.
struct Range {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();

  bool Contains(double x) const { return min < x && x < max; }
  bool operator==(const Range&) const = default;

  // JSON has no infinity: an end that is not there does not bound.
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const bool writes = std::is_const_v<Self>;
    if (!writes || self.min != -kInfinity) visit("min", self.min);
    if (!writes || self.max != kInfinity) visit("max", self.max);
  }
};

// What a user may change of a task, under the names of Gymnasium's keyword arguments. These values
// are neutral: their terms change nothing. A task's row has its defaults, and an option that the
// row leaves neutral is not among the task's own.
struct TaskOptions {
  int64_t frame_skip = 1;
  int64_t max_episode_steps = 1000;
  double forward_reward_weight = 0;
  double ctrl_cost_weight = 0;
  double contact_cost_weight = 0;
  Range contact_cost_range = {};
  Range contact_force_range = {};
  bool use_contact_forces = true;
  double impact_cost_weight = 0;
  Range impact_cost_range = {};
  double reward_dist_weight = 0;
  double reward_near_weight = 0;
  double reward_control_weight = 0;
  double healthy_reward = 0;
  bool terminate_when_unhealthy = false;
  Range healthy_z_range = {};
  Range healthy_angle_range = {};
  Range healthy_state_range = {};
  double reset_noise_scale = 0;
  bool exclude_current_positions_from_observation = false;
  bool include_cinert_in_observation = false;
  bool include_cvel_in_observation = false;
  bool include_qfrc_actuator_in_observation = false;
  bool include_cfrc_ext_in_observation = false;
  bool legacy_contact_margin = false;
  bool exact_savings = true;

  bool operator==(const TaskOptions&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit);
};

template <class Self, class Visit>
void TaskOptions::Fields(Self& self, Visit&& visit) {
  using Info = FieldInfo;
  visit("frame_skip", self.frame_skip, Info{"physics steps per env step", "", 1, 10000});
  visit("max_episode_steps", self.max_episode_steps,
        Info{"time limit, after which an episode is truncated", "env steps", 1, 1e15});
  visit("forward_reward_weight", self.forward_reward_weight,
        Info{"reward of forward velocity", "s/m", -1e9, 1e9});
  visit("ctrl_cost_weight", self.ctrl_cost_weight,
        Info{"cost of the squared controls", "", -1e9, 1e9});
  visit("contact_cost_weight", self.contact_cost_weight,
        Info{"cost of the squared contact forces", "1/N^2", -1e9, 1e9});
  visit("contact_cost_range", self.contact_cost_range, Info{"bounds of the contact cost"});
  visit("contact_force_range", self.contact_force_range,
        Info{"bounds of each contact force that is observed or paid for", "N"});
  visit("use_contact_forces", self.use_contact_forces,
        Info{"whether contact forces are observed and paid for"});
  visit("impact_cost_weight", self.impact_cost_weight,
        Info{"cost of the squared contact forces", "1/N^2", -1e9, 1e9});
  visit("impact_cost_range", self.impact_cost_range, Info{"bounds of that cost"});
  visit("reward_dist_weight", self.reward_dist_weight,
        Info{"cost of the distance from the target", "1/m", -1e9, 1e9});
  visit("reward_near_weight", self.reward_near_weight,
        Info{"cost of the arm's distance from the object", "1/m", -1e9, 1e9});
  visit("reward_control_weight", self.reward_control_weight,
        Info{"cost of the squared controls", "", -1e9, 1e9});
  visit("healthy_reward", self.healthy_reward,
        Info{"reward of an env step in health", "", -1e9, 1e9});
  visit("terminate_when_unhealthy", self.terminate_when_unhealthy,
        Info{"whether losing health ends the episode"});
  visit("healthy_z_range", self.healthy_z_range, Info{"healthy heights of the torso", "m"});
  visit("healthy_angle_range", self.healthy_angle_range,
        Info{"healthy angles of the torso", "rad"});
  visit("healthy_state_range", self.healthy_state_range,
        Info{"healthy values of positions from the angle on and of velocities"});
  visit("reset_noise_scale", self.reset_noise_scale,
        Info{"size of the noise on the start pose and velocity", "", 0, 1e3});
  visit("exclude_current_positions_from_observation",
        self.exclude_current_positions_from_observation,
        Info{"whether the horizontal position is left out of the observation"});
  visit("include_cinert_in_observation", self.include_cinert_in_observation,
        Info{"whether the bodies' inertias are observed"});
  visit("include_cvel_in_observation", self.include_cvel_in_observation,
        Info{"whether the bodies' velocities are observed"});
  visit("include_qfrc_actuator_in_observation", self.include_qfrc_actuator_in_observation,
        Info{"whether the actuators' forces are observed"});
  visit("include_cfrc_ext_in_observation", self.include_cfrc_ext_in_observation,
        Info{"whether the contact forces are observed"});
  visit("legacy_contact_margin", self.legacy_contact_margin,
        Info{"contact margins as before MuJoCo 3.5.0: the larger of two geoms', not their sum"});
  visit("exact_savings", self.exact_savings,
        Info{"whether physics leaves out what cannot change a bit of the results"});
}

}  // namespace gaitbench
