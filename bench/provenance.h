// How a run was made: the binary, the libraries, the machine, the time.
#pragma once

#include <string>
#include <vector>

#include "results/json_fields.h"

namespace gaitbench {

nlohmann::ordered_json CollectProvenance();

// What makes this binary's timings or results doubtful: not a release build, sanitizers,
// uncommitted changes. Empty when nothing does.
std::vector<std::string> BuildWarnings();

}  // namespace gaitbench
