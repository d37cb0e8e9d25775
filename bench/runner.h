// Workers take runs, train them, and leave run logs. A worker trains one run from start to end on
// its own thread; which worker, in which order, beside whom: none of it changes a bit of a result.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "algos/trainer.h"

namespace gaitbench {

struct RunnerOptions {
  std::filesystem::path directory;
  int64_t num_workers = 1;
  const std::atomic<bool>* stop = nullptr;  // set from outside: end at the next iteration
};

// What the workers have done so far, for those who watch.
struct Progress {
  int64_t num_runs = 0;            // in all
  int64_t num_runs_there = 0;      // of them, finished before the start
  int64_t num_runs_done = 0;       // of them, finished since
  int64_t num_runs_elsewhere = 0;  // of them, claimed by another process
  int64_t num_env_steps = 0;       // to take, without those that were there
  int64_t num_env_steps_taken = 0;
  double seconds = 0;  // since the start
};

enum class RunnerOutcome {
  kDone,
  kStopped,    // after saving
  kElsewhere,  // another process is training the runs that are left
};

// Trains every run that DIR/runs does not hold yet, from its checkpoint where there is one, and
// writes its log. `report` is called from the calling thread about every `report_seconds`, and at
// the end. Throws ConfigError before anything is trained if the directory cannot be written or
// holds a run of the same name with other settings; std::runtime_error at the end if a run failed.
RunnerOutcome TrainAll(const std::vector<RunSpec>& runs, const RunnerOptions& options,
                       double report_seconds, const std::function<void(const Progress&)>& report);

}  // namespace gaitbench
