#include "bench/run/run_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/ranges.h>

#include "algos/run/checkpoint.h"
#include "bench/run/settings_difference.h"
#include "envs/exact_savings.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/safetensors.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

// of the whole file; belongs to the open file, so that threads of one process exclude each other
// too, and ends with it
struct flock WholeFile() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

// Claims are files of ours, not links to somebody's.
int OpenClaim(const fs::path& path, int how) {
  return open(path.c_str(), how | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);
}

// Best effort: without room the claim says nothing, and holds all the same.
void SayIn(int file, const std::string& text) {
  if (ftruncate(file, 0) != 0) return;
  [[maybe_unused]] const ssize_t written = pwrite(file, text.data(), text.size(), 0);
}

// The seeds of a run's variant that have a policy: "seed_2, seed_7".
std::string SeedsWithPolicy(const fs::path& variant) {
  std::vector<std::string> seeds;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(variant, none)) {
    if (fs::exists(RunFolder(entry.path()).policy()))
      seeds.push_back(entry.path().filename().string());
  }
  std::ranges::sort(seeds);
  return fmt::format("{}", fmt::join(seeds, ", "));
}

}  // namespace

RunFolder::RunFolder(const fs::path& directory, const RunSpec& run)
    : path_(RunDirectory(directory, run.environment, run.variant, run.seed)) {}

std::optional<RunLog> RunFolder::FinishedLog(const RunSpec& run) const {
  const auto read = [&] {
    return ReadRunLog({.folder = path_,
                       .environment = run.environment,
                       .variant = run.variant,
                       .seed = run.seed});
  };
  if (fs::exists(log())) return read();
  try {
    if (fs::exists(checkpoint())) CheckCheckpoint(checkpoint(), run);
  } catch (const ConfigError&) {
    if (fs::exists(log())) return read();  // another process has just finished the run
    throw;
  }
  return std::nullopt;
}

bool RunFolder::HasUnhashedCheckpoint() const {
  try {
    return fs::exists(checkpoint()) && ReadTensorFile(checkpoint()).unhashed;
  } catch (const ConfigError&) {  // another process has just finished the run
    return false;
  }
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
  RemoveCheckpoint(checkpoint());
}

void RunFolder::NoteFailure(const std::string& reason) const noexcept {
  try {
    WriteFileAtomically(failure(), reason + "\n");
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the disk is full, say
  }
}

fs::path FindPolicy(const fs::path& run_folder) {
  const RunFolder folder(run_folder);
  if (fs::exists(folder.policy())) return folder.policy();
  if (!fs::exists(folder.log())) {
    throw ConfigError(run_folder.string(),
                      "holds no policy.safetensors; expected the folder of a run that has ended, "
                      "DIR/runs/<env>/<variant>/seed_<k>");
  }
  fs::path variant = run_folder.lexically_normal();
  if (!variant.has_filename()) variant = variant.parent_path();  // without a "/" at its end
  variant = variant.parent_path();
  const std::string others = SeedsWithPolicy(variant);
  const fs::path directory = variant.parent_path().parent_path().parent_path();
  throw ConfigError(
      run_folder.string(),
      fmt::format("holds no policy.safetensors; {}`gaitbench policies {}` trains those of median "
                  "seeds again where they are missing",
                  others.empty() ? "" : fmt::format("beside it there is one in {}; ", others),
                  directory.empty() ? "." : directory.string()));
}

std::optional<RunClaim> RunClaim::Take(const RunFolder& folder, const RunSpec& run) {
  std::error_code error;
  fs::create_directories(folder.path(), error);
  const std::string path = folder.claim().string();
  const int file = error ? -1 : OpenClaim(path, O_RDWR | O_CREAT);
  if (file < 0) {
    const std::string reason = error ? error.message() : std::strerror(errno);
    throw std::runtime_error(fmt::format("cannot write {}: {}", path, reason));
  }
  struct flock lock = WholeFile();
  if (fcntl(file, F_OFD_SETLK, &lock) == 0) {
    RunClaim claim(file);
    SayIn(file, CompactJsonText(SettingsOf(run)));
    RemoveTemporaries(folder.path());
    fs::remove(folder.failure(), error);
    return claim;
  }
  const int reason = errno;
  close(file);
  if (reason == EAGAIN || reason == EACCES) return std::nullopt;
  throw std::runtime_error(fmt::format("cannot lock {}: {}", path, std::strerror(reason)));
}

std::string RunClaim::HeldDifference(const RunFolder& folder, const RunSpec& run) {
  try {
    const std::string path = folder.claim().string();
    return SettingsDifference(ParseJsonFile(ReadFile(path), path), SettingsOf(run));
  } catch (const std::exception&) {  // nothing in it yet, or of an older version
    return "";
  }
}

bool RunClaim::IsHeld(const RunFolder& folder) {
  const int file = OpenClaim(folder.claim(), O_RDONLY);
  if (file < 0) return false;
  struct flock lock = WholeFile();
  const bool held = fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close(file);
  return held;
}

RunClaim::~RunClaim() {
  if (file_ < 0) return;
  SayIn(file_, "");
  close(file_);
}

}  // namespace gaitbench
