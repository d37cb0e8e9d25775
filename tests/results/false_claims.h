// How often the tables claim something of runs that differ in nothing but chance.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "results/compare/claims.h"
#include "results/compare/comparison.h"
#include "results/compare/difference.h"
#include "results/paper/paper_comparison.h"
#include "results/paper/published.h"
#include "tests/results/made_up_returns.h"

namespace gaitbench {

inline constexpr double kLevel = 0.95;

// Shares of tables.
struct FalseClaims {
  double one_difference = 0;   // of two variants
  double some_difference = 0;  // of each of many variants to the first
  double some_best = 0;        // of many variants, of which two are tied above the others
};
struct FalseClaimsBesideThePaper {
  double one_cell = 0, some_cell = 0;
};

inline VariantResult ResultOf(const std::string& environment, const std::string& variant,
                              std::vector<double> returns) {
  VariantResult result{.environment = environment, .variant = variant};
  for (size_t seed = 0; seed < returns.size(); ++seed)
    result.seeds.push_back(static_cast<int64_t>(seed));
  result.mean = Mean(returns);
  result.standard_deviation = StandardDeviation(returns);
  result.returns = std::move(returns);
  return result;
}

inline std::vector<VariantResult> AllAlike(size_t num_variants, size_t num_seeds, ReturnShape shape,
                                           Resampler& random) {
  std::vector<VariantResult> results;
  for (size_t i = 0; i < num_variants; ++i)
    results.push_back(ResultOf("e", "v" + std::to_string(i), Draw(shape, num_seeds, random)));
  return results;
}

// Whether one of them is said to differ from the first.
inline bool SomeDifferenceHolds(const std::vector<VariantResult>& results) {
  std::vector<Difference> differences;
  for (size_t i = 1; i < results.size(); ++i) {
    differences.push_back({.environment = "e", .a = results[i], .b = results[0]});
    if (const auto welch = WelchTest(results[i].returns, results[0].returns))
      differences.back().welch = AdjustedWelchResult{*welch};
  }
  TestTogether(kLevel, differences);
  return std::any_of(differences.begin(), differences.end(),
                     [](const Difference& difference) { return difference.holds; });
}

inline bool SomeIsBest(std::vector<VariantResult> results) {
  for (size_t i = 2; i < results.size(); ++i) {
    for (double& value : results[i].returns) value -= 20;  // standard deviations
    results[i].mean = Mean(results[i].returns);
  }
  MarkBest(std::array{std::span(results)}, kLevel);
  return std::any_of(results.begin(), results.end(),
                     [](const VariantResult& result) { return result.clearly_best; });
}

// The paper's 15 cells trained again: means that miss the paper's as its intervals say, agents as
// far apart as its own.
inline Comparison ThePapersCellsAgain(size_t num_seeds, ReturnShape shape, Resampler& random) {
  Comparison comparison{.options = {.interval = kLevel},
                        .environments = {"Hopper-v2", "Walker2d-v2", "Humanoid-v2"}};
  for (const std::string& environment : comparison.environments) {
    for (const char* variant : {"ppo", "ppo_m", "ppo_noclip", "trpo", "trpo_plus"}) {
      const MeanEstimate paper = *FindInPaper(environment, variant)->estimate();
      const double deviation = paper.error * std::sqrt(paper.degrees_of_freedom + 1);
      const double truth = paper.value + paper.error * DrawOne(ReturnShape::kNormal, random);
      std::vector<double> returns = Draw(shape, num_seeds, random);
      for (double& value : returns) value = truth + deviation * value;
      comparison.results.push_back(ResultOf(environment, variant, std::move(returns)));
    }
  }
  return comparison;
}

inline FalseClaims CountFalseClaims(size_t num_variants, size_t num_seeds, ReturnShape shape,
                                    int64_t tables) {
  Resampler random(static_cast<int64_t>(num_variants * 1000 + num_seeds));
  const double share = 1 / static_cast<double>(tables);
  FalseClaims rates;
  for (int64_t i = 0; i < tables; ++i) {
    rates.one_difference += share * SomeDifferenceHolds(AllAlike(2, num_seeds, shape, random));
    rates.some_difference +=
        share * SomeDifferenceHolds(AllAlike(num_variants, num_seeds, shape, random));
    rates.some_best += share * SomeIsBest(AllAlike(num_variants, num_seeds, shape, random));
  }
  return rates;
}

inline FalseClaimsBesideThePaper CountFalseClaimsBesideThePaper(size_t num_seeds, ReturnShape shape,
                                                                int64_t tables) {
  Resampler random(static_cast<int64_t>(num_seeds));
  const double share = 1 / static_cast<double>(tables);
  FalseClaimsBesideThePaper rates;
  for (int64_t i = 0; i < tables; ++i) {
    const std::vector<PaperCell> cells =
        CompareWithPaper(ThePapersCellsAgain(num_seeds, shape, random), {});
    rates.one_cell += share * (*cells[0].p <= 1 - kLevel);
    rates.some_cell += share * std::any_of(cells.begin(), cells.end(),
                                           [](const PaperCell& cell) { return cell.differs; });
  }
  return rates;
}

}  // namespace gaitbench
