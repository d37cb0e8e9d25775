#include "bench/commands/plan_power.h"

#include <algorithm>

#include <fmt/ranges.h>

#include "bench/study/power.h"
#include "bench/study/sequential.h"
#include "results/decide/expected_seeds.h"
#include "results/statistics/hypothesis_tests.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// Fewer where each has many runs, so that a plan takes seconds.
int64_t NumSimulatedStudies(const SequentialDesign& design, const EnvironmentLooks& looks) {
  constexpr double kMostRuns = 1e7;
  constexpr int64_t kMostStudies = 4000, kFewestStudies = 100;
  const double runs =
      static_cast<double>(looks.looks.back()) * static_cast<double>(design.variants.size());
  return std::clamp(static_cast<int64_t>(kMostRuns / runs), kFewestStudies, kMostStudies);
}

// Environments with the same looks, and what they are expected to take.
struct PlannedDecision {
  EnvironmentLooks looks;
  std::vector<std::string> environments;
  std::vector<SequentialBound> bounds;
  std::vector<ExpectedSeeds> expected;
};

std::vector<PlannedDecision> PlannedDecisions(const SequentialDesign& design) {
  std::vector<double> effects = {0};
  effects.insert(effects.end(), kPlannedEffects.begin(), kPlannedEffects.end());
  std::vector<PlannedDecision> planned;
  for (const EnvironmentLooks& looks : design.environments) {
    const auto same = std::ranges::find(
        planned, looks.looks, [](const PlannedDecision& other) { return other.looks.looks; });
    if (same != planned.end()) {
      same->environments.push_back(looks.environment);
      continue;
    }
    planned.push_back(
        {.looks = looks,
         .environments = {looks.environment},
         .bounds = BoundsOf(looks, LevelOf(design)),
         .expected = ExpectSeeds(design, looks, effects, NumSimulatedStudies(design, looks))});
  }
  return planned;
}

std::string PlannedText(const SequentialDesign& design, const PlannedDecision& planned) {
  std::vector<std::string> looks;
  for (const SequentialBound& bound : planned.bounds)
    looks.push_back(fmt::format("{:.2g}", bound.p));
  std::string text = fmt::format(
      "decide {} on {}: {}, looks at {} seeds of each, decided where p is at most {} "
      "(O'Brien & Fleming, level {:.3g}{})\n",
      QuestionName(design.question, design.compare.two_by_two, design.variants),
      fmt::join(planned.environments, ", "), TestText(design.question.test),
      fmt::join(planned.looks.looks, ", "), fmt::join(looks, ", "), LevelOf(design),
      design.environments.size() == 1
          ? ""
          : fmt::format(", one of {} environments", design.environments.size()));
  text += "  true effect  decided  expected seeds\n";
  for (const ExpectedSeeds& expected : planned.expected)
    text += fmt::format("  {:>11}  {:>7.2f}  {:>14.1f}{}\n", ExactText(expected.effect),
                        expected.decided, expected.expected_seeds,
                        expected.effect == 0 ? "  (all variants equal)" : "");
  return text;
}

std::string TestsText(const std::vector<TestPower>& tests) {
  std::string text = fmt::format("  {:>5}", "seeds");
  for (const double effect : kPlannedEffects) text += fmt::format("  {:>5}", ExactText(effect));
  text += "  true effect\n";
  for (const TestPower& test : tests) {
    text += fmt::format("power: {} on {}\n", test.test, fmt::join(test.environments, ", "));
    text += fmt::format("  {:>5}", test.num_seeds);
    for (const double power : test.power) text += fmt::format("  {:>5.2f}", power);
    const bool claims = test.num_seeds >= static_cast<int64_t>(kFewestSeeds);
    text += fmt::format(
        "  of these seeds{}\n  {:>5}",
        claims ? "" : fmt::format(": of fewer than {} nothing is claimed", kFewestSeeds), "");
    for (const int64_t seeds : test.seeds) text += fmt::format("  {:>5}", seeds);
    text += "  for power 0.8\n";
  }
  return text;
}

}  // namespace

std::string PowerText(const Study& study, const Plan& plan, const std::string& where) {
  const std::vector<TestPower> tests = PowerOfTests(study, plan, where);
  const std::optional<SequentialDesign> design = SequentialDesignOf(study, where);
  if (tests.empty() && !design) return {};
  std::string text =
      "what it will find, by the true effect in standard deviations of a run's return (normal "
      "returns, equal spreads):\n";
  if (design) {
    for (const PlannedDecision& planned : PlannedDecisions(*design))
      text += PlannedText(*design, planned);
  }
  return tests.empty() ? text : text + TestsText(tests);
}

void AddPower(const Study& study, const Plan& plan, const std::string& where,
              ordered_json& document) {
  document["power"] = WriteJson(PowerOfTests(study, plan, where));
  const std::optional<SequentialDesign> design = SequentialDesignOf(study, where);
  if (!design) return;
  auto& decide = document["decide"] = ordered_json::array();
  for (const PlannedDecision& planned : PlannedDecisions(*design)) {
    ordered_json json = {
        {"question", QuestionName(design->question, study.compare.two_by_two, design->variants)},
        {"environments", planned.environments},
        {"level", LevelOf(*design)}};
    for (size_t k = 0; k < planned.bounds.size(); ++k)
      json["looks"].push_back({{"num_seeds", planned.looks.looks[k]},
                               {"bound_z", planned.bounds[k].z},
                               {"bound_p", planned.bounds[k].p}});
    for (const ExpectedSeeds& expected : planned.expected)
      json["expected"].push_back({{"effect", expected.effect},
                                  {"decided", expected.decided},
                                  {"seeds", expected.expected_seeds}});
    decide.push_back(std::move(json));
  }
}

}  // namespace gaitbench
