// What a directory of runs holds, told from its files alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/study/plan.h"

namespace gaitbench {

enum class RunState { kDone, kDiverged, kRunning, kStopped, kFailed, kWaiting, kNotNeeded };
constexpr auto Names(RunState) {
  return std::array{
      std::pair{RunState::kDone, "done"},           std::pair{RunState::kDiverged, "diverged"},
      std::pair{RunState::kRunning, "running"},     std::pair{RunState::kStopped, "stopped"},
      std::pair{RunState::kFailed, "failed"},       std::pair{RunState::kWaiting, "waiting"},
      std::pair{RunState::kNotNeeded, "not_needed"}};
}

struct InventoryItem {
  std::filesystem::path folder;
  std::string environment, variant;
  int64_t seed = 0;
  bool tuning = false;
  bool in_study = true;  // of DIR/study.json, where that is there
  RunState state = RunState::kWaiting;
  int64_t iterations = 0;      // of the log or the last checkpoint
  int64_t num_iterations = 0;  // 0: not known
  std::string reason{};        // of a failure or a divergence
};

// Every run of DIR's study in its order, begun or not, and after them those that DIR holds beside
// it; without a study, those that DIR holds. A seed that a question decided before is not needed.
std::vector<InventoryItem> TakeInventory(const std::filesystem::path& directory);

// The same without what is in the runs' folders: neither states nor iterations.
std::vector<InventoryItem> ListInventory(const std::filesystem::path& directory);

// The folders of runs in DIR that `plan` does not have: "runs/Hopper-v4/ppo/seed_7".
std::vector<std::string> RunsNotIn(const Plan& plan, const std::filesystem::path& directory);

}  // namespace gaitbench
