// The task rule on one MuJoCo simulation: reset, env step, reward, health and observation, in
// Gymnasium's order of operations, so that the results have its bits.
//
// Axes: O observation size, A action size, I info size (the sizes of a task's keys, added up).
// The functions on mjData run where MuJoCo may leave by longjmp: they hold nothing to destroy.
#pragma once

#include <cstdint>
#include <memory>

#include "envs/observation.h"
#include "envs/random.h"
#include "envs/task.h"

struct mjModel_;
struct mjData_;

namespace gaitbench {

class ExactSavings;

struct ModelDeleter {
  void operator()(mjModel_* model) const;
};
using ModelPtr = std::unique_ptr<mjModel_, ModelDeleter>;
struct DataDeleter {
  void operator()(mjData_* data) const;
};
using DataPtr = std::unique_ptr<mjData_, DataDeleter>;

// Throws ConfigError if MuJoCo refuses the task's model.
ModelPtr CompileModel(const Task& task);

int64_t InfoSize(const Task& task);

// What a simulation remembers between env steps beside MuJoCo's state.
struct Episode {
  RandomStream::State stream = {};  // of its resets
  double measured[2] = {};          // what the task measures, as of the last env step or reset, m
  int64_t num_steps = 0;
};

// Where an env step's results go.
struct StepOutput {
  double* observation;  // [O]
  double* info;         // [I]
  double reward = 0;
  bool terminated = false;
  bool bad = false;  // MuJoCo found a number that is not one, or beyond 1e10
};

// Starts an episode: noise on pose and velocity from the episode's stream.
void ResetSimulation(const Task& task, const mjModel_* model, mjData_* data, Episode& episode,
                     double* observation, double* info);

// One env step, by mj_step or with savings of the same model. Action is float or double, [A].
template <class Action>
void StepSimulation(const Task& task, const mjModel_* model, mjData_* data, const Action* action,
                    Episode& episode, StepOutput& output, const ExactSavings* savings = nullptr);

// After positions or velocities were written from outside: what follows from them.
void RefreshSimulation(const Task& task, const mjModel_* model, mjData_* data, Episode& episode,
                       double* observation);

// Whether the state ends no episode.
bool IsHealthy(const Task& task, const mjModel_* model, const mjData_* data);

// Writes cfrc_ext, the contact forces on each body, as mj_rnePostConstraint does; the accelerations
// and joint forces that it computes beside them nobody observes.
void ComputeContactForces(const mjModel_* model, mjData_* data);

}  // namespace gaitbench
