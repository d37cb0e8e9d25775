// What the whole command line needs beside the commands: help that fits the terminal, and mistakes
// in words that CLI11 would not name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace gaitbench {

// Descriptions are wrapped at the terminal's width, elsewhere at 100 columns.
std::shared_ptr<CLI::Formatter> HelpWithinTerminal();

// `setup` and `test`, which ./gaitbench does itself: --help and suggestions know them.
void AddLauncherCommands(CLI::App& program);

// From here on a number that an option takes is the whole text, fits its type and is finite; CLI11
// would take an empty text for 0 and what is too large for the largest that there is.
void CheckNumbers(CLI::App& program);

// Throws ConfigError if the words, those after the program's name, have no command, an unknown one,
// or an option that the command does not have; CLI11 would miss what is required first.
void CheckCommandLine(const CLI::App& program, const std::vector<std::string>& words);

// What CLI11 found wrong, as the program says such things: where, what was found, what is allowed.
std::string SentenceOf(const CLI::ParseError& error);

}  // namespace gaitbench
