#include "bench/run/run_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "algos/run/checkpoint.h"
#include "envs/exact_savings.h"
#include "results/log/atomic_file.h"
#include "results/log/run_folders.h"
#include "results/log/run_log.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

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

// of the whole file; belongs to the open file, so that threads of one process exclude each other
// too, and ends with it
struct flock WholeFile() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

// What a killed process was writing.
void RemoveTemporaries(const fs::path& folder) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") && name.ends_with(".tmp")) fs::remove(entry.path(), ignored);
  }
}

}  // namespace

RunFolder::RunFolder(const fs::path& directory, const RunSpec& run)
    : path_(RunDirectory(directory, run.environment, run.variant, run.seed)) {}

std::optional<RunLog> RunFolder::FinishedLog(const RunSpec& run) const {
  if (fs::exists(log())) return ReadRunLog(log());
  if (fs::exists(checkpoint())) CheckCheckpoint(checkpoint(), run);
  return std::nullopt;
}

std::string RunFolder::Difference(const RunLog& there, const RunSpec& run) {
  std::string difference = FirstDifference(WithDefaults(there.config), ConfigJson(run.settings));
  if (difference.empty())
    difference = FirstDifference(there.environment_options, run.environment_options);
  if (difference.empty() && there.num_iterations != run.num_iterations) {
    difference = "iterations (" + std::to_string(there.num_iterations) + " there, " +
                 std::to_string(run.num_iterations) + " asked for)";
  }
  return difference;
}

Run RunFolder::Open(const RunSpec& run, int64_t num_threads) const {
  return fs::exists(checkpoint()) ? ReadCheckpoint(checkpoint(), run, num_threads)
                                  : Run(run, num_threads);
}

void RunFolder::Finish(const Run& run, const ordered_json& provenance) const {
  WritePolicy(run, policy());
  RunLog log = run.log();
  log.provenance = provenance;
  const nlohmann::json options = log.environment_options;
  log.provenance["exact_savings"] =
      ExactSavingsOf(ApplyOptions(FindTask(log.environment), options));
  WriteRunLog(log, this->log());
  fs::remove(checkpoint());
}

void RunFolder::NoteFailure(const std::string& reason) const noexcept {
  try {
    WriteFileAtomically(failure(), reason + "\n");
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the disk is full, say
  }
}

std::optional<RunClaim> RunClaim::Take(const RunFolder& folder) {
  std::error_code error;
  fs::create_directories(folder.path(), error);
  const std::string path = folder.claim().string();
  const int file = error ? -1 : open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) {
    const std::string reason = error ? error.message() : std::strerror(errno);
    throw std::runtime_error("cannot write " + path + ": " + reason);
  }
  struct flock lock = WholeFile();
  if (fcntl(file, F_OFD_SETLK, &lock) == 0) {
    RunClaim claim(file);
    RemoveTemporaries(folder.path());
    fs::remove(folder.failure(), error);
    return claim;
  }
  const int reason = errno;
  close(file);
  if (reason == EAGAIN || reason == EACCES) return std::nullopt;
  throw std::runtime_error("cannot lock " + path + ": " + std::strerror(reason));
}

bool RunClaim::IsHeld(const RunFolder& folder) {
  const int file = open(folder.claim().c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  struct flock lock = WholeFile();
  const bool held = fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close(file);
  return held;
}

RunClaim::~RunClaim() {
  if (file_ >= 0) close(file_);
}

}  // namespace gaitbench
