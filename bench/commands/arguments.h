// The command line: every command with its options.
#pragma once

#include <CLI/CLI.hpp>

namespace gaitbench {

// A command's callback leaves its exit code there.
void AddCommands(CLI::App& app, int& exit_code);

// Throws ConfigError if argv names no command of the app; CLI11 would only say that one is
// required.
void CheckCommand(const CLI::App& app, int argc, char** argv);

}  // namespace gaitbench
