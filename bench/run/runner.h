// Workers take runs, train them, and leave run logs. A worker trains one run from start to end on
// its own thread; which worker, in which order, beside whom: none of it changes a bit of a result.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "algos/run/run.h"
#include "bench/run/progress.h"

namespace gaitbench {

struct RunnerOptions {
  std::filesystem::path directory;
  int64_t num_workers = 1;
  const std::atomic<bool>* stop = nullptr;  // set from outside: end at the next iteration
  double seconds_between_checkpoints = 30;
  double seconds_between_reports = 0.5;
  WorkAround around{};  // what the study trains before and after these runs
  // once everything is checked and this process has a run to train, or there is none
  std::function<void()> before_training = [] {};
};

enum class RunnerOutcome {
  kDone,
  kStopped,    // after saving
  kElsewhere,  // another process is training the runs that are left
};

struct RunnerResult {
  RunnerOutcome outcome = RunnerOutcome::kDone;
  double idle_share = 0;  // of the workers' time: waiting for the last of them
};

// Makes DIR/runs; throws ConfigError under --out if nothing can be written there.
void CheckRunsWritable(const std::filesystem::path& directory);

// Trains every run that DIR/runs does not hold yet, from its checkpoint where there is one, and
// writes its log. `report` is called from the calling thread now and then, and at the end. Throws
// ConfigError before anything is trained if the directory cannot be written or holds something else
// under a run's name, and at the end if another process began to train something else there;
// std::runtime_error at the end if a run failed. In both cases at the end, and where writing fails,
// all stop.
RunnerResult TrainAll(std::span<const RunSpec> runs, const RunnerOptions& options,
                      const std::function<void(const Progress&)>& report);

}  // namespace gaitbench
