// The folder of one run, DIR/runs/<environment>/<variant>/seed_<k>: what is in it, and who works in
// it.
#pragma once

#include <filesystem>
#include <optional>

#include "algos/trainer.h"

namespace gaitbench {

class RunFolder {
 public:
  RunFolder(const std::filesystem::path& directory, const RunSpec& run);

  std::filesystem::path log() const { return path_ / "run.json"; }
  std::filesystem::path policy() const { return path_ / "policy.safetensors"; }
  std::filesystem::path checkpoint() const { return path_ / "checkpoint.safetensors"; }

  // Whether the run's log is there. Throws ConfigError if it, or a checkpoint, is damaged or
  // belongs to a run with other settings.
  bool Finished(const RunSpec& run) const;

  // The run from its checkpoint, or from the beginning.
  Trainer Open(const RunSpec& run, int64_t num_threads) const;

  // Leaves policy and log, in this order, and no checkpoint.
  void Finish(const Trainer& trainer, const nlohmann::ordered_json& provenance) const;

 private:
  friend class RunClaim;
  std::filesystem::path path_;
};

// The right to work in a run's folder, held by at most one process; the system takes it back from
// one that dies.
class RunClaim {
 public:
  // Makes the folder. None if another process holds it.
  static std::optional<RunClaim> Take(const RunFolder& folder);
  RunClaim(RunClaim&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  RunClaim& operator=(RunClaim&&) = delete;
  ~RunClaim();

 private:
  explicit RunClaim(int file) : file_(file) {}
  int file_;  // an open file, locked
};

}  // namespace gaitbench
