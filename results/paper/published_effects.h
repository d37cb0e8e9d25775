// Effects of a grid of ours beside those of a published table that has all of its cells.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/factorial.h"
#include "results/paper/published.h"

namespace gaitbench {

// A main effect or an interaction. Published cells are means, most without a spread, so theirs has
// no interval.
struct PublishedEffect {
  std::string name{};              // "num_critics", "num_critics x policy_delay"
  double here = 0, published = 0;  // change of return
  std::optional<Interval> here_interval{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("effect", self.name);
    visit("unit", kReturnUnit);
    visit("here", self.here);
    visit("here_interval", self.here_interval);
    visit("published", self.published);
  }
};

// Of one of our environments and one source.
struct PublishedEffects {
  std::string environment{};  // ours; the source's has the same robot
  std::string source{}, citation{}, statistic{}, note{};
  std::string their_environment{};
  int64_t their_env_steps = 0;  // of a run
  std::vector<PublishedEffect> effects{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment, FieldInfo{"ours; the source's has the same robot"});
    visit("source", self.source);
    visit("source_environment", self.their_environment);
    visit("source_env_steps", self.their_env_steps, FieldInfo{"of a run", "env steps"});
    visit("citation", self.citation);
    visit("statistic", self.statistic, FieldInfo{"the source's number of a cell"});
    visit("note", self.note);
    visit("effects", self.effects, FieldInfo{"main effects, then interactions"});
  }
};

// For each grid, the sources whose results fill its cells.
std::vector<PublishedEffects> EffectsBesidePublished(const std::vector<Factorial>& factorials);

}  // namespace gaitbench
