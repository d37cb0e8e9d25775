// The commands of the binary, one function each. Results go to stdout, messages to stderr; each
// returns the exit code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/study/study.h"

namespace gaitbench {

inline constexpr int kExitDone = 0, kExitFailed = 1, kExitWrongInput = 2, kExitStopped = 75;

struct TrainRequest {
  std::string environment, variant;
  int64_t seeds = 5, first_seed = 0, iterations = 488;
  std::vector<std::string> settings;  // "clip_range=0.3"
};

struct RunRequest {
  std::filesystem::path directory;
  std::optional<int64_t> num_workers;  // default: the cores that this process may use
  double checkpoint_every = 30;        // s
  bool quiet = false;
};

// Throws ConfigError under the option's name if --env names no task.
void CheckEnvironment(const std::string& name);

// These train a study's runs into the directory, then print the table and write tables.json beside
// them. `where` begins the messages of wrong settings.
int Train(const TrainRequest& train, const RunRequest& request);
int Sweep(const Study& study, const std::string& where, const RunRequest& request);
int Demo(const RunRequest& request);

// Of the study's plan, the `count` runs from number `index` on. No table.
int RunSome(const Study& study, const std::string& where, int64_t index, int64_t count,
            const RunRequest& request);

int PrintPlan(const Study& study, const std::string& where, bool json);
int PrintStatus(const std::filesystem::path& directory, bool json);

int PrintSwitches(bool json);
int PrintVariants(bool json);
int PrintEnvs(bool json);

}  // namespace gaitbench
