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
#include "results/compare/sensitivity.h"
#include "results/compare/shown_interval.h"
#include "results/decide/decision.h"
#include "results/paper/paper_comparison.h"
#include "results/paper/paper_indices.h"
#include "results/paper/published.h"
#include "results/paper/published_effects.h"
#include "results/paper/two_by_two.h"
#include "results/tables/table.h"

namespace gaitbench {

// What tables say of a study beyond its runs.
struct StudyDesign {
  std::optional<SequentialDesign> sequential{};  // none: it has no question to decide
  std::vector<std::string> notes{};              // on how its runs came about
  bool others = false;  // published numbers of others stand beside ours, where there are any
};

struct Tables {
  Comparison comparison{};
  std::vector<Decision> decisions{};
  std::vector<std::string> notes{};  // StudyDesign::notes
  std::vector<TwoByTwo> two_by_twos{};
  std::vector<Difference> differences{};  // of each variant to the first
  Aggregates aggregates{};
  std::vector<Factorial> factorials{};
  Sensitivities sensitivities{};
  std::vector<SampleEfficiency> efficiencies{};
  // with `comparison.options.published` only, as a study about the paper asks
  std::vector<PaperCell> paper{}, paper_effects{};
  std::vector<PublishedEffects> published_effects{};
  std::vector<PublishedSource> published{};
  std::vector<Table> tables{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    const Comparison& comparison = self.comparison;
    const bool published = comparison.options.published;
    visit("schema", FixedWord("gaitbench.tables"));
    visit(
        "version", FixedNumber<2>(),
        FieldInfo{
            "1: release 0.1.0; 2: two_by_two; intervals of means and differences by "
            "Student's and Welch's t, percentile ones under keys of their own; holds and "
            "clearly_best by Welch's test after Holm's correction; p beside the paper; decisions, "
            "notes and sensitivity, where there are any"});
    visit("statistic", MetricDescription(comparison.options, JudgedOf(comparison)),
          FieldInfo{"the number that stands for one run"});
    visit("intervals",
          "of means: " + MeanIntervalText(comparison.options) +
              ", of differences: " + DifferenceIntervalText(comparison.options) +
              "; of medians, interquartile means and aggregates: percentile bootstrap over seeds");
    visit("options", comparison.options, FieldInfo{"the key compare of a study"});
    visit("environments", comparison.environments);
    visit("variants", comparison.variants);
    visit("results", comparison.results, FieldInfo{"of each variant on each environment"});
    visit("decisions", IfPresent(self.decisions.empty() ? nullptr : &self.decisions),
          FieldInfo{"of the study's question; of a study that has one"});
    visit("notes", IfPresent(self.notes.empty() ? nullptr : &self.notes),
          FieldInfo{"on how the runs came about; where there is something to say"});
    visit("two_by_two", self.two_by_twos,
          FieldInfo{"which of two factors makes more, where four variants cross them"});
    visit("indices", PaperIndices(self.two_by_twos), FieldInfo{"the paper's, of a 2x2"});
    visit("differences", self.differences, FieldInfo{"of each variant to the first"});
    visit("aggregates", self.aggregates, FieldInfo{"over environments"});
    visit("factorials", self.factorials, FieldInfo{"where the variants are a full grid"});
    visit("sensitivity", IfPresent(self.sensitivities.empty() ? nullptr : &self.sensitivities),
          FieldInfo{"where the variants are a grid over a number"});
    visit("sample_efficiency", self.efficiencies);
    visit("published", IfPresent(published ? &self.published : nullptr),
          FieldInfo{"what others published; on request"});
    visit("beside_the_paper", IfPresent(published ? &self.paper : nullptr),
          FieldInfo{"our means and the paper's; on request"});
    visit("effects_beside_the_paper",
          IfPresent(self.paper_effects.empty() ? nullptr : &self.paper_effects),
          FieldInfo{"main effects of a grid and those of the paper's figure 1; on request"});
    visit(
        "effects_beside_published",
        IfPresent(published && !self.published_effects.empty() ? &self.published_effects : nullptr),
        FieldInfo{"effects of a grid and those of others' tables with all of its cells; on "
                  "request"});
    visit("provenance", comparison.provenance);
  }
};

// Scores over several environments need a scale for each.
Tables MakeTables(std::span<const RunLog> logs, const ComparisonOptions& options = {},
                  const std::vector<ScoreScale>& scales = {}, const StudyDesign& design = {});

// tables.json: every number at full precision, with unit, seeds, statistic, interval and flags
// beside it.
nlohmann::ordered_json ToJson(const Tables& tables);

// Results, contrasts of a 2x2 and indices, quoted as RFC 4180 says: one line per number, full
// precision.
std::string ToCsv(const Tables& tables);

}  // namespace gaitbench
