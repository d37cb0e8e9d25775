#include "bench/run_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "algos/checkpoint.h"
#include "results/run_log.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

// "clip_range (0.3 there, 0.2 asked for)", the first setting in which two objects differ; empty if
// none does
std::string FirstDifference(const ordered_json& there, const ordered_json& asked) {
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

}  // namespace

RunFolder::RunFolder(const fs::path& directory, const RunSpec& run)
    : path_(RunDirectory(directory, run.environment, run.variant, run.seed)) {}

bool RunFolder::Finished(const RunSpec& run) const {
  if (!fs::exists(log())) {
    if (fs::exists(checkpoint())) CheckCheckpoint(checkpoint(), run);
    return false;
  }
  const RunLog there = ReadRunLog(log());
  std::string difference = FirstDifference(there.config, WriteJson(run.config));
  if (difference.empty())
    difference = FirstDifference(there.environment_options, run.environment_options);
  if (difference.empty() && there.num_iterations != run.num_iterations) {
    difference = "iterations (" + std::to_string(there.num_iterations) + " there, " +
                 std::to_string(run.num_iterations) + " asked for)";
  }
  if (difference.empty()) return true;
  throw ConfigError(log().string() + ": holds a run with another " + difference +
                    "; choose another --out, or move that folder away");
}

Trainer RunFolder::Open(const RunSpec& run, int64_t num_threads) const {
  return fs::exists(checkpoint()) ? ReadCheckpoint(checkpoint(), run, num_threads)
                                  : Trainer(run, num_threads);
}

void RunFolder::Finish(const Trainer& trainer, const ordered_json& provenance) const {
  WritePolicy(trainer, policy());
  RunLog log = trainer.log();
  log.provenance = provenance;
  WriteRunLog(log, this->log());
  fs::remove(checkpoint());
}

std::optional<RunClaim> RunClaim::Take(const RunFolder& folder) {
  fs::create_directories(folder.path_);
  const fs::path path = folder.path_ / ".claim";
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0)
    throw std::runtime_error(path.string() + ": cannot be written (" + std::strerror(errno) + ")");
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return RunClaim(file);
  close(file);
  return std::nullopt;
}

RunClaim::~RunClaim() {
  if (file_ >= 0) close(file_);
}

}  // namespace gaitbench
