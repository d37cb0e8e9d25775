// Tables of runs in two environments: three variants in one, one of them in the other.
#pragma once

#include <string>

#include "results/tables/tables.h"
#include "tests/results/run_logs.h"

namespace gaitbench {

inline Tables TwoEnvironments() {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {2400, 2500, 2600}, logs);
  AppendRuns("Hopper-v4", "ppo_m", {2000, 2100, 2300}, logs);
  AppendRuns("Hopper-v4", "no_reward_scaling", {90, 100, 110}, logs);
  AppendRuns("Humanoid-v4", "ppo", {800, 810}, logs);
  return MakeTables(logs);
}

inline bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace gaitbench
