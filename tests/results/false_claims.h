// How often the tables claim something of runs that differ in nothing but chance.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "results/compare/claims.h"
#include "results/compare/difference.h"
#include "tests/results/made_up_returns.h"

namespace gaitbench {

inline constexpr double kLevel = 0.95;

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

using ResultsByEnvironment = std::vector<std::vector<VariantResult>>;

// What a table is of.
struct MadeUpTable {
  size_t num_environments = 1, num_variants = 2, num_seeds = 10;
  ReturnShape shape = ReturnShape::kNormal;
};

inline ResultsByEnvironment AllAlike(const MadeUpTable& table, Resampler& random) {
  ResultsByEnvironment environments(table.num_environments);
  for (size_t e = 0; e < table.num_environments; ++e) {
    for (size_t i = 0; i < table.num_variants; ++i)
      environments[e].push_back(ResultOf("e" + std::to_string(e), "v" + std::to_string(i),
                                         Draw(table.shape, table.num_seeds, random)));
  }
  return environments;
}

// Whether one of them is said to differ from the first of its environment.
inline bool SomeDifferenceHolds(const ResultsByEnvironment& environments) {
  std::vector<Difference> differences;
  for (const auto& results : environments) {
    for (size_t i = 1; i < results.size(); ++i) {
      differences.push_back(
          {.environment = results[i].environment, .a = results[i], .b = results[0]});
      if (const auto welch = WelchTest(results[i].returns, results[0].returns))
        differences.back().welch = AdjustedWelchResult{*welch};
    }
  }
  TestTogether(kLevel, differences);
  return std::any_of(differences.begin(), differences.end(),
                     [](const Difference& difference) { return difference.holds; });
}

inline bool SomeIsBest(ResultsByEnvironment environments) {
  std::vector<std::span<VariantResult>> spans(environments.begin(), environments.end());
  MarkBest(spans, kLevel);
  return std::any_of(environments.begin(), environments.end(), [](const auto& results) {
    return std::any_of(results.begin(), results.end(),
                       [](const VariantResult& result) { return result.clearly_best; });
  });
}

// All but the first two of each environment far below them, which is the worst case for "best".
inline ResultsByEnvironment TwoTiedAtTheTop(ResultsByEnvironment environments) {
  for (auto& results : environments) {
    for (size_t i = 2; i < results.size(); ++i) {
      for (double& value : results[i].returns) value -= 20;  // standard deviations
      results[i].mean = Mean(results[i].returns);
    }
  }
  return environments;
}

// Shares of tables.
struct FalseClaims {
  double one_difference = 0;   // of two variants on one environment
  double some_difference = 0;  // of each variant to the first of its environment
  double some_best = 0;        // of variants of which two are tied above the others
};

inline FalseClaims CountFalseClaims(const MadeUpTable& table, int64_t tables) {
  Resampler random(static_cast<int64_t>((table.num_environments - 1) * 1'000'000 +
                                        table.num_variants * 1000 + table.num_seeds));
  const MadeUpTable pair = {.num_seeds = table.num_seeds, .shape = table.shape};
  const double share = 1 / static_cast<double>(tables);
  FalseClaims rates;
  for (int64_t i = 0; i < tables; ++i) {
    rates.one_difference += share * SomeDifferenceHolds(AllAlike(pair, random));
    rates.some_difference += share * SomeDifferenceHolds(AllAlike(table, random));
    rates.some_best += share * SomeIsBest(TwoTiedAtTheTop(AllAlike(table, random)));
  }
  return rates;
}

}  // namespace gaitbench
