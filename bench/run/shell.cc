#include "bench/run/shell.h"

#include <sys/wait.h>

#include <cstdio>
#include <stdexcept>

namespace gaitbench {

std::string ShellWord(const std::string& text) {
  constexpr const char* kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,@%+-";
  if (!text.empty() && text.find_first_not_of(kSafe) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";  // a quote ends, an escaped one, a quote begins
    } else {
      word += c;
    }
  }
  return word + "'";
}

CommandOutput RunCommand(const std::string& command) {
  // the caller made the command of ShellWords
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");  // NOLINT(bugprone-command-processor)
  if (!pipe) throw std::runtime_error("cannot start " + command);
  CommandOutput result;
  char buffer[256];
  while (std::fgets(buffer, sizeof buffer, pipe)) result.output += buffer;
  const int status = pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  while (result.output.ends_with('\n')) result.output.pop_back();
  return result;
}

}  // namespace gaitbench
