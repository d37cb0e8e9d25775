// Effects of switches in a full 2^k grid that every seed trained whole
// (results/statistics/contrasts.h), and the returns of its runs split by each switch.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/compare/metric.h"
#include "results/statistics/contrasts.h"

namespace gaitbench {

// A setting with two values in the grid; of settings that only vary together, the first.
struct Factor {
  std::string key{};  // dotted path in the config: "switches.value_clipping"
  nlohmann::ordered_json off{}, on{};
  std::string axis{};  // of the study's grid, told from the variants' names; empty: none

  std::string Name() const { return axis.empty() ? key.substr(key.rfind('.') + 1) : axis; }
};

struct FactorialEffect {
  struct Given {
    std::string factor{};
    bool on = false;
  };

  std::vector<std::string> factors{};  // one: main effect; two: interaction
  std::optional<Given> given{};        // over that half of the grid only
  ContrastEstimate estimate{};         // return
  std::optional<double> p_holm{};      // over all main effects and interactions; none if given

  std::string Name() const;  // "annealing x initialization", "annealing, initialization on"

  // Told from 0, all main effects and interactions looked at.
  bool Holds(double level) const { return p_holm && *p_holm < 1 - level; }
};

// 1 - CDF of the returns of all runs with a factor on, or off: Figure 1 of Engstrom et al. 2020.
struct SurvivalCurve {
  std::string factor{};
  bool on = false;
  std::vector<double> returns{};  // ascending, one per run
  std::vector<double> share{};    // of runs with at least that return
};

struct Factorial {
  std::string environment{};
  std::vector<Factor> factors{};
  std::vector<int64_t> seeds{};                   // with a finished run in every cell
  std::vector<FactorialEffect> effects{};         // main effects, then interactions
  std::vector<FactorialEffect> simple_effects{};  // of each factor with each other off and on
  std::vector<SurvivalCurve> survival{};
  std::vector<std::string> notes{};

  // Of the two factors of an interaction, each with the other off and on.
  std::vector<FactorialEffect> SimpleEffectsOf(const FactorialEffect& interaction) const;
};

// The grids in the logs: one for each environment whose configs differ in k >= 2 boolean or
// two-valued text settings and fill all their 2^k combinations, one variant each, settings that
// only vary together counting once. Others have none.
std::vector<Factorial> FindFactorials(std::span<const RunLog> logs,
                                      const ComparisonOptions& options);

nlohmann::ordered_json ToJson(const std::vector<Factorial>& factorials);

}  // namespace gaitbench
