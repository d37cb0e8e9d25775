// What a BatchedEnv holds; for the files that implement it.
#pragma once

#include <mujoco/mjbatch.h>
#include <mujoco/mujoco.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "envs/batched_env.h"
#include "envs/exact_savings.h"
#include "envs/simulation.h"

namespace gaitbench {

struct BatchDeleter {
  void operator()(mjBatch* batch) const { mjb_deleteBatch(batch); }
};

struct BatchedEnv::Impl {
  Task task;
  BatchedEnvConfig config;
  std::unique_ptr<mjBatch, BatchDeleter> batch;
  const mjModel* model = nullptr;
  std::optional<const ExactSavings> savings;  // of the model; none until it is there
  int64_t observation_size = 0, info_size = 0;
  bool last_actions_float = true;

  // of each environment
  std::vector<Episode> episodes;
  std::vector<double> observations, final_observations, rewards, infos, final_infos;
  std::vector<uint8_t> started, terminated, truncated, bad;
  std::vector<InfoKind> info_kinds;

  std::map<int64_t, std::string> errors;  // that MuJoCo raised in the last call

  // the arguments of the call in progress
  const float* float_actions = nullptr;
  const double* double_actions = nullptr;
  const uint8_t* reset_mask = nullptr;
  char to_threads = 0, from_threads = 0;  // what the hand-overs are named by

  Impl(const Task& simulated, const BatchedEnvConfig& settings);
  bool IsStarted() const {
    return std::ranges::all_of(started, [](uint8_t s) { return s != 0; });
  }
  void CheckSteppable(size_t num_actions) const;
  using Seeds = std::span<const std::optional<uint64_t>>;
  // Masks and seeds that are empty are of all environments and of none.
  void Start(std::span<const uint8_t> mask, Seeds seeds);
  std::vector<std::optional<uint64_t>> SeedsFrom(uint64_t first) const;
  template <class Action>
  void Step(std::span<const Action> actions);
  void EndFailed();
  double* Qpos(int64_t env, int component = mjSTATE_QPOS) const {
    return mjb_stateComponent(batch.get(), component, nullptr) + env * mjb_nstate(batch.get());
  }

  // run by the batch on one simulation: nothing here may need a destructor
  static void ResetOne(const mjModel* model, mjData* data, int env, void* self);
  template <class Action>
  static void StepOne(const mjModel* model, mjData* data, int env, void* self);
  static void RefreshOne(const mjModel* model, mjData* data, int env, void* self);

  // Runs the function on the simulations `ids`, or on all; returns in how many MuJoCo raised an
  // error.
  template <mjfBatchFunc function>
  int Apply(const int* ids, int num_ids);
  template <mjfBatchFunc function>
  int Apply() {
    return Apply<function>(nullptr, static_cast<int>(config.num_envs));
  }

  template <class Self, class Visit>
  static void StateArrays(Self& self, Visit&& visit);
  std::string StateHeader() const;
};

}  // namespace gaitbench
