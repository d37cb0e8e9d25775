// What the tests of a study's tables will find, by the size of what there is to find.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/study/plan.h"

namespace gaitbench {

// True differences, in standard deviations of a run's return; returns normal, spreads equal.
inline constexpr std::array kPlannedEffects = {0.5, 0.8, 1.0, 1.5, 2.0};

// One test on the environments that have the same number of seeds.
struct TestPower {
  std::string test{};  // "a difference to PPO (Welch's t, Holm over 4)"
  std::vector<std::string> environments{};
  int64_t num_seeds = 0;
  std::vector<double> power{};   // at these seeds, by effect; at Holm's strictest level
  std::vector<int64_t> seeds{};  // for power 0.8

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("test", self.test);
    visit("environments", self.environments);
    visit("num_seeds", self.num_seeds);
    visit("effects", std::vector<double>(kPlannedEffects.begin(), kPlannedEffects.end()));
    visit("power", self.power);
    visit("seeds_for_power_0.8", self.seeds);
  }
};

// Differences to the first variant; effects, where the study is a grid of two values on each axis
// and no two cells are the same run; which factor makes more, where it has the four corners of a
// 2x2. `plan` is the study's.
std::vector<TestPower> PowerOfTests(const Study& study, const Plan& plan, const std::string& where);

}  // namespace gaitbench
