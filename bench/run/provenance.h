// How a run was made: the binary, the libraries, the machine, the time.
#pragma once

#include <string>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

// What all runs of this process share; a run's log adds its environment's exact_savings.
nlohmann::ordered_json CollectProvenance();

// What makes this binary's timings or results doubtful: not a release build, sanitizers,
// uncommitted changes. Empty when nothing does.
std::vector<std::string> BuildWarnings();

// "gaitbench 0.2.0, commit 1a2b3c4, MuJoCo 4.0.0"
std::string VersionLine();

}  // namespace gaitbench
