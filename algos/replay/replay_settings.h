// The loop of learners that learn from a replay buffer, as a user sets it.
//
// Sources: D = Lillicrap et al. 2016, DDPG (arXiv:1509.02971); F = Fujimoto et al. 2018, TD3
// (arXiv:1802.09477); H = Haarnoja et al. 2018, SAC (arXiv:1801.01290, arXiv:1812.05905); B =
// Stable-Baselines3 2.x, with the MuJoCo rows of its RL Zoo; C = CleanRL; P = Pardo et al. 2018
// (arXiv:1712.00378).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "algos/replay/choices.h"
#include "envs/batched_env.h"
#include "results/log/json_fields.h"

namespace gaitbench {

inline constexpr int64_t kMostEvaluationInterval = 1'000'000'000'000'000;

struct ReplaySettings {
  int64_t horizon = 1000;
  int64_t warmup_steps = 10'000;
  int64_t buffer_capacity = 1'000'000;
  int64_t batch_size = 256;
  int64_t updates_per_step = 1;
  int64_t n_step = 1;
  double discount = 0.99;
  double reward_scale = 1;
  TimeLimit time_limit = TimeLimit::kBootstrap;
  int64_t evaluation_interval = 10'000;
  int64_t evaluation_episodes = 10;

  bool operator==(const ReplaySettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kInf = std::numeric_limits<double>::infinity(), kTiny = 1e-300;
    visit(
        "horizon", self.horizon,
        FieldInfo{"env steps of an iteration, which is a row of the run log", "env steps", 1, 1e7});
    visit("warmup_steps", self.warmup_steps,
          FieldInfo{"uniformly random actions, and no updates, for so many env steps at the start",
                    "env steps", 1, 1e9, "B: 10,000; F's code: 25,000"});
    visit("buffer_capacity", self.buffer_capacity,
          FieldInfo{"env steps that the replay buffer keeps", "env steps", 1, 1e10, "D: 1e6"});
    visit("batch_size", self.batch_size,
          FieldInfo{"samples of an update, drawn uniformly; at most warmup_steps", "samples", 1,
                    65536, "B: 256; F: 100; D: 64"}
              .ChangesCost());
    visit("updates_per_step", self.updates_per_step,
          FieldInfo{"updates an env step, of all critics where there are several; a run stops and "
                    "saves at an iteration's end, so shorten horizon with many",
                    "updates", 1, 1000, "D, F, H: 1"}
              .ChangesCost());
    visit("n_step", self.n_step,
          FieldInfo{"rewards that are summed before the target's value", "env steps", 1, 1000,
                    "D, F, H: 1; Seyde et al. 2023: 3"});
    visit("discount", self.discount, FieldInfo{"of rewards; below 1", "", 0, 1, "D, F, H: 0.99"});
    visit("reward_scale", self.reward_scale,
          FieldInfo{"factor on rewards in targets", "", kTiny, kInf,
                    "H: 5 to 20 in the first paper, 1 in the second"});
    visit("time_limit", self.time_limit,
          FieldInfo{.meaning = "what a value's target holds after a time limit: the value of what "
                               "would have come, or nothing, as after a fall",
                    .source = "P; B: bootstrap; D's time: terminal"});
    visit("evaluation_interval", self.evaluation_interval,
          FieldInfo{"the policy without noise is evaluated after so many env steps, at an "
                    "iteration's end, and at the run's",
                    "env steps", 1, kMostEvaluationInterval, "F: 5,000"}
              .ChangesCost());
    visit("evaluation_episodes", self.evaluation_episodes,
          FieldInfo{"episodes of an evaluation, in an environment of its own", "episodes", 1, 10000,
                    "F: 10"}
              .ChangesCost());
  }
};

inline constexpr const char* kMeaningOfPolyak =
    "share of the new parameters in that average: tau of Stable-Baselines3, 1 minus polyak of "
    "Spinning Up";

// How targets follow the networks that are trained; each family says of which.
struct TargetSettings {
  TargetUpdate target_update = TargetUpdate::kPolyak;
  double polyak = 0.005;
  int64_t target_update_interval = 1;

  bool operator==(const TargetSettings&) const = default;

  // What targets take over of the parameters after so many updates; none between intervals.
  std::optional<float> TargetShareAfter(int64_t num_updates) const {
    if (num_updates % target_update_interval != 0) return std::nullopt;
    return static_cast<float>(target_update == TargetUpdate::kCopy ? 1 : polyak);
  }
};

// Throws ConfigError where settings that are each allowed do not go together.
void CheckReplay(const ReplaySettings& settings, const std::string& where);

// Updates as soon as there is a batch, and no evaluations.
void Shorten(ReplaySettings& settings);

// Env steps of evaluations for each of training.
double EvaluationSteps(const ReplaySettings& settings, const Task& task);

// ConfigError where the machine's memory does not hold a full buffer. Those of runs that are
// trained at once are looked at where they begin (bench/run/memory.h).
void CheckCapacity(const ReplaySettings& settings, const BatchedEnv& env);

// Of a buffer after so many env steps of a run.
int64_t BufferBytes(const ReplaySettings& settings, const BatchedEnv& env, int64_t num_steps);

// What the rows of such families (algos/learner/family.h) have in common.
inline constexpr const char* kWarmupSetting = "warmup_steps";
template <class Settings>
int64_t HorizonOf(const Settings& settings) {
  return settings.horizon;
}
template <class Settings>
Settings Shortened(const Settings& settings) {
  Settings shortened = settings;
  Shorten(shortened);
  return shortened;
}
template <class Settings>
double EvaluationStepsOf(const Settings& settings, const Task& task) {
  return EvaluationSteps(settings, task);
}
template <class Settings>
void CheckCapacityOf(const Settings& settings, const BatchedEnv& env) {
  CheckCapacity(settings, env);
}

}  // namespace gaitbench
