// A study's question over a growing number of seeds: at each look its test against the bound of
// O'Brien & Fleming (group_sequential.h). Everything follows from the run logs, so whoever reads
// them finds the same decision.
//
// Each environment decides by itself, at a level that is the study's over the number of its
// environments (Bonferroni): how long one goes on does not change what another needs.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/decide/question.h"
#include "results/statistics/group_sequential.h"

namespace gaitbench {

struct EnvironmentLooks {
  std::string environment{};
  int64_t first_seed = 0;
  std::vector<int64_t> looks{};  // seeds of each variant, ascending; the last is the cap
};

// A question with the variants that it is about and the looks at each environment. `compare` is the
// study's own, which stands before its runs do: tables may show another statistic of the same runs.
struct SequentialDesign {
  Question question{};
  ComparisonOptions compare{};
  std::vector<std::string> variants{};
  std::vector<EnvironmentLooks> environments{};
};

enum class DecisionState { kDecided, kUndecided, kOpen };
constexpr auto Names(DecisionState) {
  return std::array{std::pair{DecisionState::kDecided, "decided"},
                    std::pair{DecisionState::kUndecided, "undecided"},
                    std::pair{DecisionState::kOpen, "open"}};
}

struct Look {
  int64_t num_seeds = 0;
  SequentialBound bound{};
  std::optional<Finding> finding{};  // none: its runs have not all ended, or a look before decided

  // Repeated (Jennison & Turnbull 1989, JRSS B 51, 305-361): at all looks together it covers with
  // the design's level, so that it may be read where one stopped. None where the bound is 0.
  std::optional<Interval> interval() const;

  static constexpr const char* kSchemaName = "look";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    const bool looked = self.finding.has_value();
    visit("num_seeds", self.num_seeds, FieldInfo{"of each variant"});
    visit("information", self.bound.information, FieldInfo{"share of the seeds of the last look"});
    visit("bound_z", self.bound.z, FieldInfo{"what a standard normal statistic must reach"});
    visit("bound_p", self.bound.p, FieldInfo{"what the two-sided p must be at most"});
    visit("looked", looked, FieldInfo{"its runs have ended, and no look before decided"});
    visit("estimate", looked ? self.finding->name : "", FieldInfo{"of what"});
    visit("value", looked ? self.finding->value : std::nullopt);
    visit("interval", self.interval(), FieldInfo{"repeated: it covers at all looks together"});
    visit("p", looked ? self.finding->p : std::nullopt, FieldInfo{"two-sided, of this look alone"});
  }
};

struct Decision {
  std::string environment{};
  std::string question{};  // "PPO - TRPO"
  QuestionTest test = QuestionTest::kDifference;
  std::vector<std::string> of{};  // Question::of
  double level = 0.05;            // chance of a false claim over all looks
  int64_t num_environments = 1;   // that share the study's level
  std::vector<Look> looks{};
  DecisionState state = DecisionState::kOpen;
  std::string answer{};  // empty unless decided

  // Number of looks that were taken.
  size_t num_looked() const;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("question", self.question);
    visit("test", self.test);
    visit("of", self.of, FieldInfo{"as the study names it"});
    visit("level", self.level, FieldInfo{"chance of a false claim over all looks"});
    visit("num_environments", self.num_environments, FieldInfo{"that share the study's level"});
    visit("looks", self.looks);
    visit("state", self.state, FieldInfo{"open: runs of the next look are not all there"});
    visit("answer", self.answer, FieldInfo{"empty unless decided"});
  }
};

// Of each environment of the design, in its order.
std::vector<Decision> Decide(std::span<const RunLog> logs, const SequentialDesign& design);

// "decided at look 2 of 4, 6 seeds: PPO is better than TRPO"
std::string DecisionText(const Decision& decision);

// Seeds of each variant that the decision asks for: those of the next look where it is open, else
// those that it was made from.
int64_t SeedsAskedFor(const Decision& decision);

// The looks' bounds at the level of one of so many environments.
std::vector<SequentialBound> BoundsOf(const EnvironmentLooks& looks, double level);

// Chance of a false claim that one of the design's environments has.
double LevelOf(const SequentialDesign& design);

}  // namespace gaitbench
