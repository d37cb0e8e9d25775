// What must be said beside a number: too few seeds, runs that are not in it, runs that do not
// belong together.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/compare/variant_result.h"
#include "results/log/cells.h"

namespace gaitbench {

// "seed 3", "seeds 0, 3 to 7"
std::string SeedList(std::span<const int64_t> seeds);

// Diverged, unfinished, missing and unmeasured seeds, and whether those that are left are enough.
std::vector<std::string> SeedFlags(const VariantResult& result, int64_t enough_seeds);

// Whether the seeds of one variant were trained alike.
std::vector<std::string> ConfigFlags(std::span<const RunLog* const> runs);

// Flags the variants of one environment that have the returns of one before them, seed by seed;
// their cells are in the same order.
void AddSameReturnsFlags(std::span<VariantResult> results, std::span<const LogCell> cells);

// The first variant of its environment that is the same run, which may be itself.
const std::string& FirstOfSameRun(const VariantResult& result);

// Whether no setting that acts differs between two variants of one environment.
bool AreSameRun(const VariantResult& a, const VariantResult& b);

// Flags the variants of one environment that were trained shorter than another.
void AddLengthFlags(std::span<VariantResult> results);

}  // namespace gaitbench
