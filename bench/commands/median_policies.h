// The policies that stand for the cells of a table: of each the run with the median return, for
// people to watch.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/log/run_log.h"

namespace gaitbench {

struct MedianRun {
  const VariantResult* result = nullptr;  // of its cell
  const RunLog* log = nullptr;
};

// Of each cell of `comparison`, which was made from the logs; both outlive what is returned.
std::vector<MedianRun> MedianRuns(const Comparison& comparison, const std::vector<RunLog>& logs);

// Removes from the runs' folders in `directory` what stood for a cell and does no more: policies
// with a model card of seeds that are not the median. Says which on stderr.
void RemoveOtherPolicies(const std::vector<MedianRun>& medians, const std::vector<RunLog>& logs,
                         const std::filesystem::path& directory);

// README.md beside the policy in the run's folder of `directory`: its model card.
void WriteModelCard(const MedianRun& run, const std::string& study,
                    const ComparisonOptions& options, const std::filesystem::path& directory);

}  // namespace gaitbench
