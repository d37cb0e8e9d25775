#include "bench/study/power.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "bench/study/same_variants.h"
#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/statistics/planner.h"

namespace gaitbench {
namespace {

// A test by what it finds of an effect: with n seeds the power, and the seeds for kPlannedPower.
struct Planned {
  std::string name;
  std::function<double(double effect, int64_t n)> power;
  std::function<int64_t(double effect)> seeds;
};

Planned DifferenceToFirst(const std::string& first, size_t family, double level) {
  const double alpha = (1 - level) / static_cast<double>(family);
  return {
      .name =
          fmt::format("a difference to {} (Welch's t, Holm over {})", DisplayName(first), family),
      .power = [=](double effect, int64_t n) { return WelchPower(effect, 1, 1, n, alpha); },
      .seeds = [=](double effect) { return SeedsForPower(effect, 1, 1, kPlannedPower, alpha); }};
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
                return SeedsForBothPower(both(effect), both(effect), kPlannedPower, alpha);
              }};
}

// Of grids with so many axes, each on an environment.
Planned EffectOfGrid(const std::vector<size_t>& num_axes, double level) {
  size_t family = 0;
  for (const size_t k : num_axes) family += k + k * (k - 1) / 2;
  const double alpha = (1 - level) / static_cast<double>(family);
  const int64_t cells = int64_t{1} << *std::ranges::min_element(num_axes);
  return {
      .name = fmt::format("an effect of the grid (Student's t, Holm over {})", family),
      .power = [=](double effect, int64_t n) { return ContrastPower(effect, 1, cells, n, alpha); },
      .seeds =
          [=](double effect) {
            return SeedsForContrastPower(effect, 1, cells, kPlannedPower, alpha);
          }};
}

// The settings that an axis of a grid sets.
std::set<std::string> SettingsOfAxis(const std::string& name, const Settings& values) {
  if (values.is_array()) return {name};
  std::set<std::string> settings;
  for (const Settings& point : values) {
    for (const auto& setting : point.items()) settings.insert(setting.key());
  }
  return settings;
}

// Whether a setting acts in some run on the environment.
bool Acts(const std::string& setting, const Plan& plan, const std::string& environment) {
  return std::ranges::any_of(plan.cells, [&](const PlanCell& cell) {
    return cell.environment == environment && !WhyIdle(cell.candidates.front().settings, setting);
  });
}

// Axes of the study's grid that change runs on the environment; none where FindFactorials
// (factorial.h) takes no grid.
size_t NumAxesOfGrid(const Study& study, const Plan& plan, const std::string& environment) {
  size_t num_axes = 0;
  for (const auto& axis : study.grid.items()) {
    num_axes += std::ranges::any_of(
        SettingsOfAxis(axis.key(), axis.value()),
        [&](const std::string& setting) { return Acts(setting, plan, environment); });
  }
  const bool is_full = NumDistinctCells(plan, environment) == size_t{1} << num_axes;
  return num_axes >= 2 && is_full ? num_axes : 0;
}

bool IsTwoValuedGrid(const Study& study) {
  constexpr size_t kMostAxes = 10;
  if (study.variants.size() > 1 || study.grid.empty() || study.grid.size() > kMostAxes)
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

std::vector<TestPower> PowerOfTests(const Study& study, const Plan& plan,
                                    const std::string& where) {
  std::vector<std::string> names;
  for (const StudyCell& cell : StudyCells(study, where)) names.push_back(cell.name);
  const double level = study.compare.interval;
  const size_t num_environments = study.environments.size();
  std::vector<Planned> tests;
  if (names.size() > 1)
    tests.push_back(DifferenceToFirst(names.front(), (names.size() - 1) * num_environments, level));
  if (HasCorners(study.compare.two_by_two, names))
    tests.push_back(WhichMakesMore(study.compare.two_by_two, num_environments, level));
  if (IsTwoValuedGrid(study)) {
    std::vector<size_t> num_axes;
    for (const std::string& environment : study.environments)
      num_axes.push_back(NumAxesOfGrid(study, plan, environment));
    std::erase(num_axes, 0u);
    if (!num_axes.empty()) tests.push_back(EffectOfGrid(num_axes, level));
  }

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
