// The folder of one run, DIR/runs/<environment>/<variant>/seed_<k>: what is in it, and who works in
// it.
#pragma once

#include <filesystem>
#include <optional>

#include "algos/run/run.h"
#include "results/log/run_folders.h"

namespace gaitbench {

class RunFolder {
 public:
  RunFolder(const std::filesystem::path& directory, const RunSpec& run);
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path log() const { return path_ / kRunLogFile; }
  std::filesystem::path policy() const { return path_ / "policy.safetensors"; }
  std::filesystem::path checkpoint() const { return path_ / "checkpoint.safetensors"; }
  std::filesystem::path claim() const { return path_ / ".claim"; }
  std::filesystem::path failure() const { return path_ / "failure.txt"; }

  // The run's log, if it has finished. Throws ConfigError if the log, or a checkpoint, is damaged
  // or another run's.
  std::optional<RunLog> FinishedLog(const RunSpec& run) const;

  // Whether the run goes on from a checkpoint without a content hash, of an older version.
  bool HasUnhashedCheckpoint() const;

  // The run from its checkpoint, or from the beginning.
  Run Open(const RunSpec& run, int64_t num_threads) const;

  // Leaves policy and log, in this order, and no checkpoint.
  void Finish(const Run& run, const nlohmann::ordered_json& provenance) const;

  // Leaves a sentence for `gaitbench status`, where that is possible.
  void NoteFailure(const std::string& reason) const noexcept;

 private:
  std::filesystem::path path_;
};

// The policy of a run's folder. Where it has none, throws ConfigError that names the seeds beside
// it which have one, and what makes one.
std::filesystem::path FindPolicy(const std::filesystem::path& run_folder);

// The right to work in a run's folder, held by at most one process; the system takes it back from
// one that dies. Its file says with which settings the run is trained.
class RunClaim {
 public:
  // Makes the folder. None if somebody holds it.
  static std::optional<RunClaim> Take(const RunFolder& folder, const RunSpec& run);

  // In which setting the run of whoever holds it differs from `run` (settings_difference.h); empty
  // where none does, or it is not known.
  static std::string HeldDifference(const RunFolder& folder, const RunSpec& run);

  // Whether somebody holds it. Leaves everything as it is.
  static bool IsHeld(const RunFolder& folder);

  RunClaim(RunClaim&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  RunClaim& operator=(RunClaim&&) = delete;
  ~RunClaim();

 private:
  explicit RunClaim(int file) : file_(file) {}
  int file_;  // an open file, locked
};

}  // namespace gaitbench
