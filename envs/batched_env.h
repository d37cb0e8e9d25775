// N environments of one task, stepped together by MuJoCo's batch API: an env step of each
// simulation runs whole on one of the batch's threads. The same seed gives the same bits at any
// number of threads.
//
// Axes: N environments, O observation size, A action size. Arrays are row-major and stay valid, and
// are written in place, until the environment is destroyed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "envs/task.h"

namespace gaitbench {

// What happens to an episode that has ended; the names and timing are Gymnasium's
// (gymnasium.vector.AutoresetMode).
enum class Autoreset {
  kNextStep,  // the next Step ignores the action, resets, and gives reward 0
  kSameStep,  // the same Step resets; the last observation is in final_observations
  kDisabled,  // the caller resets, with a mask
};

struct BatchedEnvConfig {
  int64_t num_envs = 1;
  int64_t num_threads = 1;
  Autoreset autoreset = Autoreset::kNextStep;
  bool persistent =
      false;  // one mjData per simulation instead of one per thread; same bits, more memory
};

class BatchedEnv {
 public:
  // Throws ConfigError if MuJoCo refuses the model or the counts are not positive.
  BatchedEnv(const Task& task, const BatchedEnvConfig& config);
  ~BatchedEnv();
  BatchedEnv(BatchedEnv&&) noexcept;
  BatchedEnv& operator=(BatchedEnv&&) noexcept;

  const Task& task() const;
  int64_t num_envs() const;          // N
  int64_t observation_size() const;  // O
  int64_t action_size() const;       // A

  // Starts an episode in every environment. With a seed, environment i draws from a new stream of
  // seed + i, as Gymnasium's vector environments do; without, streams go on. With a mask [N], only
  // where it is not 0.
  void Reset(uint64_t seed);
  void Reset();
  void Reset(std::span<const uint8_t> mask);

  // One env step of every environment. actions [N,A] are not clipped. float and double differ in
  // the control cost, as they do in Gymnasium.
  void Step(std::span<const float> actions);
  void Step(std::span<const double> actions);

  std::span<const double> observations() const;  // [N,O]
  std::span<const double> final_observations()
      const;                                    // [N,O]; kSameStep: rows of environments that ended
  std::span<const double> rewards() const;      // [N]
  std::span<const uint8_t> terminated() const;  // [N], the task ended the episode
  std::span<const uint8_t> truncated() const;   // [N], the time limit did; both may hold

  // Everything that decides what comes next (simulations, streams, counters, outputs), as bytes.
  std::string SaveState() const;
  // Throws ConfigError if the bytes are not a state of this task and number of environments.
  void RestoreState(std::string_view state);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gaitbench
