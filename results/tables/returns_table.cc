#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/compare/shown_interval.h"
#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

// What holds for every measured cell is said once, below the table; what holds for some is a
// footnote of theirs.
std::set<std::string> FlagsOfAll(const Comparison& comparison) {
  std::set<std::string> common;
  bool first = true;
  for (const VariantResult& result : comparison.results) {
    const std::set<std::string> flags(result.flags.begin(), result.flags.end());
    if (first) common = flags;
    std::erase_if(common, [&](const std::string& flag) { return !flags.contains(flag); });
    first = false;
  }
  return common;
}

class Footnotes {
 public:
  Footnotes(std::set<std::string> said_already, Table& table)
      : said_already_(std::move(said_already)), table_(table) {}

  // indices of the flags' footnotes
  std::vector<int64_t> Of(const std::vector<std::string>& flags) {
    std::vector<int64_t> indices;
    for (const std::string& flag : flags) {
      if (said_already_.contains(flag)) continue;
      auto& known = table_.footnotes;
      const auto found = std::find(known.begin(), known.end(), flag);
      indices.push_back(found - known.begin());
      if (found == known.end()) known.push_back(flag);
    }
    return indices;
  }

 private:
  std::set<std::string> said_already_;
  Table& table_;
};

TableCell CellOf(const VariantResult* result, Footnotes& footnotes) {
  if (!result) return {};
  Estimate estimate{.footnotes = footnotes.Of(result->flags)};
  if (result->mean) estimate.value = *result->mean;
  if (!result->mean) estimate.value = kNotMeasured;
  estimate.interval = result->mean_interval;
  estimate.best = result->clearly_best;
  return estimate;
}

// "5 seeds", "5 to 10 seeds"
std::string SeedCountsText(const Comparison& comparison) {
  size_t fewest = SIZE_MAX, most = 0;
  for (const VariantResult& result : comparison.results) {
    fewest = std::min(fewest, result.seeds.size());
    most = std::max(most, result.seeds.size());
  }
  const std::string count =
      fewest == most ? std::to_string(most) : fmt::format("{} to {}", fewest, most);
  return count + (most == 1 ? " seed" : " seeds");
}

std::string Caption(const Comparison& comparison) {
  return fmt::format("Return over seeds: mean [{} interval]",
                     PercentText(comparison.options.interval));
}

void AddNotes(const Comparison& comparison, const std::set<std::string>& common_flags,
              Table& table) {
  const ComparisonOptions& options = comparison.options;
  table.notes.push_back(
      fmt::format("{}; each counts as the {}; intervals: {}", SeedCountsText(comparison),
                  MetricDescription(options, JudgedOf(comparison)), MeanIntervalText(options)));
  for (const std::string& flag : common_flags) table.notes.push_back(flag);
  const bool any_best =
      std::any_of(comparison.results.begin(), comparison.results.end(),
                  [](const VariantResult& result) { return result.clearly_best; });
  if (any_best)
    table.notes.push_back("bold: better than every other variant: against each, " +
                          HoldsMeaning(options.interval, "the environments"));
}

}  // namespace

Table ReturnsTable(const Comparison& comparison) {
  Table table{.id = "returns", .title = Caption(comparison), .row_header = "variant"};
  const std::set<std::string> common_flags = FlagsOfAll(comparison);
  Footnotes footnotes(common_flags, table);
  for (const std::string& environment : comparison.environments)
    table.columns.push_back({.id = environment, .title = environment, .unit = "return"});
  for (const std::string& variant : comparison.variants) {
    TableRow row{.id = variant, .title = DisplayName(variant)};
    for (const std::string& environment : comparison.environments)
      row.cells.push_back(CellOf(comparison.Find(environment, variant), footnotes));
    table.rows.push_back(std::move(row));
  }
  AddNotes(comparison, common_flags, table);
  return table;
}

}  // namespace gaitbench
