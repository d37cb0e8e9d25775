#include "results/tables/tables.h"

#include <algorithm>
#include <utility>

#include "results/decide/decided_claims.h"
#include "results/tables/result_tables.h"

namespace gaitbench {

namespace {

// In the order of the page.
std::vector<Table> LaidOut(const Tables& tables, bool beside_others) {
  const ComparisonOptions& options = tables.comparison.options;
  std::vector<Table> laid_out = {ReturnsTable(tables.comparison)};
  for (const std::string& note : tables.notes) laid_out.back().notes.push_back(note);
  if (tables.sensitivities.algorithms.empty()) {
    for (const std::string& note : tables.sensitivities.notes)
      laid_out.back().notes.push_back("sensitivity: " + note);
  }
  const auto add_tested = [&](Table table) {
    if (!tables.decisions.empty())
      table.notes.push_back(
          "where the study looked several times, bold is what its decision says, whatever p is "
          "here");
    laid_out.push_back(std::move(table));
  };
  const bool has_scores =
      tables.aggregates.scales.size() > 1 && !tables.aggregates.variants.empty();
  const size_t num_environments = tables.comparison.environments.size();
  if (!has_scores && num_environments > 1 && tables.aggregates.scales.size() < num_environments)
    laid_out.back().notes.push_back(tables.aggregates.notes.front());
  for (const Decision& decision : tables.decisions) laid_out.push_back(DecisionTable(decision));
  if (!tables.decisions.empty()) laid_out.back().notes = DecisionNotes(tables.decisions.front());
  if (!tables.two_by_twos.empty()) add_tested(TwoByTwoTable(tables.two_by_twos));
  if (!tables.paper.empty()) add_tested(PaperTable(tables.comparison, tables.paper));
  if (has_scores) laid_out.push_back(ScoresTable(tables.aggregates, options));
  for (const Factorial& factorial : tables.factorials) {
    if (!factorial.effects.empty()) add_tested(EffectsTable(factorial, options));
  }
  if (!tables.sensitivities.algorithms.empty())
    laid_out.push_back(BestSettingsTable(tables.sensitivities, options));
  if (!tables.sensitivities.scales.empty())
    laid_out.push_back(SensitivityTable(tables.sensitivities, options));
  if (!tables.paper_effects.empty()) add_tested(PaperEffectsTable(tables.paper_effects, options));
  for (const PublishedEffects& effects : tables.published_effects)
    laid_out.push_back(PublishedEffectsTable(effects));
  const bool any_reached =
      std::any_of(tables.efficiencies.begin(), tables.efficiencies.end(),
                  [](const SampleEfficiency& efficiency) { return efficiency.num_reached > 0; });
  if (any_reached) laid_out.push_back(EfficiencyTable(tables.comparison, tables.efficiencies));
  if (beside_others) {
    Table others = PublishedTable(tables.comparison);
    if (!others.rows.empty()) laid_out.push_back(std::move(others));
  }
  return laid_out;
}

}  // namespace

Tables MakeTables(std::span<const RunLog> logs, const ComparisonOptions& options,
                  const std::vector<ScoreScale>& scales, const StudyDesign& design) {
  Tables tables{.comparison = CompareRuns(logs, options), .notes = design.notes};
  if (design.sequential) tables.decisions = Decide(logs, *design.sequential);
  tables.two_by_twos = TwoByTwos(tables.comparison);
  tables.differences = DifferencesToFirst(tables.comparison);
  tables.aggregates = AggregateOverEnvironments(tables.comparison, scales);
  tables.factorials = FindFactorials(logs, options);
  tables.sensitivities = SensitivitiesOf(tables.comparison);
  tables.efficiencies = SampleEfficiencies(logs, tables.comparison, scales);

  if (options.published) {
    tables.paper = CompareWithPaper(tables.comparison, tables.two_by_twos);
    tables.paper_effects = CompareEffectsWithPaper(tables.factorials, options);
    tables.published = PublishedBeside(tables.comparison.environments, tables.comparison.variants);
  }
  const bool beside_others = options.published || design.others;
  if (beside_others) tables.published_effects = EffectsBesidePublished(tables.factorials);

  ClaimOnlyDecided(tables.decisions, tables.comparison.results);
  ClaimOnlyDecided(tables.decisions, tables.differences);
  ClaimOnlyDecided(tables.decisions, tables.two_by_twos);
  ClaimOnlyDecided(tables.decisions, tables.factorials);
  ClaimOnlyDecided(tables.decisions, tables.paper);
  ClaimOnlyDecided(tables.decisions, tables.paper_effects);
  tables.tables = LaidOut(tables, beside_others);
  return tables;
}

nlohmann::ordered_json ToJson(const Tables& tables) { return WriteJson(tables); }

}  // namespace gaitbench
