// How often tests find what is there.
#pragma once

#include <array>
#include <cstdint>

#include "results/paper/two_by_two.h"
#include "results/statistics/contrasts.h"
#include "results/statistics/planner.h"
#include "tests/results/made_up_returns.h"

namespace gaitbench {

inline constexpr std::array kTrueEffects = {0.5, 1.0, 1.5, 2.0};  // standard deviations

// Of one test at the level 0.05, by true effect.
struct Power {
  using ByEffect = std::array<double, kTrueEffects.size()>;
  ByEffect difference{};  // Welch's t, spreads alike
  ByEffect unlike{};      // the spread of the worse one twice that of the better, which is 1
  ByEffect contrast{};    // S of a 2x2
  ByEffect claim{};       // that the columns of a 2x2 make more, where the rows make nothing
  ByEffect grid{};        // a factor of a 2^3 grid
};

inline Power CountPower(size_t num_seeds, ReturnShape shape, int64_t samples) {
  constexpr double kAlpha = 0.05;
  constexpr size_t kFactor = 0, kCells = 8;
  Resampler random(static_cast<int64_t>(num_seeds));
  const double share = 1 / static_cast<double>(samples);
  Power found;
  for (int64_t i = 0; i < samples; ++i) {
    std::array<MeanEstimate, 4> y;  // of a 2x2: y00, y01, y10, y11
    for (MeanEstimate& mean : y) mean = EstimateMean(Draw(shape, num_seeds, random));
    MeanEstimate wide = y[1];
    wide.value *= 2;
    wide.error *= 2;
    GridReturns returns(num_seeds);
    for (auto& cells : returns) cells = Draw(shape, kCells, random);
    const MeanEstimate of_nothing = ContrastOf(returns, {&kFactor, 1});
    for (size_t k = 0; k < kTrueEffects.size(); ++k) {
      const auto finds = [&](MeanEstimate estimate) {
        estimate.value += kTrueEffects[k];
        return share * (estimate.p_two_sided().value_or(1) <= kAlpha);
      };
      found.difference[k] += finds(MeanDifference(y[0], y[1]));
      found.unlike[k] += finds(MeanDifference(y[0], wide));
      found.contrast[k] += finds(WeightedSum(y, std::array{0.5, 0.5, -0.5, -0.5}));
      found.grid[k] += finds(of_nothing);
      MeanEstimate a = MeanDifference(y[0], y[3]), b = MeanDifference(y[2], y[1]);
      for (MeanEstimate* difference : {&a, &b}) difference->value += kTrueEffects[k];
      found.claim[k] += share * (PColumnsMakeMore(a, b).value_or(1) <= kAlpha / 2);
    }
  }
  return found;
}

// What `plan` says of them, of normal returns.
inline Power PlannedPower(size_t num_seeds) {
  constexpr double kAlpha = 0.05;
  const auto n = static_cast<int64_t>(num_seeds);
  Power planned;
  for (size_t k = 0; k < kTrueEffects.size(); ++k) {
    const double effect = kTrueEffects[k];
    const PlannedDifference each{effect, 1, 1};
    planned.difference[k] = WelchPower(effect, 1, 1, n, kAlpha);
    planned.unlike[k] = WelchPower(effect, 1, 2, n, kAlpha);
    planned.claim[k] = BothPower(each, each, n, kAlpha / 2);
    planned.grid[k] = ContrastPower(effect, 1, 8, n, kAlpha);
  }
  return planned;
}

}  // namespace gaitbench
