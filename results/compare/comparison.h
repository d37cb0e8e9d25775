// What run logs say of each variant on each environment: the return at the end of training over
// seeds, with intervals, and a sentence for everything that weakens it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/compare/metric.h"
#include "results/compare/provenance_summary.h"
#include "results/compare/variant_result.h"

namespace gaitbench {

struct Comparison {
  ComparisonOptions options{};
  // in order of first appearance in the logs
  std::vector<std::string> environments{}, variants{};
  std::vector<VariantResult> results{};  // of each cell of the logs (results/log/cells.h)
  ProvenanceSummary provenance{};

  // points into this comparison; null where no such run was begun
  const VariantResult* Find(std::string_view environment, std::string_view variant) const&;
  const VariantResult* Find(std::string_view environment,
                            std::string_view variant) const&& = delete;

  std::span<const VariantResult> On(std::string_view environment) const&;
  std::span<const VariantResult> On(std::string_view environment) const&& = delete;
};

// One variant on one environment: which of its runs count, their returns and mean, and which do
// not; no intervals and no flags.
VariantResult CountRuns(const std::string& environment, const std::string& variant,
                        std::span<const RunLog* const> runs, const ComparisonOptions& options);

// What a sample of returns, a number a run, says by itself.
VariantResult ResultOfReturns(std::vector<double> returns, const ComparisonOptions& options);

// Which returns its means are of.
Judged JudgedOf(const Comparison& comparison);

Comparison CompareRuns(std::span<const RunLog> logs, const ComparisonOptions& options);

}  // namespace gaitbench
