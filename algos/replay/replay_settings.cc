#include "algos/replay/replay_settings.h"

#include <algorithm>

#include <fmt/format.h>

#include "algos/learner/machine_memory.h"
#include "algos/replay/replay_buffer.h"

namespace gaitbench {

void CheckReplay(const ReplaySettings& settings, const std::string& where) {
  const auto refuse = [&](const char* setting, const std::string& problem) {
    throw ConfigError(where + "." + setting, problem);
  };
  if (settings.discount == 1)
    refuse("discount",
           "1 leaves values that are learned from themselves without a bound; "
           "expected less");
  if (settings.batch_size > settings.warmup_steps) {
    refuse("batch_size", fmt::format("{} samples are more than the {} env steps of warmup_steps, "
                                     "after which updates begin",
                                     settings.batch_size, settings.warmup_steps));
  }
  if (settings.batch_size > settings.buffer_capacity) {
    refuse("batch_size", fmt::format("{} samples are more than the {} env steps of buffer_capacity",
                                     settings.batch_size, settings.buffer_capacity));
  }
}

void Shorten(ReplaySettings& settings) {
  settings.warmup_steps = settings.batch_size;
  settings.horizon = std::min(settings.horizon, settings.batch_size);
  settings.evaluation_interval = kMostEvaluationInterval;
}

double EvaluationSteps(const ReplaySettings& settings, const Task& task) {
  const int64_t interval = std::max(settings.evaluation_interval, settings.horizon);
  return static_cast<double>(settings.evaluation_episodes) *
         static_cast<double>(task.options.max_episode_steps) / static_cast<double>(interval);
}

void CheckCapacity(const ReplaySettings& settings, const BatchedEnv& env) {
  const double memory = MachineMemory();
  const int64_t each = ReplayBuffer::BytesPerStep(env.observation_size(), env.action_size());
  const double needed = static_cast<double>(settings.buffer_capacity) * static_cast<double>(each);
  if (needed > memory) {
    throw ConfigError("buffer_capacity",
                      fmt::format("{} env steps of {} bytes are {:.1f} GB; the machine has {:.1f}",
                                  settings.buffer_capacity, each, needed / 1e9, memory / 1e9));
  }
}

int64_t BufferBytes(const ReplaySettings& settings, const BatchedEnv& env, int64_t num_steps) {
  return std::min(settings.buffer_capacity, num_steps) *
         ReplayBuffer::BytesPerStep(env.observation_size(), env.action_size());
}

}  // namespace gaitbench
