// What the shell may complete a begun command line with.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace gaitbench {

// The words that the last of `words`, those after the program's name, may become: commands,
// options, and values of options by the type that help shows: TASK, VARIANT, SETTING=VALUE,
// "md|csv". None where a file or a folder may stand.
std::vector<std::string> Completions(const CLI::App& program,
                                     const std::vector<std::string>& words);

}  // namespace gaitbench
