#include "bench/runner.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "algos/checkpoint.h"
#include "bench/plan.h"
#include "bench/provenance.h"
#include "bench/run_folder.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kBetweenCheckpoints{30};

int64_t EnvStepsPerIteration(const RunSpec& run) {
  return run.config.horizon * run.config.num_envs;
}

void CheckWritable(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory / "runs", error);
  const fs::path probe = directory / "runs" / ".write_test";
  if (!error) {
    fs::create_directory(probe, error);
    if (!error) fs::remove(probe);
  }
  if (error)
    throw ConfigError("--out " + directory.string() + ": cannot be written (" + error.message() +
                      ")");
}

}  // namespace

RunnerOutcome TrainAll(const std::vector<RunSpec>& runs, const RunnerOptions& options,
                       double report_seconds, const std::function<void(const Progress&)>& report) {
  CheckWritable(options.directory);
  Progress progress;
  int64_t total_env_steps = 0;
  std::vector<const RunSpec*> queue;
  for (size_t i : LongestFirst(runs)) {
    ++progress.num_runs;
    if (RunFolder(options.directory, runs[i]).Finished(runs[i])) {
      ++progress.num_runs_there;
    } else {
      total_env_steps += runs[i].num_iterations * EnvStepsPerIteration(runs[i]);
      queue.push_back(&runs[i]);
    }
  }

  const int64_t num_workers = std::min<int64_t>(options.num_workers, queue.size());
  const int64_t threads_per_run = num_workers > 0 ? options.num_workers / num_workers : 1;
  std::atomic<size_t> next = 0;
  std::atomic<int64_t> env_steps_taken = 0, env_steps_resumed = 0, num_done = 0, num_elsewhere = 0;
  std::mutex mutex;  // of what follows
  std::condition_variable idle;
  std::string failure;
  int64_t num_working = num_workers;
  const nlohmann::ordered_json provenance = CollectProvenance();
  const auto stopped = [&] {
    return options.stop && options.stop->load(std::memory_order_relaxed);
  };

  const auto train = [&](const RunSpec& run) {
    const RunFolder folder(options.directory, run);
    const std::optional<RunClaim> claim = RunClaim::Take(folder);
    if (!claim) return void(++num_elsewhere);
    if (folder.Finished(run)) return void(++num_done);  // by another process, since the start
    Trainer trainer = folder.Open(run, threads_per_run);
    env_steps_resumed += trainer.iteration() * EnvStepsPerIteration(run);
    Clock::time_point saved = Clock::now();
    while (!trainer.finished()) {
      trainer.Iterate();
      env_steps_taken += EnvStepsPerIteration(run);
      if (trainer.finished() || (!stopped() && Clock::now() - saved < kBetweenCheckpoints))
        continue;
      WriteCheckpoint(trainer, folder.checkpoint());
      saved = Clock::now();
      if (stopped()) return;
    }
    folder.Finish(trainer, provenance);
    ++num_done;
  };
  const auto work = [&] {
    for (size_t i = next++; i < queue.size() && !stopped(); i = next++) {
      try {
        train(*queue[i]);
      } catch (const std::exception& error) {
        const std::lock_guard lock(mutex);
        if (failure.empty()) failure = error.what();
      }
    }
    const std::lock_guard lock(mutex);
    --num_working;
    idle.notify_one();
  };

  const Clock::time_point start = Clock::now();
  const auto tell = [&] {
    progress.num_runs_done = num_done;
    progress.num_runs_elsewhere = num_elsewhere;
    progress.num_env_steps = total_env_steps - env_steps_resumed;
    progress.num_env_steps_taken = env_steps_taken;
    progress.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    report(progress);
  };
  std::vector<std::jthread> workers;
  for (int64_t i = 0; i < num_workers; ++i) workers.emplace_back(work);
  {
    std::unique_lock lock(mutex);
    const std::chrono::duration<double> pause(report_seconds);
    while (!idle.wait_for(lock, pause, [&] { return num_working == 0; })) {
      lock.unlock();
      tell();
      lock.lock();
    }
  }
  workers.clear();
  tell();
  if (!failure.empty()) throw std::runtime_error(failure);
  if (stopped()) return RunnerOutcome::kStopped;
  return num_elsewhere > 0 ? RunnerOutcome::kElsewhere : RunnerOutcome::kDone;
}

}  // namespace gaitbench
