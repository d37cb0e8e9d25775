#include "bench/run/runner.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <numeric>
#include <thread>

#include <fmt/format.h>

#include "algos/learner/machine_memory.h"
#include "algos/run/checkpoint.h"
#include "bench/run/memory.h"
#include "bench/run/provenance.h"
#include "bench/run/run_folder.h"
#include "bench/run/sentence.h"
#include "bench/run/settings_difference.h"
#include "bench/study/plan.h"
#include "results/log/atomic_file.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

[[noreturn]] void RefuseOthers(const fs::path& directory, const std::vector<std::string>& others) {
  constexpr size_t kShown = 5;
  std::string list;
  for (size_t i = 0; i < std::min(others.size(), kShown); ++i)
    list += (i > 0 ? "; " : "") + others[i];
  if (others.size() > kShown)
    list.append("; and ").append(std::to_string(others.size() - kShown)).append(" more");
  throw ConfigError(directory.string(),
                    std::to_string(others.size()) + (others.size() == 1 ? " run is" : " runs are") +
                        " not what is asked for: " + list +
                        ". Nothing was changed: choose another --out, or move what is named away");
}

// The runs that are to be trained, longest first; the board learns of the others.
std::vector<size_t> Unfinished(std::span<const RunSpec> runs, const fs::path& directory,
                               ProgressBoard& board) {
  std::vector<size_t> unfinished;
  std::vector<std::string> others;
  for (size_t i : LongestFirst(runs)) {
    const RunFolder folder(directory, runs[i]);
    try {
      const std::optional<RunLog> log = folder.FinishedLog(runs[i]);
      if (!log) {
        unfinished.push_back(i);
        continue;
      }
      const std::string difference = SettingsDifference(SettingsOf(*log), SettingsOf(runs[i]));
      if (!difference.empty()) {
        others.push_back(folder.path().string() + " differs in " + difference);
      } else {
        // left by a run that was killed after its log was written
        RemoveCheckpoint(folder.checkpoint());
        board.AlreadyDone(i, *log);
      }
    } catch (const ConfigError& error) {
      others.push_back(error.what());
    }
  }
  if (!others.empty()) RefuseOthers(directory, others);
  return unfinished;
}

void NoteUnhashedCheckpoints(std::span<const RunSpec> runs, const std::vector<size_t>& unfinished,
                             const fs::path& directory) {
  const auto count = std::ranges::count_if(unfinished, [&](size_t run) {
    return RunFolder(directory, runs[run]).HasUnhashedCheckpoint();
  });
  if (count > 0) {
    std::cerr << fmt::format(
        "note: checkpoints without a content hash, as older versions wrote them: {}; damage in "
        "them goes unnoticed\n",
        count);
  }
}

nlohmann::ordered_json Libraries(const RunSpec& run) {
  return run.settings.family->libraries(run.settings.values);
}

class Workers {
 public:
  Workers(std::span<const RunSpec> runs, std::vector<size_t> queue, const RunnerOptions& options,
          ProgressBoard& board)
      : runs_(runs),
        queue_(std::move(queue)),
        options_(options),
        board_(board),
        ended_(std::min<size_t>(static_cast<size_t>(options.num_workers), queue_.size())) {}

  // Returns when every worker has ended.
  void Work(const std::function<void()>& report) {
    if (queue_.empty()) options_.before_training();
    std::vector<std::jthread> threads;
    num_working_ = ended_.size();
    try {
      for (double& ended : ended_) threads.emplace_back([this, &ended] { TakeRuns(ended); });
    } catch (const std::exception& error) {
      giving_up_ = true;
      throw std::runtime_error("cannot start a worker's thread: " + SentenceOf(error));
    }
    const std::chrono::duration<double> pause(options_.seconds_between_reports);
    std::unique_lock lock(mutex_);
    while (!idle_.wait_for(lock, pause, [&] { return num_working_ == 0; })) {
      lock.unlock();
      report();
      lock.lock();
    }
  }

