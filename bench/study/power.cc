#include "bench/study/power.h"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/statistics/planner.h"

namespace gaitbench {
namespace {

constexpr double kPower = 0.8;

// A test by what it finds of an effect: with n seeds the power, and the seeds for kPower.
struct Planned {
  std::string name;
  std::function<double(double effect, int64_t n)> power;
  std::function<int64_t(double effect)> seeds;
};

Planned DifferenceToFirst(const std::string& first, size_t family, double level) {
  const double alpha = (1 - level) / static_cast<double>(family);
  return {.name = fmt::format("a difference to {} (Welch's t, Holm over {})", DisplayName(first),
                              family),
          .power = [=](double effect, int64_t n) { return WelchPower(effect, 1, 1, n, alpha); },
          .seeds = [=](double effect) { return SeedsForPower(effect, 1, 1, kPower, alpha); }};
}

Planned WhichMakesMore(const TwoByTwoDesign& design, size_t num_environments, double level) {
  const double alpha = (1 - level) / 2 / static_cast<double>(num_environments);
  const auto both = [](double effect) { return PlannedDifference{effect, 1, 1}; };
  return {.name = fmt::format("{} or {} (both differences by Welch's t, Holm over {})",
                              design.columns, design.rows, num_environments),
          .power = [=](double effect,
                       int64_t n) { return BothPower(both(effect), both(effect), n, alpha); },
          .seeds =
              [=](double effect) {
                return SeedsForBothPower(both(effect), both(effect), kPower, alpha);
              }};
}

Planned EffectOfGrid(size_t num_axes, size_t num_environments, double level) {
  const size_t family = (num_axes + num_axes * (num_axes - 1) / 2) * num_environments;
  const double alpha = (1 - level) / static_cast<double>(family);
  const int64_t cells = int64_t{1} << num_axes;
  return {
      .name = fmt::format("an effect of the grid (Student's t, Holm over {})", family),
      .power = [=](double effect, int64_t n) { return ContrastPower(effect, 1, cells, n, alpha); },
      .seeds =
          [=](double effect) { return SeedsForContrastPower(effect, 1, cells, kPower, alpha); }};
}

// As FindFactorials (factorial.h) takes a grid.
bool IsTwoValuedGrid(const Study& study) {
  constexpr size_t kMostAxes = 10;
  if (study.variants.size() > 1 || study.grid.size() < 2 || study.grid.size() > kMostAxes)
    return false;
  return std::all_of(study.grid.begin(), study.grid.end(),
                     [](const Settings& values) { return values.size() == 2; });
}

bool HasCorners(const TwoByTwoDesign& design, const std::vector<std::string>& names) {
  return std::ranges::all_of(design.corners, [&](const auto& row) {
    return std::ranges::all_of(
        row, [&](const std::string& name) { return std::ranges::count(names, name) > 0; });
  });
}

}  // namespace

std::vector<TestPower> PowerOfTests(const Study& study, const std::string& where) {
  std::vector<std::string> names;
  for (const StudyCell& cell : StudyCells(study, where)) names.push_back(cell.name);
  const double level = study.compare.interval;
  const size_t num_environments = study.environments.size();
  std::vector<Planned> tests;
  if (names.size() > 1)
    tests.push_back(DifferenceToFirst(names.front(), (names.size() - 1) * num_environments, level));
  if (HasCorners(study.compare.two_by_two, names))
    tests.push_back(WhichMakesMore(study.compare.two_by_two, num_environments, level));
  if (IsTwoValuedGrid(study))
    tests.push_back(EffectOfGrid(study.grid.size(), num_environments, level));

  std::map<int64_t, std::vector<std::string>> by_seeds;
  for (const std::string& environment : study.environments)
    by_seeds[study.seeds.Of(environment, where).count].push_back(environment);
  std::vector<TestPower> powers;
  for (const Planned& test : tests) {
    for (const auto& [num_seeds, environments] : by_seeds) {
      TestPower& power = powers.emplace_back(
          TestPower{.test = test.name, .environments = environments, .num_seeds = num_seeds});
      const bool claimed = num_seeds >= static_cast<int64_t>(kFewestSeeds);  // of fewer, nothing
      for (const double effect : kPlannedEffects) {
        power.power.push_back(claimed ? test.power(effect, num_seeds) : 0);
        power.seeds.push_back(test.seeds(effect));
      }
    }
  }
  return powers;
}

}  // namespace gaitbench
