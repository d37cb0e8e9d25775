// Commands of sh: words that are safe in one, and running one for what it prints.
#pragma once

#include <string>

namespace gaitbench {

// The text as one word: in quotes where a character in it needs them.
std::string ShellWord(const std::string& text);

struct CommandOutput {
  int exit_code = 0;   // -1: a signal ended it
  std::string output;  // stdout and stderr, without the last line's end
};

// Throws std::runtime_error if no shell can be started.
CommandOutput RunCommand(const std::string& command);

}  // namespace gaitbench
