// What an env step earns: the quantities of task.h, in Gymnasium's order of operations, and their
// sum. The functions run where MuJoCo may leave by longjmp: they hold nothing to destroy.
#pragma once

#include "envs/task.h"

struct mjModel_;
struct mjData_;

namespace gaitbench {

// What the quantities of an env step need beside mjData; of a reset, `after` alone.
struct StepTerms {
  double before[2] = {0, 0}, after[2] = {0, 0};  // what the task measures, m
  double velocity[2] = {0, 0};                   // x and y, m/s
  double healthy_reward = 0;
  double control_cost = 0;
  double contact_cost = 0;
};

// What the task measures, where MuJoCo left it: Runge-Kutta leaves bodies and sites at its last
// stage.
void Measure(const Task& task, const mjModel_* model, const mjData_* data, double measured[2]);

// Action is float or double, [model->nu].
template <class Action>
double CostOfControls(const Task& task, const mjModel_* model, const mjData_* data,
                      const Action* action);

double CostOfContacts(const Task& task, const mjModel_* model, const mjData_* data);

double Reward(const Task& task, const mjModel_* model, const mjData_* data, const StepTerms& terms);

// Writes the values of the task's info keys, one after another.
void WriteInfo(const Task& task, const mjModel_* model, const mjData_* data, const StepTerms& terms,
               double* info);

}  // namespace gaitbench
