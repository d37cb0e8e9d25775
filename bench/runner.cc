#include "bench/runner.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "bench/plan.h"
#include "bench/provenance.h"
#include "results/run_log.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

fs::path LogPath(const fs::path& directory, const RunSpec& run) {
  return RunDirectory(directory, run.environment, run.variant, run.seed) / "run.json";
}

int64_t EnvSteps(const RunSpec& run) {
  return run.num_iterations * run.config.horizon * run.config.num_envs;
}

// "clip_range (0.3 there, 0.2 asked for)", the first setting in which two objects differ; empty if
// none does
std::string FirstDifference(const nlohmann::ordered_json& there,
                            const nlohmann::ordered_json& asked) {
  const auto describe = [](const std::string& key, const std::string& a, const std::string& b) {
    return key + " (" + a + " there, " + b + " asked for)";
  };
  for (const auto& [key, value] : asked.items()) {
    const auto found = there.find(key);
    if (found == there.end()) return describe(key, "not", value.dump());
    if (*found != value) return describe(key, found->dump(), value.dump());
  }
  for (const auto& [key, value] : there.items()) {
    if (!asked.contains(key)) return describe(key, value.dump(), "not");
  }
  return "";
}

// Whether DIR holds this run, finished. Throws ConfigError if it holds another under its name.
bool IsThere(const fs::path& directory, const RunSpec& run) {
  const fs::path path = LogPath(directory, run);
  if (!fs::exists(path)) return false;
  const RunLog log = ReadRunLog(path);
  std::string difference = FirstDifference(log.config, WriteJson(run.config));
  if (difference.empty())
    difference = FirstDifference(log.environment_options, run.environment_options);
  if (difference.empty() && log.num_iterations != run.num_iterations) {
    difference = "iterations (" + std::to_string(log.num_iterations) + " there, " +
                 std::to_string(run.num_iterations) + " asked for)";
  }
  if (difference.empty()) return true;
  throw ConfigError(path.string() + ": holds a run with another " + difference +
                    "; choose another --out, or move that folder away");
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
  std::vector<const RunSpec*> queue;
  for (size_t i : LongestFirst(runs)) {
    ++progress.num_runs;
    if (IsThere(options.directory, runs[i])) {
      ++progress.num_runs_there;
    } else {
      progress.num_env_steps += EnvSteps(runs[i]);
      queue.push_back(&runs[i]);
    }
  }

  std::atomic<size_t> next = 0;
  std::atomic<int64_t> env_steps_taken = 0, num_done = 0, num_working = 0;
  std::mutex mutex;  // of what follows
  std::condition_variable idle;
  std::string failure;
  const nlohmann::ordered_json provenance = CollectProvenance();
  const auto stopped = [&] {
    return options.stop && options.stop->load(std::memory_order_relaxed);
  };

  const auto train = [&](const RunSpec& run) {
    Trainer trainer(run);
    while (!trainer.finished()) {
      if (stopped()) return;
      trainer.Iterate();
      env_steps_taken += run.config.horizon * run.config.num_envs;
    }
    RunLog log = trainer.log();
    log.provenance = provenance;
    const fs::path path = LogPath(options.directory, run);
    fs::create_directories(path.parent_path());
    WriteRunLog(log, path);
    ++num_done;
  };
  const auto work = [&] {
    for (size_t i = next++; i < queue.size() && !stopped(); i = next++) {
      try {
        train(*queue[i]);
      } catch (const std::exception& error) {
        const std::lock_guard lock(mutex);
        if (failure.empty()) {
          failure = queue[i]->environment + " " + queue[i]->variant + " seed " +
                    std::to_string(queue[i]->seed) + ": " + error.what();
        }
      }
    }
    const std::lock_guard lock(mutex);
    --num_working;
    idle.notify_one();
  };

  const auto start = std::chrono::steady_clock::now();
  const auto tell = [&] {
    progress.num_runs_done = num_done;
    progress.num_env_steps_taken = env_steps_taken;
    progress.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    report(progress);
  };
  const int64_t num_workers = std::min<int64_t>(options.num_workers, queue.size());
  num_working = num_workers;
  std::vector<std::jthread> workers;
  for (int64_t i = 0; i < num_workers; ++i) workers.emplace_back(work);
  {
    std::unique_lock lock(mutex);
    const auto pause = std::chrono::duration<double>(report_seconds);
    while (!idle.wait_for(lock, pause, [&] { return num_working == 0; })) {
      lock.unlock();
      tell();
      lock.lock();
    }
  }
  workers.clear();
  tell();
  if (!failure.empty()) throw std::runtime_error(failure);
  return stopped() ? RunnerOutcome::kStopped : RunnerOutcome::kDone;
}

}  // namespace gaitbench
