// A task is an MJCF model and the terms of one rule that all robots share:
//   reset      = start pose + uniform noise of half width reset_noise_scale on every qpos and qvel
//   reward     = forward_reward_weight * v_x + healthy_reward - control cost - contact cost
//   terminated = not healthy; healthy = height, angle and state inside their ranges
//   observation = pieces of mjData's arrays, one after another
// with v_x the mean forward velocity over the env step. A term that a task's row leaves out is
// neutral. Units: m, s, rad, N.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "envs/task_options.h"

namespace gaitbench {

enum class Velocity { kRoot, kCenterOfMass };  // whose x position v_x is measured on

// What the control cost squares. NumPy squares and sums float actions in float, and weights them
// in float (NEP 50); MuJoCo's controls are double. MuJoCo before 2.2.1 clamped its controls in
// place, so that Humanoid-v2 and -v3 paid for no more than their range.
enum class ControlCost { kAction, kControls, kClampedControls };

struct RewardRule {
  Velocity velocity = Velocity::kRoot;
  ControlCost control_cost = ControlCost::kAction;
  bool rewards_unhealthy = false;  // healthy_reward on the terminating step too
};

// qpos[height_index] is the torso's height; its angle, where there is a range, is next.
struct HealthRule {
  int64_t height_index = 1;
  bool includes_bounds = false;  // the range of heights is closed, and NaN is inside
  bool requires_finite_state = false;
};

// Arrays of mjData.
enum class Observed { kQpos, kQvel, kCinert, kCvel, kQfrcActuator, kCfrcExt };

// A piece of an observation: elements of an array from `begin` to before `end`, or to its last.
struct ObservationPart {
  static constexpr int64_t kToTheLast = std::numeric_limits<int64_t>::max();

  Observed array;
  int64_t begin = 0;
  int64_t end = kToTheLast;
  double bound = std::numeric_limits<double>::infinity();  // of the magnitude: m/s, rad/s
  bool TaskOptions::*only_if = nullptr;                    // observed where this option holds
  bool TaskOptions::*unless = nullptr;                     // and this one does not
};

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
  std::string name = {};                      // key in study files and results: "Hopper-v4"
  std::string_view robot = {};                // "Hopper"
  int version = 0;                            // Gymnasium's: 4
  std::string_view model = {};                // MJCF file under models/, without its ending
  std::optional<GeomFriction> friction = {};  // instead of the model's
  std::string_view source = {};               // whose numbers these are
  TaskOptions options = {};  // the row's defaults, or what ApplyOptions made of them
  std::vector<std::string> absent_options = {};  // those that mean nothing here

  RewardRule reward = {};
  HealthRule health = {};
  bool has_contact_forces = false;  // cfrc_ext as MuJoCo computes it, else 0
  std::span<const ObservationPart> observation = {};
  std::span<const InfoKey> info = {};

  double relative_cost = 1;  // of an env step, in Hopper's; measured
  std::optional<ReferenceReturns> reference_returns = {};
};

inline constexpr int kNewestVersion = 5;  // every robot has it

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

}  // namespace gaitbench
