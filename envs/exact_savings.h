// A physics step with the bits of mj_step in fewer instructions: what cannot change them is left
// out. Each saving has a condition, decided on the compiled model, under which it is exact;
// docs/physics.md has the reasons and what each gives.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "envs/task.h"

struct mjModel_;
struct mjData_;

namespace gaitbench {

class ExactSavings {
 public:
  // Those that are exact on this model, or none. The model must outlive them, unchanged.
  ExactSavings(const mjModel_* model, bool wanted);
  ~ExactSavings();

  // Leaves all of MuJoCo's results and the state as mj_step does, but for the number and size of
  // islands, which it may not look for. Threads may each step mjData of their own.
  void Step(mjData_* data) const;

  // The savings in use: "islands", "collision", "actuation".
  std::vector<std::string> Names() const;

  struct Impl;

 private:
  std::unique_ptr<const Impl> impl_;
};

// Those that the task's simulations use, for a run log's provenance.
std::vector<std::string> ExactSavingsOf(const Task& task);

}  // namespace gaitbench
