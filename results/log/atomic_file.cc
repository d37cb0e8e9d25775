#include "results/log/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

std::string Reason(int error) { return std::generic_category().message(error); }

[[noreturn]] void FailToWrite(const fs::path& path, int error) {
  throw std::runtime_error("cannot write " + path.string() + ": " + Reason(error));
}

// unique among the threads and processes that may write into one directory
fs::path TemporaryName(const fs::path& path) {
  static std::atomic<int64_t> count = 0;
  std::string name = ".";
  name.append(path.filename().string()).append(".").append(std::to_string(getpid()));
  name.append(".").append(std::to_string(count++)).append(".tmp");
  return path.parent_path() / name;
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

}  // namespace

void WriteFileAtomically(const fs::path& path, std::string_view contents) {
  const fs::path directory = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (failure) FailToWrite(path, failure.value());

  const fs::path temporary = TemporaryName(path);
  const int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) FailToWrite(path, errno);
  int error = WriteAndSync(file, contents);
  if (close(file) != 0 && error == 0) error = errno;
  if (error == 0 && rename(temporary.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) {
    unlink(temporary.c_str());
    FailToWrite(path, error);
  }
  SyncDirectory(directory);
}

std::string ReadFile(const fs::path& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw ConfigError(path.string(), "cannot be read: " + Reason(errno));
  if (fs::is_directory(path)) throw ConfigError(path.string(), "cannot be read: it is a directory");
  std::string contents{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) throw ConfigError(path.string(), "cannot be read: " + Reason(errno));
  return contents;
}

}  // namespace gaitbench
