// How the runs of a table were made, in one small object.
#pragma once

#include <span>

#include "results/log/run_log.h"

namespace gaitbench {

// {"num_runs": 40, "values": {"commit": ["1a2b..."], "cpu.model": [...]}, "many_values":
// {"started": 40}}: each provenance key with its distinct values over all runs, or with their
// number where they are many.
nlohmann::ordered_json ProvenanceSummary(std::span<const RunLog> logs);

}  // namespace gaitbench
