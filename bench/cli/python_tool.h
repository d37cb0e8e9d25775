// The project's Python scripts, run with the interpreter that set-up made; in an installed tree,
// its scripts with the user's python3.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gaitbench {

// The folder that paths of scripts and schemas are relative to: of an installed program its
// share/gaitbench, in a checkout the project.
std::filesystem::path ToolsFolder();

// Runs `script`, a path in the project, with `input` as its standard input; what it prints goes to
// std::cout. Throws std::runtime_error, one sentence, where there is no interpreter or the script
// fails, and ConfigError where its exit code is 2; the sentence has the script's last words.
void RunPythonTool(const std::string& script, const std::vector<std::string>& arguments,
                   const std::string& input = {});

}  // namespace gaitbench
