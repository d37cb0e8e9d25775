// A locomotion task is an MJCF model and the numbers of one rule shared by Gymnasium's walkers:
//   reward     = forward_reward_weight * v_x + healthy_reward - control cost - contact cost
//   terminated = not healthy; healthy = height, angle and state inside their ranges
// with v_x the mean forward velocity over the env step. Units: m, s, rad, N.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

// What a user may change of a task, under the names of Gymnasium's keyword arguments. A task's row
// has its defaults.
struct TaskOptions {
  int64_t frame_skip = 4;
  int64_t max_episode_steps = 1000;
  double forward_reward_weight = 1;
  double ctrl_cost_weight = 1e-3;
  double contact_cost_weight = 0;
  Range contact_cost_range = {.max = 10};
  double healthy_reward = 1;
  bool terminate_when_unhealthy = true;
  Range healthy_z_range = {};
  Range healthy_angle_range = {};
  Range healthy_state_range = {};
  double reset_noise_scale = 5e-3;
  bool exclude_current_positions_from_observation = true;
  bool include_cinert_in_observation = false;
  bool include_cvel_in_observation = false;
  bool include_qfrc_actuator_in_observation = false;
  bool include_cfrc_ext_in_observation = false;
  bool legacy_contact_margin = false;

  bool operator==(const TaskOptions&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit);
};

enum class Velocity { kRoot, kCenterOfMass };  // whose x position v_x is measured on

// What the control cost squares. NumPy squares and sums float actions in float, and weights them
// in float (NEP 50); MuJoCo's controls are double. MuJoCo before 2.2.1 clamped its controls in
// place, so that Humanoid-v2 and -v3 paid for no more than their range.
enum class ControlCost { kAction, kControls, kClampedControls };

// A quantity that a task reports beside the reward.
enum class Quantity {
  kRootX,
  kRootY,
  kRootDistance,  // of x and y from 0
  kHeightChange,  // since the start pose
  kCenterOfMassX,
  kCenterOfMassY,
  kCenterOfMassDistance,
  kTendonLength,
  kTendonVelocity,
  kVelocityX,
  kVelocityY,
  kForwardReward,
  kHealthyReward,
  kControlReward,  // minus the control cost
  kContactReward,  // minus the contact cost
};

struct InfoKey {
  std::string_view name;  // Gymnasium's
  Quantity quantity;
  int64_t size = 1;
  bool at_reset = false;  // reported by a reset too
};

struct GeomFriction {
  std::string_view geom;
  double sliding;
};

// Returns that scores of this robot are measured by, on any version.
struct ReferenceReturns {
  double untrained = 0;  // score 0
  double trained = 1;    // score 1
  std::string_view source = {};
};

struct Task {
  std::string name = {};                              // key in study files and results: "Hopper-v4"
  std::string_view robot = {};                        // "Hopper"
  int version = 0;                                    // Gymnasium's: 4
  std::string_view model = {};                        // MJCF file under models/, without its ending
  std::string_view source = {};                       // whose numbers these are
  TaskOptions options = {};                           // defaults, or what ApplyOptions made of them
  std::vector<std::string_view> absent_options = {};  // those that mean nothing here
  double relative_cost = 1;                           // of an env step, in Hopper's; measured
  std::optional<ReferenceReturns> reference_returns = {};

  std::optional<GeomFriction> friction = {};  // instead of the model's

  // reward
  Velocity velocity = Velocity::kRoot;
  ControlCost control_cost = ControlCost::kAction;
  bool rewards_unhealthy = false;   // healthy_reward on the terminating step too
  bool has_contact_forces = false;  // cfrc_ext as MuJoCo computes it, else 0
  std::span<const InfoKey> info = {};

  // termination: qpos[height_index] is the torso's height; its angle, where there is a range, is
  // next
  int64_t height_index = 1;
  bool includes_healthy_bounds = false;  // the range is closed, and NaN is inside
  bool requires_finite_state = false;

  // observation: qpos without the first skipped_qpos, qvel, then the body arrays
  int64_t skipped_qpos = 1;
  double max_observed_velocity = std::numeric_limits<double>::infinity();  // m/s, rad/s
  bool observes_world_body = false;  // its rows of zeros, and those of the root's actuator forces
};

// Every robot in every version, a robot's versions together and in order.
std::span<const Task> Tasks();

// Throws ConfigError naming the known tasks if there is none of that name.
const Task& FindTask(std::string_view name);

// The task with some of its options changed; `path` begins the messages. Throws ConfigError at an
// option that this task does not have, a wrong type or a value that is not allowed.
Task ApplyOptions(Task task, const nlohmann::json& options,
                  const std::string& path = "environment_options");

// The options that this task has, as ApplyOptions reads them.
nlohmann::ordered_json WriteOptions(const Task& task);

// Every task with its sizes, options, info keys and source, for `envs --json`.
nlohmann::ordered_json DescribeTasks();

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
        Info{"half width of the uniform noise on the start pose and velocity", "", 0, 1e3});
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
}

}  // namespace gaitbench
