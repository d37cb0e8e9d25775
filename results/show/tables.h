// Everything that tables.json says of a set of runs, and the same laid out as tables for people.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/compare/aggregate.h"
#include "results/compare/comparison.h"
#include "results/compare/difference.h"
#include "results/compare/factorial.h"
#include "results/compare/sample_efficiency.h"
#include "results/paper/paper_comparison.h"
#include "results/paper/paper_indices.h"
#include "results/show/table.h"

namespace gaitbench {

struct Tables {
  Comparison comparison{};
  std::vector<PaperIndex> indices{};
  std::vector<Difference> differences{};  // of each variant to the first
  Aggregates aggregates{};
  std::vector<Factorial> factorials{};
  std::vector<SampleEfficiency> efficiencies{};
  std::vector<PaperCell> paper{}, paper_effects{};  // with `comparison.options.published` only
  std::vector<Table> tables{};
};

// Scores over several environments need a scale for each.
Tables MakeTables(std::span<const RunLog> logs, const ComparisonOptions& options = {},
                  const std::vector<ScoreScale>& scales = {});

// tables.json: every number at full precision, with unit, seeds, statistic, interval and flags
// beside it.
nlohmann::ordered_json ToJson(const Tables& tables);

// Results and indices, quoted as RFC 4180 says: one line per number, full precision.
std::string ToCsv(const Tables& tables);

}  // namespace gaitbench