  bool stopped() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }
  const std::vector<size_t>& elsewhere() const { return elsewhere_; }
  const std::string& failure() const { return failure_; }
  bool wrong_input() const { return wrong_input_; }
  const std::string& conflict() const { return conflict_; }

  double IdleShare() const {
    if (ended_.size() < 2) return 0;
    const double total = SecondsSince(start_) * static_cast<double>(ended_.size());
    return 1 - std::accumulate(ended_.begin(), ended_.end(), 0.0) / total;
  }

 private:
  // Where one worker cannot write, the others would train for nothing: they save what they can.
  template <class Write>
  auto Writing(const Write& write) {
    try {
      return write();
    } catch (...) {
      giving_up_ = true;
      throw;
    }
  }

  void TakeRuns(double& ended) {
    for (size_t next = next_++; next < queue_.size() && !Ending(); next = next_++) {
      const size_t run = queue_[next];
      const RunFolder folder(options_.directory, runs_[run]);
      try {
        Train(run, folder);
      } catch (const ConfigError& error) {  // in what another process left since the start
        wrong_input_ = true;
        Fail(run, folder, error.what());
      } catch (const std::exception& error) {
        Fail(run, folder, SentenceOf(error));
      }
    }
    const std::lock_guard lock(mutex_);
    ended = SecondsSince(start_);
    --num_working_;
    idle_.notify_one();
  }

  void Train(size_t run, const RunFolder& folder) {
    const std::optional<RunClaim> claim =
        Writing([&] { return RunClaim::Take(folder, runs_[run]); });
    if (!claim) {
      const std::string difference = RunClaim::HeldDifference(folder, runs_[run]);
      if (!difference.empty()) return RefuseStudy(folder, difference);
      const std::lock_guard lock(mutex_);
      elsewhere_.push_back(run);
      return board_.Elsewhere(run);
    }
    if (const auto log = folder.FinishedLog(runs_[run])) {  // by another process, since the start
      const std::string difference = SettingsDifference(SettingsOf(*log), SettingsOf(runs_[run]));
      return difference.empty() ? board_.AlreadyDone(run, *log) : RefuseStudy(folder, difference);
    }
    Writing([&] { std::call_once(begun_, options_.before_training); });
    const auto threads =
        static_cast<int64_t>(static_cast<size_t>(options_.num_workers) / ended_.size());
    Run training = folder.Open(runs_[run], threads);
    board_.Begin(run, training.log());
    Clock::time_point saved = Clock::now();
    while (!training.finished()) {
      training.Iterate();
      board_.Iterated(run, training.log());
      const bool due = Ending() || SecondsSince(saved) >= options_.seconds_between_checkpoints;
      if (training.finished() || !due) continue;
      Writing([&] { WriteCheckpoint(training, folder.checkpoint()); });
      saved = Clock::now();
      if (Ending()) return;
    }
    nlohmann::ordered_json provenance = provenance_;
    provenance.update(Libraries(runs_[run]));
    Writing([&] { folder.Finish(training, provenance); });
    board_.Done(run);
  }

  // Another study is being trained in the same directory: this one goes no further.
  void RefuseStudy(const RunFolder& folder, const std::string& difference) {
    const std::lock_guard lock(mutex_);
    refused_ = true;
    if (conflict_.empty())
      conflict_ = fmt::format("{} differs in {}", folder.path().string(), difference);
  }

  void Fail(size_t run, const RunFolder& folder, const std::string& reason) {
    folder.NoteFailure(reason);
    board_.Failed(run);
    const std::lock_guard lock(mutex_);
    if (!failure_.empty()) return;
    failure_ = reason;
    if (giving_up_)
      failure_ +=
          "; what was saved before is intact: once that is mended, the same command goes on";
  }

  bool Ending() const { return stopped() || giving_up_ || refused_; }

  std::span<const RunSpec> runs_;
  const std::vector<size_t> queue_;
  const RunnerOptions& options_;
  ProgressBoard& board_;
  const nlohmann::ordered_json provenance_ = CollectProvenance();
  const Clock::time_point start_ = Clock::now();
  std::atomic<size_t> next_ = 0;
  std::atomic<bool> giving_up_ = false, refused_ = false, wrong_input_ = false;
  std::once_flag begun_;
  std::mutex mutex_;  // of what follows
  std::condition_variable idle_;
  size_t num_working_ = 0;
  std::string failure_, conflict_;
  std::vector<size_t> elsewhere_;  // runs that other processes had claimed
  std::vector<double> ended_;      // s after the start, one per worker
};

}  // namespace

void CheckRunsWritable(const fs::path& directory) {
  CheckWritable("--out " + directory.string(), directory / "runs");
}

RunnerResult TrainAll(std::span<const RunSpec> runs, const RunnerOptions& options,
                      const std::function<void(const Progress&)>& report) {
  CheckRunsWritable(options.directory);
  ProgressBoard board(runs, options.around);
  std::vector<size_t> unfinished = Unfinished(runs, options.directory, board);
  for (size_t run : unfinished) Libraries(runs[run]);  // they are there, or it says so
  CheckMemory(runs, unfinished, options.num_workers, MachineMemory());
  NoteUnhashedCheckpoints(runs, unfinished, options.directory);
  Workers workers(runs, std::move(unfinished), options, board);
  workers.Work([&] { report(board.Snapshot()); });
  const double idle_share = workers.IdleShare();
  report(board.Snapshot());
  if (!workers.conflict().empty()) {
    throw ConfigError(options.directory.string(),
                      fmt::format("another process trains another study there: {}; choose another "
                                  "--out",
                                  workers.conflict()));
  }
  if (workers.wrong_input()) throw ConfigError("", workers.failure());
  if (!workers.failure().empty()) throw std::runtime_error(workers.failure());
  if (workers.stopped()) return {RunnerOutcome::kStopped, idle_share};
  const bool any_left = std::ranges::any_of(workers.elsewhere(), [&](size_t run) {
    return !RunFolder(options.directory, runs[run]).FinishedLog(runs[run]);
  });
  return {any_left ? RunnerOutcome::kElsewhere : RunnerOutcome::kDone, idle_share};
}

}  // namespace gaitbench
