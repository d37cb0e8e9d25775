// How often something is claimed of factors where nothing is to be claimed: which of two makes
// more, and the effects of a grid.
#pragma once

#include <fmt/format.h>

#include "results/compare/factorial.h"
#include "results/paper/two_by_two.h"
#include "tests/results/false_claims.h"
#include "tests/results/run_logs.h"

namespace gaitbench {

// A 2x2 on each environment, whose first corner is `above` the others, in standard deviations.
inline std::vector<TwoByTwo> MadeUpTwoByTwos(const MadeUpTable& table, double above,
                                             Resampler& random) {
  std::vector<TwoByTwo> all;
  for (size_t e = 0; e < table.num_environments; ++e) {
    TwoByTwoMeans means;
    for (auto& row : means) {
      for (MeanEstimate& mean : row)
        mean = EstimateMean(Draw(table.shape, table.num_seeds, random));
    }
    means[0][0].value += above;
    all.push_back(EstimateTwoByTwo({}, means, kLevel));
  }
  TestTogether(all);
  return all;
}

// Shares of comparisons of 2x2s.
struct FalseClaimsOfTwoByTwos {
  double one_contrast = 0;   // S of one environment, before Holm
  double some_contrast = 0;  // S, C or I of some environment
  double one = 0;            // that a factor makes more on one environment, before Holm
  double some = 0;           // on some environment
};

// No factor makes more where of the two differences behind the claim one is large and the other
// nothing: its size is that of one difference there, and less elsewhere.
inline FalseClaimsOfTwoByTwos CountFalseClaimsOfTwoByTwos(const MadeUpTable& table,
                                                          int64_t tables) {
  Resampler random(static_cast<int64_t>(table.num_seeds));
  const double share = 1 / static_cast<double>(tables);
  FalseClaimsOfTwoByTwos rates;
  for (int64_t i = 0; i < tables; ++i) {
    const auto alike = MadeUpTwoByTwos(table, 0, random),
               unlike = MadeUpTwoByTwos(table, 20, random);
    rates.one_contrast += share * (*alike[0].rows.estimate.p_two_sided() <= 1 - kLevel);
    rates.some_contrast += share * std::ranges::any_of(alike, [](const TwoByTwo& one) {
                             return one.rows.holds || one.columns.holds || one.interaction.holds;
                           });
    const double p = std::min(*unlike[0].columns_make_more.p, *unlike[0].rows_make_more.p);
    rates.one += share * (p <= (1 - kLevel) / 2);
    rates.some += share * std::ranges::any_of(unlike, [](const TwoByTwo& one) {
                    return one.columns_make_more.holds || one.rows_make_more.holds;
                  });
  }
  return rates;
}

inline constexpr size_t kGridCells = 8;

// Runs of a 2^3 grid by environment, cell and seed.
inline std::vector<RunLog> RunsOfGrid(size_t num_environments, size_t num_seeds) {
  std::vector<RunLog> logs;
  for (size_t e = 0; e < num_environments; ++e) {
    for (size_t cell = 0; cell < kGridCells; ++cell) {
      for (size_t seed = 0; seed < num_seeds; ++seed) {
        logs.push_back(MakeRun(fmt::format("e{}", e), fmt::format("v{}", cell),
                               static_cast<int64_t>(seed), {0}));
        logs.back().config = {
            {"f0", (cell & 1) != 0}, {"f1", (cell & 2) != 0}, {"f2", (cell & 4) != 0}};
      }
    }
  }
  return logs;
}

inline ResultsByEnvironment ResultsOfGrid(const std::vector<RunLog>& logs, size_t num_seeds) {
  ResultsByEnvironment environments(logs.size() / num_seeds / kGridCells);
  for (size_t i = 0; i < logs.size(); i += num_seeds) {
    std::vector<double> returns;
    for (size_t seed = 0; seed < num_seeds; ++seed)
      returns.push_back(logs[i + seed].columns.Last(kMeanReturn));
    environments[i / num_seeds / kGridCells].push_back(
        ResultOf(logs[i].environment, logs[i].variant, std::move(returns)));
  }
  return environments;
}

inline bool SomeEffectHolds(const std::vector<Factorial>& factorials) {
  return std::any_of(factorials.begin(), factorials.end(), [](const Factorial& factorial) {
    return std::any_of(factorial.effects.begin(), factorial.effects.end(),
                       [](const FactorialEffect& effect) { return effect.holds; });
  });
}

// Shares of pages of a 2^3 grid.
struct FalseClaimsOfGrids {
  double one_effect = 0;      // of one environment, before Holm
  double some_of_one = 0;     // effect of a grid on one environment
  double some_of_all = 0;     // effect of the grids on all environments
  double some_statement = 0;  // effect, difference to the first variant, or best one
};

inline FalseClaimsOfGrids CountFalseClaimsOfGrids(size_t num_environments, size_t num_seeds,
                                                  ReturnShape shape, int64_t tables) {
  Resampler random(static_cast<int64_t>(num_seeds));
  std::vector<RunLog> logs = RunsOfGrid(num_environments, num_seeds);
  const ComparisonOptions options{.interval = kLevel};
  const double share = 1 / static_cast<double>(tables);
  FalseClaimsOfGrids rates;
  for (int64_t i = 0; i < tables; ++i) {
    for (RunLog& log : logs) log.columns.Values(kMeanReturn)[0] = DrawOne(shape, random);
    const auto one = FindFactorials(std::span(logs).first(kGridCells * num_seeds), options),
               all = FindFactorials(logs, options);
    const ResultsByEnvironment results = ResultsOfGrid(logs, num_seeds);
    const bool effect = SomeEffectHolds(all);
    rates.one_effect += share * (*one[0].effects[0].estimate.p <= 1 - kLevel);
    rates.some_of_one += share * SomeEffectHolds(one);
    rates.some_of_all += share * effect;
    rates.some_statement += share * (effect || SomeDifferenceHolds(results) || SomeIsBest(results));
  }
  return rates;
}

}  // namespace gaitbench
