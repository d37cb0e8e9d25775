// How often "here - the paper" is claimed of runs that are what the paper's are.
#pragma once

#include "results/paper/paper_comparison.h"
#include "results/paper/paper_figure_1.h"
#include "results/paper/published.h"
#include "tests/results/false_claims.h"

namespace gaitbench {

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

// The grid of the paper's Figure 1 trained again in the same way; main effects only.
inline Factorial ThePapersGridAgain(const std::string& environment, size_t num_seeds,
                                    ReturnShape shape, Resampler& random) {
  const std::vector<std::string> switches = {"annealing", "initialization", "reward_scaling",
                                             "value_clipping"};
  double deviation = 0;
  std::vector<double> truths;
  for (const std::string& name : switches) {
    const MeanEstimate on = EstimateMean(FindInFigure1(environment, name, true)->middles()),
                       off = EstimateMean(FindInFigure1(environment, name, false)->middles());
    const MeanEstimate paper = MeanDifference(on, off);
    truths.push_back(paper.value + paper.error * DrawOne(ReturnShape::kNormal, random));
    deviation = on.error * std::sqrt(on.degrees_of_freedom + 1);
  }
  GridReturns returns(num_seeds);
  for (auto& cells : returns) {
    cells = Draw(shape, size_t{1} << switches.size(), random);
    for (size_t cell = 0; cell < cells.size(); ++cell) {
      cells[cell] *= deviation;
      for (size_t i = 0; i < truths.size(); ++i)
        cells[cell] += (cell >> i & 1 ? 0.5 : -0.5) * truths[i];
    }
  }
  Factorial factorial{.environment = environment, .seeds = std::vector<int64_t>(num_seeds)};
  for (size_t i = 0; i < switches.size(); ++i)
    factorial.effects.push_back(
        {.factors = {switches[i]}, .estimate = EstimateContrast(returns, {&i, 1}, kLevel)});
  return factorial;
}

struct FalseClaimsBesideThePaper {
  double one = 0, some = 0;
};

inline void AddClaims(const std::vector<PaperCell>& cells, double share,
                      FalseClaimsBesideThePaper& rates) {
  rates.one += share * (*cells[0].p <= 1 - kLevel);
  rates.some += share * std::any_of(cells.begin(), cells.end(),
                                    [](const PaperCell& cell) { return cell.differs; });
}

// Of 15 cells.
inline FalseClaimsBesideThePaper CountFalseCellsBesideThePaper(size_t num_seeds, ReturnShape shape,
                                                               int64_t tables) {
  Resampler random(static_cast<int64_t>(num_seeds));
  FalseClaimsBesideThePaper rates;
  for (int64_t i = 0; i < tables; ++i)
    AddClaims(CompareWithPaper(ThePapersCellsAgain(num_seeds, shape, random), {}),
              1 / static_cast<double>(tables), rates);
  return rates;
}

// Of the effects of four switches on two robots.
inline FalseClaimsBesideThePaper CountFalseEffectsBesideThePaper(size_t num_seeds,
                                                                 ReturnShape shape,
                                                                 int64_t tables) {
  Resampler random(static_cast<int64_t>(num_seeds));
  const ComparisonOptions options{.interval = kLevel, .resamples = 2};  // the test needs none
  FalseClaimsBesideThePaper rates;
  for (int64_t i = 0; i < tables; ++i) {
    const std::vector<Factorial> grids = {
        ThePapersGridAgain("Walker2d-v2", num_seeds, shape, random),
        ThePapersGridAgain("Humanoid-v2", num_seeds, shape, random)};
    AddClaims(CompareEffectsWithPaper(grids, options), 1 / static_cast<double>(tables), rates);
  }
  return rates;
}

}  // namespace gaitbench
