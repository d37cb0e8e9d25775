// One episode after another under given actions, written as JSON lines at full precision: the door
// through which anyone can check an environment against Gymnasium.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

#include "envs/task.h"

namespace gaitbench {

enum class ActionDtype { kFloat32, kFloat64 };

constexpr auto Names(ActionDtype) {
  return std::array{std::pair{ActionDtype::kFloat32, "float32"},
                    std::pair{ActionDtype::kFloat64, "float64"}};
}

struct TraceRequest {
  std::string env;                                       // task name
  nlohmann::json options = nlohmann::json::object();     // of the task, as ApplyOptions reads them
  std::string actions_file;                              // JSON: a list of actions
  uint64_t seed = 0;                                     // of the resets
  std::optional<std::string> state_file = std::nullopt;  // JSON: {"qpos": [...], "qvel": [...]}
  ActionDtype action_dtype = ActionDtype::kFloat32;
};

// Writes a line for the reset, then one for each action; an episode that has ended is followed by
// the line of its successor's reset. With a state file the first episode starts from there. Numbers
// that are not finite are null. Throws ConfigError where the request or a file is wrong, before
// anything is written.
void Trace(const TraceRequest& request, std::ostream& out);

}  // namespace gaitbench
