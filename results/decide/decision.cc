#include "results/decide/decision.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/log/cells.h"

namespace gaitbench {
namespace {

// The results of the question's variants over the first so many seeds; none where not all of those
// runs have ended.
std::optional<std::vector<VariantResult>> ResultsOf(std::span<const LogCell> cells,
                                                    const SequentialDesign& design,
                                                    const EnvironmentLooks& looks,
                                                    int64_t num_seeds) {
  std::vector<VariantResult> results;
  for (const std::string& variant : design.variants) {
    const LogCell* cell = FindCell(cells, looks.environment, variant);
    if (!cell) return std::nullopt;
    std::vector<const RunLog*> runs = cell->runs;
    std::erase_if(runs, [&](const RunLog* run) {
      return run->seed < looks.first_seed || run->seed >= looks.first_seed + num_seeds;
    });
    VariantResult result = CountRuns(looks.environment, variant, runs, design.compare);
    const size_t ended = result.returns.size() + result.diverged.size() + result.unmeasured.size();
    if (std::cmp_less(ended, num_seeds)) return std::nullopt;
    results.push_back(std::move(result));
  }
  return results;
}

std::string NameOf(const SequentialDesign& design) {
  return QuestionName(design.question, design.compare.two_by_two, design.variants);
}

Finding LookAt(const std::vector<VariantResult>& results, const SequentialDesign& design) {
  const bool measured = std::all_of(results.begin(), results.end(),
                                    [](const auto& result) { return result.mean.has_value(); });
  if (!measured) return {.name = NameOf(design)};
  return FindingOf(design.question, design.compare.two_by_two, results);
}

Decision DecideOn(std::span<const LogCell> cells, const SequentialDesign& design,
                  const EnvironmentLooks& looks) {
  Decision decision{.environment = looks.environment,
                    .question = NameOf(design),
                    .test = design.question.test,
                    .of = design.question.of,
                    .level = LevelOf(design),
                    .num_environments = static_cast<int64_t>(design.environments.size())};
  const std::vector<SequentialBound> bounds = BoundsOf(looks, decision.level);
  for (size_t k = 0; k < bounds.size(); ++k)
    decision.looks.push_back({.num_seeds = looks.looks[k], .bound = bounds[k]});
  for (Look& look : decision.looks) {
    const auto results = ResultsOf(cells, design, looks, look.num_seeds);
    if (!results) return decision;
    const Finding& finding = look.finding.emplace(LookAt(*results, design));
    if (!finding.may_claim || finding.p.value_or(1) > look.bound.p) continue;
    decision.state = DecisionState::kDecided;
    decision.answer = finding.answer;
    return decision;
  }
  decision.state = DecisionState::kUndecided;
  return decision;
}

}  // namespace

std::optional<Interval> Look::interval() const {
  return finding && bound.p > 0 ? IntervalOf(*finding, bound.p) : std::nullopt;
}

size_t Decision::num_looked() const {
  return static_cast<size_t>(std::count_if(
      looks.begin(), looks.end(), [](const Look& look) { return look.finding.has_value(); }));
}

std::vector<Decision> Decide(std::span<const RunLog> logs, const SequentialDesign& design) {
  const std::vector<LogCell> cells = CellsOf(logs);
  std::vector<Decision> decisions;
  for (const EnvironmentLooks& looks : design.environments)
    decisions.push_back(DecideOn(cells, design, looks));
  return decisions;
}

std::string DecisionText(const Decision& decision) {
  const size_t looked = decision.num_looked(), planned = decision.looks.size();
  const std::string when = fmt::format("at look {} of {}", looked, planned);
  switch (decision.state) {
    case DecisionState::kDecided:
      return fmt::format("decided {}, {} seeds: {}", when, SeedsAskedFor(decision),
                         decision.answer);
    case DecisionState::kUndecided:
      return fmt::format(
          "undecided {}, {} seeds: these runs do not tell, which does not say that "
          "there is nothing to tell",
          when, SeedsAskedFor(decision));
    case DecisionState::kOpen:
      return fmt::format("open after look {} of {}: the next is at {} seeds", looked, planned,
                         SeedsAskedFor(decision));
  }
  throw std::logic_error("a decision without a state");
}

int64_t SeedsAskedFor(const Decision& decision) {
  const size_t looked = decision.num_looked();
  return decision.looks[decision.state == DecisionState::kOpen ? looked : looked - 1].num_seeds;
}

std::vector<SequentialBound> BoundsOf(const EnvironmentLooks& looks, double level) {
  std::vector<double> information;
  for (const int64_t num_seeds : looks.looks)
    information.push_back(static_cast<double>(num_seeds) / static_cast<double>(looks.looks.back()));
  return OBrienFlemingBounds(information, level);
}

double LevelOf(const SequentialDesign& design) {
  return (1 - design.compare.interval) / static_cast<double>(design.environments.size());
}

}  // namespace gaitbench
