#include "results/tables/tables.h"

#include <algorithm>
#include <utility>

#include "results/decide/decided_claims.h"
#include "results/tables/result_tables.h"

namespace gaitbench {

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

  tables.tables.push_back(ReturnsTable(tables.comparison));
  for (const std::string& note : tables.notes) tables.tables.back().notes.push_back(note);
  if (tables.sensitivities.algorithms.empty()) {
    for (const std::string& note : tables.sensitivities.notes)
      tables.tables.back().notes.push_back("sensitivity: " + note);
  }
  const bool has_scores =
      tables.aggregates.scales.size() > 1 && !tables.aggregates.variants.empty();
  const size_t num_environments = tables.comparison.environments.size();
  if (!has_scores && num_environments > 1 && tables.aggregates.scales.size() < num_environments)
    tables.tables.back().notes.push_back(tables.aggregates.notes.front());
  for (const Decision& decision : tables.decisions)
    tables.tables.push_back(DecisionTable(decision));
  if (!tables.decisions.empty())
    tables.tables.back().notes = DecisionNotes(tables.decisions.front());
  if (!tables.two_by_twos.empty()) tables.tables.push_back(TwoByTwoTable(tables.two_by_twos));
  if (!tables.paper.empty()) tables.tables.push_back(PaperTable(tables.comparison, tables.paper));
  if (has_scores) tables.tables.push_back(ScoresTable(tables.aggregates, options));
  for (const Factorial& factorial : tables.factorials) {
    if (!factorial.effects.empty()) tables.tables.push_back(EffectsTable(factorial, options));
  }
  if (!tables.sensitivities.algorithms.empty())
    tables.tables.push_back(BestSettingsTable(tables.sensitivities, options));
  if (!tables.sensitivities.scales.empty())
    tables.tables.push_back(SensitivityTable(tables.sensitivities, options));
  if (!tables.paper_effects.empty())
    tables.tables.push_back(PaperEffectsTable(tables.paper_effects, options));
  for (const PublishedEffects& effects : tables.published_effects)
    tables.tables.push_back(PublishedEffectsTable(effects));
  const bool any_reached =
      std::any_of(tables.efficiencies.begin(), tables.efficiencies.end(),
                  [](const SampleEfficiency& efficiency) { return efficiency.num_reached > 0; });
  if (any_reached) tables.tables.push_back(EfficiencyTable(tables.comparison, tables.efficiencies));
  if (beside_others) {
    Table others = PublishedTable(tables.comparison);
    if (!others.rows.empty()) tables.tables.push_back(std::move(others));
  }
  return tables;
}

nlohmann::ordered_json ToJson(const Tables& tables) { return WriteJson(tables); }

}  // namespace gaitbench
