// The table of tasks: every robot in each of its versions.
#include <set>

#include <fmt/format.h>

#include "envs/robots.h"
#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

// Those that the row leaves neutral; every task has a time limit and the choices of physics.
std::vector<std::string> AbsentOptions(const TaskOptions& row) {
  std::vector<std::string> absent;
  const nlohmann::ordered_json options = WriteJson(row), neutral = WriteJson(TaskOptions());
  for (const auto& [name, value] : options.items()) {
    const bool is_everyones =
        name == "max_episode_steps" || name == "legacy_contact_margin" || name == "exact_savings";
    if (!is_everyones && value == neutral[name]) absent.push_back(name);
  }
  return absent;
}

Task MakeTask(const Robot& robot, int version) {
  Task task = robot.v5;
  task.name = std::string(task.robot) + "-v" + std::to_string(version);
  task.version = version;
  task.source = version >= 4 ? "Gymnasium 1.4.0, bit for bit"
                             : "mujoco-py's reward, observation and termination, on MuJoCo 4.0.0";
  if (version < kNewestVersion) {
    task.reward.rewards_unhealthy = true;  // Gymnasium issue 526
    robot.make_older(task, version);
  }
  task.absent_options = AbsentOptions(task.options);
  return task;
}

const std::vector<Task>& Table() {
  static const std::vector<Task> tasks = [] {
    std::vector<Task> rows;
    for (const std::vector<Robot>& robots : {PlanarRobots(), SpatialRobots(), ControlRobots()}) {
      for (const Robot& robot : robots) {
        for (int version : robot.versions) rows.push_back(MakeTask(robot, version));
      }
    }
    return rows;
  }();
  return tasks;
}

}  // namespace

std::span<const Task> Tasks() { return Table(); }

const Task& FindTask(std::string_view name) {
  std::set<std::string> known;
  for (const Task& task : Tasks()) {
    if (task.name == name) return task;
    known.insert(task.name);
  }
  const std::string unknown(name);
  throw ConfigError("environment", fmt::format("\"{}\" is no task; {} (gaitbench envs lists all)",
                                               unknown, Suggestion(unknown, known)));
}

}  // namespace gaitbench
