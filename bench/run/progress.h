// How far the workers are, for those who watch.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "algos/run/run.h"

namespace gaitbench {

// One environment x variant.
struct VariantProgress {
  std::string environment, variant;
  int64_t num_runs = 0, num_runs_done = 0, num_working = 0;
  int64_t env_steps_taken = 0;  // since the start
  double share_of_rest = 0;     // of the work that is left
  double mean_return = 0;       // over its runs, of their last iterations; NaN where none is known
  std::vector<double> curve;    // mean return over parts of training of the same length, or NaN
};

struct Progress {
  int64_t num_runs = 0;            // in all
  int64_t num_runs_there = 0;      // of them, finished before the start
  int64_t num_runs_done = 0;       // of them, finished since
  int64_t num_runs_elsewhere = 0;  // of them, claimed by another process
  int64_t env_steps_taken = 0;     // since the start
  double share_done = 0;           // of the work of them all
  double share_at_start = 0;       // of it, what was there: runs and checkpoints
  double seconds = 0;              // since the start
  std::vector<VariantProgress> variants;
};

// Work that a board knows only by its size: what the study trains before and after the board's
// runs.
struct WorkAround {
  double before = 0, after = 0;           // relative costs
  int64_t num_before = 0, num_after = 0;  // runs
};

// Workers tell it what they do; any thread may ask.
class ProgressBoard {
 public:
  explicit ProgressBoard(std::span<const RunSpec> runs, const WorkAround& around = {});

  void AlreadyDone(size_t run, const RunLog& log);  // before the start, or by another process
  void Begin(size_t run, const RunLog& log);        // with what its checkpoint holds
  void Iterated(size_t run, const RunLog& log);     // with one more iteration
  void Done(size_t run);
  void Elsewhere(size_t run);
  void Failed(size_t run);

  Progress Snapshot() const;

 private:
  static constexpr size_t kCurveParts = 8;
  struct Run {
    size_t variant;
    double cost;  // of one iteration
    int64_t num_iterations, steps_per_iteration;
    int64_t iterations_before = 0, iterations_since = 0;
    double latest = 0;  // mean return of the last iterations
    std::array<double, kCurveParts> sum{}, count{};
    enum { kWaiting, kWorking, kThere, kDone, kElsewhere, kFailed } state = kWaiting;
  };
  void Add(Run& run, const RunLog& log, size_t first_iteration);

  mutable std::mutex mutex_;
  std::vector<Run> runs_;
  std::vector<VariantProgress> variants_;  // who they are
  const WorkAround around_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace gaitbench
