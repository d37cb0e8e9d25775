#include "bench/commands/python_tool.h"

#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

namespace gaitbench {
namespace {

// One word of sh.
std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace

void RunPythonTool(const std::string& script, const std::vector<std::string>& arguments,
                   const std::string& input) {
  const std::filesystem::path project = GAITBENCH_SOURCE_DIR;
  const std::filesystem::path python = project / ".venv/bin/python";
  if (!std::filesystem::exists(python))
    throw std::runtime_error(python.string() +
                             " is not there: start ./gaitbench once, which makes it");
  std::string command = Quoted(python.string()) + " " + Quoted((project / script).string());
  for (const std::string& argument : arguments) command += " " + Quoted(argument);
  FILE* pipe = popen(command.c_str(), "w");
  if (!pipe) throw std::runtime_error("cannot start " + python.string());
  const size_t written = std::fwrite(input.data(), 1, input.size(), pipe);
  const int status = pclose(pipe);
  if (written != input.size() || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(script + " failed");
}

}  // namespace gaitbench
