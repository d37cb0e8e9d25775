#include "bench/cli/python_tool.h"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "results/log/config_error.h"

namespace gaitbench {
namespace {

struct Tools {
  std::filesystem::path scripts;  // the folder that their paths are relative to
  std::string python;
};

std::filesystem::path InstalledFolder() {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  return program.parent_path().parent_path() / "share" / "gaitbench";
}

// An installed program takes the user's Python, one in a checkout the project's.
Tools FindTools() {
  const std::filesystem::path folder = ToolsFolder();
  if (folder == InstalledFolder()) return {folder, "python3"};
  const std::filesystem::path python = folder / ".venv/bin/python";
  if (!std::filesystem::exists(python))
    throw std::runtime_error(python.string() +
                             " is not there: start ./gaitbench once, which makes it");
  return {folder, python.string()};
}

// An open file without a name, in memory.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& contents = {}) : file_(memfd_create("tool", MFD_CLOEXEC)) {
    if (file_ < 0) throw std::system_error(errno, std::generic_category());
    for (size_t done = 0; done < contents.size();) {
      const ssize_t written = write(file_, contents.data() + done, contents.size() - done);
      if (written < 0) {
        close(file_);
        throw std::system_error(errno, std::generic_category());
      }
      done += static_cast<size_t>(written);
    }
    lseek(file_, 0, SEEK_SET);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(file_); }

  int number() const { return file_; }

  std::string Contents() const {
    std::string contents;
    std::array<char, 4096> part{};
    lseek(file_, 0, SEEK_SET);
    for (ssize_t size = 0; (size = read(file_, part.data(), part.size())) > 0;)
      contents.append(part.data(), static_cast<size_t>(size));
    return contents;
  }

 private:
  int file_;
};

struct Ended {
  int exit_code = 0;  // -1: a signal ended it
  std::string printed, said;
};

// Returns its exit code, -1 if a signal ended it.
int Spawn(std::vector<std::string> words, const MemoryFile& input, const MemoryFile& output,
          const MemoryFile& messages) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  posix_spawn_file_actions_adddup2(&streams, input.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&streams, output.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&streams, messages.number(), STDERR_FILENO);
  unsetenv("PYTHONSAFEPATH");  // it hides the modules that are beside a script
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments[0], &streams, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&streams);
  if (error != 0) throw std::system_error(error, std::generic_category());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Ended RunTool(const std::vector<std::string>& words, const std::string& input) {
  const MemoryFile contents(input), output, messages;
  const int exit_code = Spawn(words, contents, output, messages);
  return {exit_code, output.Contents(), messages.Contents()};
}

// Python ends what it says with the reason.
std::string LastLine(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

}  // namespace

std::filesystem::path ToolsFolder() {
  const std::filesystem::path installed = InstalledFolder();
  return std::filesystem::exists(installed) ? installed : GAITBENCH_SOURCE_DIR;
}

void RunPythonTool(const std::string& script, const std::vector<std::string>& arguments,
                   const std::string& input) {
  const Tools tools = FindTools();
  std::vector<std::string> words = {tools.python, "-B", (tools.scripts / script).string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Ended ended;
  try {
    ended = RunTool(words, input);
  } catch (const std::system_error& error) {
    throw std::runtime_error(
        fmt::format("{}: cannot be run by {}: {}", script, tools.python, error.code().message()));
  }
  std::cout << ended.printed << std::flush;
  if (ended.exit_code == kExitWrongInput) throw ConfigError(script, LastLine(ended.said));
  if (ended.exit_code != 0) {
    throw std::runtime_error(
        fmt::format("{}: {}", script, ended.said.empty() ? "failed" : LastLine(ended.said)));
  }
  std::cerr << ended.said;
}

}  // namespace gaitbench
