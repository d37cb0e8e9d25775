// Effects of switches in a full grid of 2^k variants, over the seeds that trained all of them
// (results/statistics/contrasts.h), and the returns of its runs split by each switch.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/compare/config_keys.h"
#include "results/compare/metric.h"
#include "results/statistics/contrasts.h"

namespace gaitbench {

// A setting with two values in the grid; of settings that only vary together, a
// switch if one is, else the first.
struct Factor {
  std::string key{};  // dotted path in the config: "value_clipping"
  nlohmann::ordered_json off{}, on{};
  std::string axis{};  // of the study's grid, read from the variants' names; empty: none
  std::string off_label{}, on_label{};  // of the axis, or as one over the setting would have them

  std::string Name() const { return axis.empty() ? LastPart(key) : axis; }
  void TurnRound();  // what was on is off

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("name", self.Name());
    visit("key", self.key, FieldInfo{"in the runs' configs"});
    visit("on", self.on);
    visit("off", self.off);
  }
};

// A main effect (of one factor) or an interaction (of two).
struct FactorialEffect {
  std::vector<std::string> factors{};
  ContrastEstimate estimate{};     // return
  std::optional<double> p_holm{};  // over the main effects and interactions of all environments
  // p_holm is at most 1 - level, of three complete seeds or more, and no run of the grid diverged
  bool holds = false;

  std::string Name() const;  // "annealing", "annealing x initialization"

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("factors", self.factors, FieldInfo{"one: main effect; two: interaction"});
    visit("unit", kReturnUnit);
    ContrastEstimate::Fields(self.estimate, visit);
    visit("p_holm", self.p_holm,
          FieldInfo{"over the main effects and interactions of all environments"});
    visit(
        "holds", self.holds,
        FieldInfo{"p_holm is at most 1 - level, of three complete seeds or more, and no run of the "
                  "grid diverged"});
  }
};

// The effect of one factor over the half of the grid where another is on, or off.
struct SimpleEffect {
  struct Given {
    std::string factor{};
    bool on = false;

    template <class Self, class Visit>
    static void Fields(Self& self, Visit&& visit) {
      visit("factor", self.factor);
      visit("on", self.on);
    }
  };

  std::string factor{};
  Given given{};
  ContrastEstimate estimate{};  // return

  std::string Name() const;  // "annealing, initialization on"

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("factors", std::vector<std::string>{self.factor});
    visit("given", self.given);
    visit("unit", kReturnUnit);
    ContrastEstimate::Fields(self.estimate, visit);
  }
};

// 1 - CDF of the returns of all runs with a factor on, or off: Figure 1 of Engstrom et al. 2020.
struct SurvivalCurve {
  std::string factor{};
  bool on = false;
  std::vector<double> returns{};  // ascending, one per run
  std::vector<double> share{};    // of runs with at least that return

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("factor", self.factor);
    visit("on", self.on);
    visit("returns", self.returns);
    visit("share_at_least", self.share, FieldInfo{"of runs with at least that return"});
  }
};

struct Factorial {
  std::string environment{};
  std::vector<Factor> factors{};
  std::vector<int64_t> seeds{};                // with a finished run in every cell
  int64_t num_diverged = 0;                    // runs
  std::vector<FactorialEffect> effects{};      // main effects, then interactions
  std::vector<SimpleEffect> simple_effects{};  // of each factor with each other off and on
  std::vector<SurvivalCurve> survival{};
  std::vector<std::string> notes{};

  // Of the two factors of an interaction, each with the other off and on.
  std::vector<SimpleEffect> SimpleEffectsOf(const FactorialEffect& interaction) const;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("factors", self.factors);
    visit("seeds", self.seeds, FieldInfo{"with a finished run in every cell"});
    visit("effects", self.effects, FieldInfo{"main effects, then interactions"});
    visit("simple_effects", self.simple_effects,
          FieldInfo{"of each factor with each other off and on"});
    visit("survival", self.survival);
    visit("notes", self.notes);
  }
};

// The grids in the logs: one for each environment whose configs differ in k >= 2 settings of two
// values, switches, texts or numbers of an axis of the study's grid, and fill all their 2^k
// combinations, one variant each, settings that only vary together counting once, those that act in
// no run (RunLog::idle) not at all. Others have none, nor do grids with two cells that are the same
// run, as where one axis acts only if another is on.
// Effects are tested together over all of them.
std::vector<Factorial> FindFactorials(std::span<const RunLog> logs,
                                      const ComparisonOptions& options);

}  // namespace gaitbench
