#include "results/show/tables.h"

#include <algorithm>
#include <utility>

#include "results/paper/published.h"
#include "results/show/result_tables.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// Each variant against the first, environment by environment.
std::vector<Difference> DifferencesToFirst(const Comparison& comparison) {
  std::vector<Difference> all;
  for (size_t i = 1; i < comparison.variants.size(); ++i) {
    for (Difference& difference :
         DifferencesOrNone(comparison, comparison.variants[i], comparison.variants[0]))
      all.push_back(std::move(difference));
  }
  return all;
}

}  // namespace

Tables MakeTables(std::span<const RunLog> logs, const ComparisonOptions& options,
                  const std::vector<ScoreScale>& scales) {
  Tables tables{.comparison = CompareRuns(logs, options)};
  tables.indices = PaperIndices(tables.comparison);
  tables.differences = DifferencesToFirst(tables.comparison);
  tables.aggregates = AggregateOverEnvironments(tables.comparison, scales);
  tables.factorials = FindFactorials(logs, options);
  tables.efficiencies = SampleEfficiencies(logs, tables.comparison, scales);

  if (options.published) {
    tables.paper = CompareWithPaper(tables.comparison, tables.indices);
    tables.paper_effects = CompareEffectsWithPaper(tables.factorials, options);
  }

  tables.tables.push_back(ReturnsTable(tables.comparison, tables.indices));
  if (!tables.paper.empty()) tables.tables.push_back(PaperTable(tables.comparison, tables.paper));
  if (tables.aggregates.scales.size() > 1 && !tables.aggregates.variants.empty())
    tables.tables.push_back(ScoresTable(tables.aggregates, options));
  for (const Factorial& factorial : tables.factorials) {
    if (!factorial.effects.empty()) tables.tables.push_back(EffectsTable(factorial, options));
  }
  if (!tables.paper_effects.empty())
    tables.tables.push_back(PaperEffectsTable(tables.paper_effects));
  const bool any_reached =
      std::any_of(tables.efficiencies.begin(), tables.efficiencies.end(),
                  [](const SampleEfficiency& efficiency) { return efficiency.num_reached > 0; });
  if (any_reached) tables.tables.push_back(EfficiencyTable(tables.comparison, tables.efficiencies));
  if (options.published) {
    Table others = PublishedTable(tables.comparison);
    if (!others.rows.empty()) tables.tables.push_back(std::move(others));
  }
  return tables;
}

namespace {

ordered_json ToJson(const std::vector<PaperCell>& cells) {
  auto json = ordered_json::array();
  for (const PaperCell& cell : cells) json.push_back(ToJson(cell));
  return json;
}

}  // namespace

ordered_json ToJson(const Tables& tables) {
  ordered_json json = ToJson(tables.comparison);
  auto indices = ordered_json::array();
  for (const PaperIndex& index : tables.indices) indices.push_back(ToJson(index));
  json["indices"] = indices;
  auto differences = ordered_json::array();
  for (const Difference& difference : tables.differences) differences.push_back(ToJson(difference));
  json["differences"] = differences;
  json["aggregates"] = ToJson(tables.aggregates);
  json["factorials"] = ToJson(tables.factorials);
  auto efficiencies = ordered_json::array();
  for (const SampleEfficiency& efficiency : tables.efficiencies)
    efficiencies.push_back(ToJson(efficiency));
  json["sample_efficiency"] = efficiencies;
  if (tables.comparison.options.published) {
    auto sources = ordered_json::array();
    for (const PublishedSource& source : PublishedSources()) sources.push_back(ToJson(source));
    json["published"] = sources;
    json["beside_the_paper"] = ToJson(tables.paper);
    if (!tables.paper_effects.empty())
      json["effects_beside_the_paper"] = ToJson(tables.paper_effects);
  }
  ordered_json provenance = json["provenance"];  // last, as the longest
  json.erase("provenance");
  json["provenance"] = provenance;
  return json;
}

}  // namespace gaitbench
