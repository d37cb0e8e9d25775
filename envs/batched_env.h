// N environments of one task, stepped together by MuJoCo's batch API: an env step of each
// simulation runs whole on one of the batch's threads. The same seed gives the same bits at any
// number of threads.
//
// Axes: N environments, O observation size, A action size, I info size. Arrays are row-major and
// stay valid, and are written in place, until the environment is destroyed.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "envs/task.h"

namespace gaitbench {

// What happens to an episode that has ended; the names and timing are Gymnasium's
// (gymnasium.vector.AutoresetMode).
enum class Autoreset {
  kNextStep,  // the next Step ignores the action, resets, and gives reward 0
  kSameStep,  // the same Step resets; the last observation is in final_observations
  kDisabled,  // the caller resets, with a mask
};

constexpr auto Names(Autoreset) {
  return std::array{std::pair{Autoreset::kNextStep, "next_step"},
                    std::pair{Autoreset::kSameStep, "same_step"},
                    std::pair{Autoreset::kDisabled, "disabled"}};
}

struct BatchedEnvConfig {
  int64_t num_envs = 1;
  int64_t num_threads = 1;
  Autoreset autoreset = Autoreset::kNextStep;
  bool persistent =
      false;  // one mjData per simulation instead of one per thread; same bits, more memory
};

// Which of the task's info keys an environment reported.
enum class InfoKind : uint8_t { kNone, kReset, kStep };

class BatchedEnv {
 public:
  // Throws ConfigError if MuJoCo refuses the model or the counts are not positive.
  BatchedEnv(const Task& task, const BatchedEnvConfig& config);
  ~BatchedEnv();
  BatchedEnv(BatchedEnv&&) noexcept;
  BatchedEnv& operator=(BatchedEnv&&) noexcept;

  const Task& task() const;
  int64_t num_envs() const;                       // N
  int64_t observation_size() const;               // O
  int64_t action_size() const;                    // A
  int64_t info_size() const;                      // I
  std::span<const double> action_bounds() const;  // [A,2], low and high

  // Starts an episode in every environment. With a seed, environment i draws from a new stream of
  // seed + i, as Gymnasium's vector environments do; without, streams go on (and start as if seeded
  // with 0). With a mask [N], only where it is not 0; a mask of zeros is an error.
  void Reset(uint64_t seed);
  void Reset();
  void Reset(std::span<const uint8_t> mask);
  void Reset(std::span<const uint8_t> mask, uint64_t seed);
  // With seeds [N], environment i draws from a new stream of seeds[i] where that is there. Without
  // a mask, everywhere.
  void Reset(std::span<const uint8_t> mask, std::span<const std::optional<uint64_t>> seeds);

  // One env step of every environment. actions [N,A] are not clipped. float and double differ in
  // the control cost, as they do in Gymnasium. Throws std::invalid_argument at a wrong size and
  // std::logic_error before the first Reset or, with kDisabled, on an episode that has ended.
  void Step(std::span<const float> actions);
  void Step(std::span<const double> actions);

  std::span<const double> observations() const;  // [N,O]
  std::span<const double> final_observations()
      const;                                    // [N,O]; kSameStep: rows of environments that ended
  std::span<const double> rewards() const;      // [N]
  std::span<const uint8_t> terminated() const;  // [N], the task ended the episode
  std::span<const uint8_t> truncated() const;   // [N], the time limit did; both may hold

  // What the task reports beside the reward, in the order and sizes of task().info. A key is valid
  // where info_kinds is kStep, or kReset and the key is reported at_reset.
  std::span<const double> infos() const;         // [N,I]
  std::span<const InfoKind> info_kinds() const;  // [N]
  std::span<const double> final_infos() const;   // [N,I]; kSameStep: rows of those that ended
  // Whether Gymnasium gives this quantity as float32: the control reward of float actions.
  bool IsFloat32(Quantity quantity) const;

  // An episode ends, terminated, where MuJoCo met a number that is NaN or beyond 1e10 or raised an
  // error; the others go on. Gymnasium lets such an episode go on from the start pose.
  std::span<const uint8_t> bad() const;      // [N]
  std::string BadReason(int64_t env) const;  // "" where not bad

  // Positions and velocities of one simulation, as they are between env steps.
  std::span<const double> qpos(int64_t env) const;
  std::span<const double> qvel(int64_t env) const;
  // Puts a simulation elsewhere within its episode, as Gymnasium's set_state does, and updates its
  // observation. An empty qacc_warmstart leaves the solver's start as it is.
  void SetPhysics(int64_t env, std::span<const double> qpos, std::span<const double> qvel,
                  std::span<const double> qacc_warmstart = {});

  // Everything that decides what comes next (simulations, streams, counters, outputs), as bytes.
  std::string SaveState() const;
  // Throws ConfigError if the bytes are not a state of this task and number of environments.
  void RestoreState(std::string_view state);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gaitbench
