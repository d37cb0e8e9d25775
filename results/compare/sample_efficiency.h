// How soon a variant learns: the mean over training, and the env steps until a return is reached.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/compare/aggregate.h"
#include "results/compare/comparison.h"
#include "results/show/table.h"

namespace gaitbench {

// One (environment, variant), over the finished seeds of the comparison.
std::vector<SampleEfficiency> SampleEfficiencies(std::span<const RunLog> logs,
                                                 const Comparison& comparison,
                                                 const std::vector<ScoreScale>& scales);

// Area and steps of one environment.
Table EfficiencyTable(const Comparison& comparison,
                      const std::vector<SampleEfficiency>& efficiencies);

nlohmann::ordered_json ToJson(const SampleEfficiency& efficiency);

}  // namespace gaitbench
