#include <mujoco/mujoco.h>

#include "envs/simulation.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

ordered_json DescribeOptions(const Task& task) {
  ordered_json described = ordered_json::object();
  const ordered_json defaults = WriteOptions(task);
  TaskOptions::Fields(task.options, [&](const char* name, const auto&, const FieldInfo& info) {
    if (!defaults.contains(name)) return;
    ordered_json& option = described[name];
    option = {{"default", defaults[name]}, {"meaning", info.meaning}};
    if (!info.unit.empty()) option["unit"] = info.unit;
  });
  return described;
}

}  // namespace

ordered_json DescribeTasks() {
  ordered_json tasks = ordered_json::array();
  for (const Task& task : Tasks()) {
    const ModelPtr model = CompileModel(task);
    ordered_json bounds = ordered_json::array(), info = ordered_json::object();
    for (int i = 0; i < model->nu; ++i)
      bounds.push_back({model->actuator_ctrlrange[2 * i], model->actuator_ctrlrange[2 * i + 1]});
    for (const InfoKey& key : task.info)
      info[key.name] = {{"size", key.size}, {"at_reset", key.at_reset}};
    const double time_step = model->opt.timestep * static_cast<double>(task.options.frame_skip);
    tasks.push_back({
        {"name", task.name},
        {"robot", task.robot},
        {"version", task.version},
        {"source", task.source},
        {"model", "models/" + std::string(task.model) + ".xml"},
        {"observation_size", ObservationSize(task, *model)},
        {"action_size", model->nu},
        {"action_bounds", bounds},
        {"env_step_seconds", time_step},
        {"max_episode_steps", task.options.max_episode_steps},
        {"options", DescribeOptions(task)},
        {"info", info},
    });
  }
  return tasks;
}

}  // namespace gaitbench
