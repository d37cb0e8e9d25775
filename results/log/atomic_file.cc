#include "results/log/atomic_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <random>
#include <system_error>

#include <fmt/format.h>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporarySuffix = ".tmp";

std::string Reason(int error) { return std::generic_category().message(error); }

[[noreturn]] void FailToWrite(const fs::path& path, int error) {
  throw std::runtime_error("cannot write " + path.string() + ": " + Reason(error));
}

// How the names of a file's temporaries begin.
std::string TemporaryPrefix(const fs::path& path) {
  return fmt::format(".{}.", path.filename().string());
}

struct OpenFile {
  int descriptor = -1;  // negative: `error` tells why
  int error = 0;
  fs::path path;
};

// A new file beside `path`. Its name is drawn at random: process ids repeat, in containers at once.
OpenFile MakeTemporary(const fs::path& path) {
  constexpr int kTries = 100;
  std::random_device draw;
  OpenFile file;
  for (int i = 0; i < kTries; ++i) {
    const std::string name =
        fmt::format("{}{:08x}{:08x}{}", TemporaryPrefix(path), draw(), draw(), kTemporarySuffix);
    file.path = path.parent_path() / name;
    file.descriptor = open(file.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    file.error = errno;
    if (file.descriptor >= 0 || file.error != EEXIST) break;
  }
  return file;
}

// Best effort: what cannot be removed does no harm.
void RemoveTemporaries(const fs::path& directory, const std::string& prefix,
                       fs::file_time_type before) {
  std::error_code failure;
  fs::directory_iterator entry(directory, failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(kTemporarySuffix)) continue;
    std::error_code ignored;
    const fs::file_time_type written = fs::last_write_time(entry->path(), ignored);
    if (!ignored && written < before) fs::remove(entry->path(), ignored);
  }
}

void SyncDirectory(const fs::path& directory) {
  const int file = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  fsync(file);  // best effort: some file systems refuse it on directories
  close(file);
}

// 0, or the errno of the first call that failed
int WriteAndSync(int file, std::string_view contents) {
  while (!contents.empty()) {
    const ssize_t written = write(file, contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    contents.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0 ? 0 : errno;
}

// Whether there is something to read, or the end; false when nothing comes.
bool WaitToRead(int file) {
  constexpr int kPatience = 10'000;  // ms
  pollfd waiting = {.fd = file, .events = POLLIN, .revents = 0};
  for (;;) {
    const int ready = poll(&waiting, 1, kPatience);
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

// Why a file is not to be read, or the empty string after its bytes were appended to `contents`.
std::string ReadAll(int file, std::string& contents) {
  struct stat status {};
  if (fstat(file, &status) != 0) return Reason(errno);
  if (S_ISDIR(status.st_mode)) return "it is a directory";
  if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) return "it is no file";
  constexpr size_t kLeast = size_t{1} << 16, kMost = size_t{1} << 20;
  const auto expected = static_cast<size_t>(status.st_size);
  const size_t block = std::clamp(expected + 1, kLeast, kMost);
  // at once: a size that memory does not hold is refused, not approached
  contents.reserve(expected + block);
  size_t size = 0;
  for (;;) {
    contents.resize(size + block);
    const ssize_t count = read(file, contents.data() + size, block);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN && WaitToRead(file)) continue;
    if (count < 0) return errno == EAGAIN ? "nothing comes through it" : Reason(errno);
    size += static_cast<size_t>(count);
    contents.resize(size);
    if (count == 0) return "";
  }
}

}  // namespace

void WriteFileAtomically(const fs::path& path, std::string_view contents) {
  const fs::path directory = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (failure) FailToWrite(path, failure.value());

  const OpenFile temporary = MakeTemporary(path);
  if (temporary.descriptor < 0) FailToWrite(path, temporary.error);
  int error = WriteAndSync(temporary.descriptor, contents);
  if (close(temporary.descriptor) != 0 && error == 0) error = errno;
  if (error == 0 && rename(temporary.path.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) {
    unlink(temporary.path.c_str());
    FailToWrite(path, error);
  }
  SyncDirectory(directory);
  // by the clock of the file system, which other machines share
  const fs::file_time_type written = fs::last_write_time(path, failure);
  if (!failure)
    RemoveTemporaries(directory, TemporaryPrefix(path), written - std::chrono::hours(1));
}

void RemoveTemporaries(const fs::path& directory) {
  RemoveTemporaries(directory, ".", fs::file_time_type::max());
}

void CheckWritable(const std::string& where, const fs::path& directory) {
  const auto refuse = [&](const std::string& why) {
    throw ConfigError(where, fmt::format("cannot be written ({})", why));
  };
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (failure) refuse(failure.message());
  const OpenFile probe = MakeTemporary(directory / "write_test");
  if (probe.descriptor < 0) refuse(Reason(probe.error));
  close(probe.descriptor);
  unlink(probe.path.c_str());
}

std::string ReadFile(const fs::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  std::string contents;
  const std::string why = file < 0 ? Reason(errno) : ReadAll(file, contents);
  if (file >= 0) close(file);
  if (!why.empty()) throw ConfigError(path.string(), "cannot be read: " + why);
  return contents;
}

}  // namespace gaitbench
