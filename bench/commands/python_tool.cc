#include "bench/commands/python_tool.h"

#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "bench/run/shell.h"

namespace gaitbench {
namespace {

struct Tools {
  std::filesystem::path scripts;  // the folder that their paths are relative to
  std::string python;
};

// An installed program has the scripts in its share/gaitbench and takes the user's Python; in a
// checkout both are the project's.
Tools FindTools() {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  const std::filesystem::path installed =
      program.parent_path().parent_path() / "share" / "gaitbench";
  if (std::filesystem::exists(installed)) return {installed, "python3"};
  const std::filesystem::path project = GAITBENCH_SOURCE_DIR;
  const std::filesystem::path python = project / ".venv/bin/python";
  if (!std::filesystem::exists(python))
    throw std::runtime_error(python.string() +
                             " is not there: start ./gaitbench once, which makes it");
  return {project, python.string()};
}

}  // namespace

void RunPythonTool(const std::string& script, const std::vector<std::string>& arguments,
                   const std::string& input) {
  const Tools tools = FindTools();
  std::string command =
      ShellWord(tools.python) + " " + ShellWord((tools.scripts / script).string());
  for (const std::string& argument : arguments) command += " " + ShellWord(argument);
  FILE* pipe = popen(command.c_str(), "w");  // NOLINT(bugprone-command-processor): of ShellWords
  if (!pipe) throw std::runtime_error("cannot start " + tools.python);
  const size_t written = std::fwrite(input.data(), 1, input.size(), pipe);
  const int status = pclose(pipe);
  if (written != input.size() || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(script + " failed");
}

}  // namespace gaitbench
