// A task is an MJCF model and the terms of one rule that all robots share:
//   reset      = start pose + noise of size reset_noise_scale on every qpos and qvel
//   reward     = the quantities that the row lists as gains and costs, added up
//   terminated = not healthy; healthy = height, angle and state inside their ranges
//   observation = pieces of mjData's arrays, one after another
// A term that a task's row leaves out is neutral. Units: m, s, rad, N.
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

// A quantity of an env step, which the reward may count and a task may report.
enum class Quantity {
  kRootX,
  kRootY,
  kRootDistance,  // of x and y from 0
  kHeightChange,  // since the start pose
  kMeasuredX,     // of the point that RewardRule::measured names
  kMeasuredY,
  kMeasuredDistance,
  kTendonLength,
  kTendonVelocity,
  kVelocityX,  // of that point, on average over the env step
  kVelocityY,
  kForwardReward,           // forward_reward_weight times the first
  kHeightReward,            // the height over the physics time step, as if it were a velocity
  kHealthyReward,           // healthy_reward in health
  kControlReward,           // minus the control cost
  kContactReward,           // minus the contact cost
  kControlOrContactReward,  // the latter where contact forces are used
  kTargetReward,            // minus the first distance of RewardRule::distances, weighted
  kNearReward,              // minus the second, weighted
  kTipReward,               // minus the cost of the first site's distance from its upright place
  kSwingReward,             // minus the cost of two poles' velocities
};

// What a task measures after a reset and after each env step: x and y of a point, whose change over
// an env step is the velocity, or two distances.
enum class Measured {
  kRoot,
  kCenterOfMass,
  kTorso,  // the first body
  kDistances,
};

// What the control cost squares. NumPy squares and sums float actions in float, and weights them
// in float (NEP 50); MuJoCo's controls are double. MuJoCo before 2.2.1 clamped its controls in
// place, so that Humanoid-v2 and -v3 paid for no more than their range.
enum class ControlCost { kAction, kControls, kClampedControls };

struct BodyPair {
  int64_t from = 0, to = 0;  // mjModel's numbers
};

struct RewardRule {
  // The reward is the sum of the gains plus the sum of the costs, which are negative, each from
  // left to right: Gymnasium's order, which decides the last bits.
  std::span<const Quantity> gains = {};
  std::span<const Quantity> costs = {};
  Measured measured = Measured::kRoot;
  BodyPair distances[2] = {};
  bool pays_distances_before = false;  // as they were before the env step
  ControlCost control_cost = ControlCost::kAction;
  bool rewards_unhealthy = false;  // healthy_reward on the terminating step too

  // under the names that Gymnasium has for this robot
  double TaskOptions::*control_weight = &TaskOptions::ctrl_cost_weight;
  double TaskOptions::*contact_weight = &TaskOptions::contact_cost_weight;
  Range TaskOptions::*contact_range = &TaskOptions::contact_cost_range;
};

enum class Noise { kUniform, kNormal };

// Two positions that are drawn anew until their distance from 0 is inside a range.
struct Placement {
  int64_t num_after = 0;  // positions that follow them in qpos
  Range x = {0, 0}, y = {0, 0}, distance = {};
};

struct ResetRule {
  bool has_position_noise = true;             // uniform
  Noise velocity_noise = Noise::kUniform;     // or normal with reset_noise_scale as its deviation
  std::optional<double> velocity_scale = {};  // instead of reset_noise_scale
  std::optional<Placement> placement = {};
  int64_t num_at_rest = 0;  // of the last velocities, which start at 0
};

// qpos[height_index] is the torso's height; its angle, where there is a range, is next.
struct HealthRule {
  int64_t height_index = 1;
  bool has_height_of_site = false;  // the first site's instead
  bool includes_bounds = false;     // ranges of height and angle are closed, and NaN is inside
  bool requires_finite_state = false;
};

// Arrays of mjData.
enum class Observed {
  kQpos,
  kQvel,
  kCinert,
  kCvel,
  kQfrcActuator,
  kQfrcConstraint,
  kCfrcExt,
  kBodyPosition
};

enum class Function { kIdentity, kSine, kCosine };

// A piece of an observation: elements of an array from `begin` to before `end`, or to its last.
struct ObservationPart {
  static constexpr int64_t kToTheLast = std::numeric_limits<int64_t>::max();

  Observed array;
  int64_t begin = 0;
  int64_t end = kToTheLast;
  std::optional<int64_t> minus = {};  // as many elements from there are subtracted
  Function function = Function::kIdentity;
  double bound = std::numeric_limits<double>::infinity();  // of the magnitude: m/s, rad/s
  Range TaskOptions::*range = nullptr;                     // bounds that are an option
  bool TaskOptions::*only_if = nullptr;                    // observed where this option holds
  bool TaskOptions::*unless = nullptr;                     // and this one does not
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

  ResetRule reset = {};
  RewardRule reward = {};
  HealthRule health = {};
  bool has_contact_forces = false;  // cfrc_ext as MuJoCo computes it, else 0
  std::span<const ObservationPart> observation = {};
  std::span<const InfoKey> info = {};

  double relative_cost = 1;  // of an env step, in Hopper's; measured
  std::optional<ReferenceReturns> reference_returns = {};
};

inline constexpr int kNewestVersion = 5;  // every robot has it

// Every robot in each of its versions, a robot's versions together and in order.
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
