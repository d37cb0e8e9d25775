#include "envs/trace.h"

#include <cmath>
#include <limits>
#include <ostream>

#include "envs/batched_env.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::vector<double> ReadNumbers(const json& list, int64_t size, double max_magnitude,
                                const std::string& path) {
  std::vector<double> numbers;
  ReadJson(list, numbers, path);
  CheckRange(numbers, {.meaning = "", .min = -max_magnitude, .max = max_magnitude}, path);
  if (std::cmp_not_equal(numbers.size(), size))
    throw ConfigError(path, "expected " + std::to_string(size) + " numbers, got " +
                                std::to_string(numbers.size()));
  return numbers;
}

// one action for each env step, each of action_size
std::vector<std::vector<double>> ReadActions(const TraceRequest& request, int64_t action_size) {
  const json list = ParseJsonFile(ReadFile(request.actions_file), request.actions_file);
  if (!list.is_array() || list.empty())
    throw ConfigError(request.actions_file,
                      "expected a list of actions, got " + list.dump().substr(0, 40));
  const double max = request.action_dtype == ActionDtype::kFloat32
                         ? double{std::numeric_limits<float>::max()}
                         : std::numeric_limits<double>::max();
  std::vector<std::vector<double>> actions;
  for (size_t i = 0; i < list.size(); ++i)
    actions.push_back(ReadNumbers(list[i], action_size, max,
                                  request.actions_file + "[" + std::to_string(i) + "]"));
  return actions;
}

struct PhysicsState {
  std::vector<double> qpos, qvel;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("qpos", self.qpos);
    visit("qvel", self.qvel);
  }
};

void StartFrom(const std::string& path, BatchedEnv& env) {
  constexpr double kMax = 1e10;  // beyond, MuJoCo resets
  const json file = ParseJsonFile(ReadFile(path), path);
  PhysicsState state;
  ReadJson(file, state, path);
  const auto numbers = [&](const char* name, size_t size) {
    return ReadNumbers(file.value(name, json::array()), static_cast<int64_t>(size), kMax,
                       path + "." + name);
  };
  env.SetPhysics(0, numbers("qpos", env.qpos(0).size()), numbers("qvel", env.qvel(0).size()));
}

ordered_json InfoJson(const BatchedEnv& env) {
  ordered_json info = ordered_json::object();
  const bool is_reset = env.info_kinds()[0] == InfoKind::kReset;
  auto value = env.infos().begin();
  for (const InfoKey& key : env.task().info) {
    if (env.info_kinds()[0] != InfoKind::kNone && (!is_reset || key.at_reset)) {
      if (key.size == 1)
        info[key.name] = *value;
      else
        info[key.name] = std::vector<double>(value, value + key.size);
    }
    value += key.size;
  }
  if (env.bad()[0]) info["bad_simulation"] = env.BadReason(0);
  return info;
}

void WriteLine(ordered_json line, const BatchedEnv& env, std::ostream& out) {
  line["observation"] = env.observations();
  if (line["event"] == "step") {
    line["reward"] = env.rewards()[0];
    line["terminated"] = env.terminated()[0] != 0;
    line["truncated"] = env.truncated()[0] != 0;
  }
  line["info"] = InfoJson(env);
  line["qpos"] = env.qpos(0);
  line["qvel"] = env.qvel(0);
  out << line.dump() << '\n';
}

}  // namespace

void Trace(const TraceRequest& request, std::ostream& out) {
  const Task task = ApplyOptions(FindTask(request.env), request.options);
  BatchedEnv env(task, {.autoreset = Autoreset::kDisabled});
  const std::vector<std::vector<double>> actions = ReadActions(request, env.action_size());
  env.Reset(request.seed);
  if (request.state_file) StartFrom(*request.state_file, env);

  const ordered_json reset = {{"event", "reset"}, {"env", task.name}};
  ordered_json first = reset;
  if (request.state_file)
    first["state"] = *request.state_file;
  else
    first["seed"] = request.seed;
  WriteLine(first, env, out);
  for (size_t step = 0; step < actions.size(); ++step) {
    if (env.terminated()[0] || env.truncated()[0]) {
      env.Reset();
      WriteLine(reset, env, out);
    }
    if (request.action_dtype == ActionDtype::kFloat32)
      env.Step(std::vector<float>(actions[step].begin(), actions[step].end()));
    else
      env.Step(actions[step]);
    WriteLine({{"event", "step"}, {"step", step}}, env, out);
  }
}

}  // namespace gaitbench
