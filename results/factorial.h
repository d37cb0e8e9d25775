// Effects of switches in a full 2^k grid, paired by seed: each seed trained every one of the 2^k
// configurations, gives one value of each effect, and the seeds' values are the sample. With s = +1
// for on and -1 for off,
//   main effect of i         = sum over the grid of s_i y / 2^(k-1)      (mean with it on minus
//   mean with it off) interaction of i and j   = sum over the grid of s_i s_j y / 2^(k-1)  (half of
//   what j changes in the effect of i)
// Box, Hunter & Hunter, Statistics for Experimenters, chapter 5.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/metric.h"

namespace gaitbench {

// A setting with two values in the grid; of settings that only vary together, the first.
struct Factor {
  std::string key{};  // dotted path in the config: "switches.value_clipping"
  nlohmann::ordered_json off{}, on{};
  std::string axis{};  // of the study's grid, told from the variants' names; empty: none

  std::string Name() const { return axis.empty() ? key.substr(key.rfind('.') + 1) : axis; }
};

struct FactorialEffect {
  std::vector<std::string> factors{};  // one: main effect; two: interaction
  double value = 0;                    // return
  std::optional<Interval> interval{};
  std::optional<double> p{},
      p_holm{};  // Student's t over seeds; Holm over all effects of the environment
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
  std::vector<int64_t> seeds{};  // with a finished run in every cell
  std::vector<FactorialEffect> effects{};
  std::vector<SurvivalCurve> survival{};
  std::vector<std::string> notes{};
};

// The grids in the logs: one for each environment whose configs differ in k >= 2 boolean or
// two-valued text settings and fill all their 2^k combinations, one variant each, settings that
// only vary together counting once. Others have none.
std::vector<Factorial> FindFactorials(std::span<const RunLog> logs,
                                      const ComparisonOptions& options);

nlohmann::ordered_json ToJson(const std::vector<Factorial>& factorials);

}  // namespace gaitbench
