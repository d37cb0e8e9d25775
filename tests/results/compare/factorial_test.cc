#include "results/compare/factorial.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

const FactorialEffect& Find(const Factorial& factorial, const std::vector<std::string>& factors) {
  for (const FactorialEffect& effect : factorial.effects) {
    if (effect.factors == factors) return effect;
  }
  throw std::logic_error("no such effect");
}

std::vector<double> PHolms(const std::vector<Factorial>& factorials) {
  std::vector<double> p_values;
  for (const Factorial& factorial : factorials) {
    for (const FactorialEffect& effect : factorial.effects) p_values.push_back(*effect.p_holm);
  }
  return p_values;
}

TEST(Factorial, EffectsByHand) {
  const auto factorials = FindFactorials(GridRuns(3), {});
  ASSERT_EQ(factorials.size(), 1u);
  ASSERT_EQ(factorials[0].effects.size(), 3u);
  EXPECT_NEAR(Find(factorials[0], {"annealing"}).estimate.value, 24, 1e-10);       // 20 + 8 / 2
  EXPECT_NEAR(Find(factorials[0], {"initialization"}).estimate.value, -6, 1e-10);  // -10 + 8 / 2
  EXPECT_NEAR(Find(factorials[0], {"initialization", "annealing"}).estimate.value, 4, 1e-10);
}

TEST(Factorial, HolmGoesOverMainEffectsAndInteractions) {
  const auto factorial = FindFactorials(GridRuns(4, 1), {})[0];
  ASSERT_EQ(factorial.effects.size(), 3u);
  for (const FactorialEffect& effect : factorial.effects)
    EXPECT_GE(*effect.p_holm, *effect.estimate.p);
  const double smallest_p =
      std::min({*factorial.effects[0].estimate.p, *factorial.effects[1].estimate.p,
                *factorial.effects[2].estimate.p});
  EXPECT_DOUBLE_EQ(*factorial.effects[1].p_holm, 3 * smallest_p);  // annealing's
}

TEST(Factorial, HolmGoesOverEnvironments) {
  std::vector<RunLog> logs = GridRuns(4, 1);
  const std::vector<double> alone = PHolms(FindFactorials(logs, {}));
  for (RunLog log : GridRuns(4, 1)) {
    log.environment = "Walker2d-v4";
    logs.push_back(std::move(log));
  }
  const std::vector<double> both = PHolms(FindFactorials(logs, {}));
  ASSERT_EQ(both.size(), 6u);
  EXPECT_DOUBLE_EQ(both[1], 2 * alone[1]);  // annealing's, the smallest
}

TEST(Factorial, OfTwoSeedsOrOverADivergedRunNothingHolds) {
  EXPECT_TRUE(Find(FindFactorials(GridRuns(3, 0.1), {})[0], {"annealing"}).holds);
  const auto of_two = FindFactorials(GridRuns(2, 0.1), {})[0];
  EXPECT_LE(*Find(of_two, {"annealing"}).p_holm, 0.05);
  EXPECT_FALSE(Find(of_two, {"annealing"}).holds);
  std::vector<RunLog> logs = GridRuns(5, 0.1);
  logs.front().diverged = Divergence{1, "not finite"};
  const auto diverged = FindFactorials(logs, {})[0];
  EXPECT_LE(*Find(diverged, {"annealing"}).p_holm, 0.05);
  EXPECT_FALSE(Find(diverged, {"annealing"}).holds);
  EXPECT_EQ(diverged.notes.back(),
            "diverged: 1 of 20 runs; no effect is claimed, as means are of the seeds without");
}

// annealing: 20 with initialization off, 28 with it on
TEST(Factorial, SimpleEffectsByHand) {
  const auto factorial = FindFactorials(GridRuns(3), {})[0];
  ASSERT_EQ(factorial.simple_effects.size(), 4u);
  const auto simple = factorial.SimpleEffectsOf(Find(factorial, {"initialization", "annealing"}));
  ASSERT_EQ(simple.size(), 4u);
  EXPECT_EQ(simple[0].Name(), "initialization, annealing off");
  EXPECT_NEAR(simple[0].estimate.value, -10, 1e-10);
  EXPECT_NEAR(simple[1].estimate.value, -2, 1e-10);
  EXPECT_EQ(simple[3].Name(), "annealing, initialization on");
  EXPECT_NEAR(simple[2].estimate.value, 20, 1e-10);
  EXPECT_NEAR(simple[3].estimate.value, 28, 1e-10);
}

// each cell once more with another value of a setting that nothing reads
TEST(Factorial, AnIdleAxisHasNoEffectsAndHidesNone) {
  std::vector<RunLog> logs = GridRuns(3);
  for (const RunLog& log : GridRuns(3)) {
    logs.push_back(log);
    logs.back().variant += "_again";
  }
  for (RunLog& log : logs) {
    log.config["max_gradient_norm"] = log.variant.ends_with("_again") ? "9" : "1";
    log.idle = {"max_gradient_norm"};
  }
  const auto factorials = FindFactorials(logs, {});
  ASSERT_EQ(factorials.size(), 1u);
  EXPECT_EQ(factorials[0].effects.size(), 3u);
  EXPECT_NEAR(Find(factorials[0], {"annealing"}).estimate.value, 24, 1e-10);
  EXPECT_EQ(factorials[0].notes,
            std::vector<std::string>{"left out: variants that differ from others only in settings "
                                     "that act in none"});
  for (RunLog& log : logs) log.idle.clear();
  EXPECT_EQ(FindFactorials(logs, {})[0].factors.size(), 3u);
}

// as a clip range with and without clipping: runs that are the same are no data of their own
TEST(Factorial, AGridWhoseCellsAreCopiesOfOthersIsNone) {
  std::vector<RunLog> logs = GridRuns(3);
  ASSERT_EQ(FindFactorials(logs, {}).size(), 1u);
  for (RunLog& log : logs) {
    if (log.config["switches"]["annealing"] == false) log.idle = {"initialization"};
  }
  EXPECT_TRUE(FindFactorials(logs, {}).empty());
}

// runs of an older version beside those that vary it: no grid, and no error
TEST(Factorial, ASettingThatSomeConfigsDoNotHaveIsNoFactorOfThem) {
  std::vector<RunLog> logs = GridRuns(2);
  RunLog older = MakeRun("Hopper-v4", "older", 0, {1});
  older.config = {{"initialization", "xavier"}};
  logs.push_back(older);
  EXPECT_TRUE(FindFactorials(logs, {}).empty());
}

TEST(Factorial, OrthogonalIsTheOnOfInitialization) {
  const auto factors = FindFactorials(GridRuns(2), {})[0].factors;
  EXPECT_EQ(factors[0].on, "orthogonal");
  EXPECT_EQ(factors[1].on, true);
}

TEST(Factorial, ANumberIsAFactorWhereItIsAnAxisOfTheGrid) {
  std::vector<RunLog> logs;
  for (const int critics : {1, 2}) {
    for (const int delay : {1, 2}) {
      const auto name = fmt::format("num_critics={}+policy_delay={}", critics, delay);
      logs.push_back(MakeRun("Hopper-v4", name, 0, {100.0 * critics - 10 * delay}));
      logs.back().config = {{"num_critics", critics}, {"policy_delay", delay}, {"polyak", delay}};
    }
  }
  const auto factorials = FindFactorials(logs, {});
  ASSERT_EQ(factorials.size(), 1u);
  EXPECT_EQ(factorials[0].factors[0].on, 2);
  EXPECT_NEAR(Find(factorials[0], {"num_critics"}).estimate.value, 100, 1e-10);
  EXPECT_NEAR(Find(factorials[0], {"policy_delay"}).estimate.value, -10, 1e-10);
  for (size_t i = 0; i < logs.size(); ++i) logs[i].variant = fmt::format("v{}", i);
  EXPECT_TRUE(FindFactorials(logs, {}).empty());
}

TEST(Factorial, AListIsAFactorWhereItIsAnAxisOfTheGrid) {
  std::vector<RunLog> logs;
  for (const int units : {32, 128}) {
    for (const bool clipped : {false, true}) {
      const auto name =
          fmt::format("hidden_sizes={0}x{0}+ratio_clipping={1}", units, clipped ? "on" : "off");
      logs.push_back(MakeRun("Hopper-v4", name, 0, {1.0 * units + (clipped ? 10 : 0)}));
      logs.back().config = {{"hidden_sizes", {units, units}}, {"ratio_clipping", clipped}};
    }
  }
  const auto factorials = FindFactorials(logs, {});
  ASSERT_EQ(factorials.size(), 1u);
  EXPECT_EQ(factorials[0].factors[0].on_label, "128x128");
  EXPECT_NEAR(Find(factorials[0], {"hidden_sizes"}).estimate.value, 96, 1e-10);
}

TEST(Factorial, SurvivalCurvesSplitAllRunsByOneSwitch) {
  const auto factorial = FindFactorials(GridRuns(2), {})[0];
  ASSERT_EQ(factorial.survival.size(), 4u);
  const SurvivalCurve& annealed = factorial.survival[2];
  EXPECT_EQ(annealed.factor, "annealing");
  EXPECT_TRUE(annealed.on);
  EXPECT_EQ(annealed.returns, (std::vector<double>{118, 120, 1118, 1120}));
  EXPECT_EQ(annealed.share, (std::vector<double>{1, 0.75, 0.5, 0.25}));
}

TEST(Factorial, ASeedWithAHoleInItsGridIsLeftOutAndNamed) {
  std::vector<RunLog> logs = GridRuns(3);
  logs[5].diverged = Divergence{0, "not finite"};
  const auto factorial = FindFactorials(logs, {})[0];
  EXPECT_EQ(factorial.seeds, (std::vector<int64_t>{0, 2}));
  EXPECT_EQ(factorial.notes[0], "seed 1 lacks a finished run in some cell and is left out");
}

// two settings of one axis are one factor, named after the axis; "none" is off, whatever the
// alphabet
TEST(Factorial, SettingsThatVaryTogetherAreOneFactor) {
  std::vector<RunLog> logs;
  for (const std::string annealing : {"on", "off"}) {
    for (const std::string scaling : {"none", "returns"}) {
      const double value = (annealing == "on" ? 10 : 0) + (scaling == "returns" ? 100 : 0);
      RunLog log = MakeRun("e", "annealing=" + annealing + "+scaling=" + scaling, 0, {value});
      log.config = {{"policy_annealing", annealing == "on"},
                    {"value_annealing", annealing == "on"},
                    {"no_annealing", annealing != "on"},
                    {"reward_scaling", scaling}};
      logs.push_back(log);
    }
  }
  const auto factorial = FindFactorials(logs, {}).at(0);
  ASSERT_EQ(factorial.factors.size(), 2u);
  EXPECT_EQ(Find(factorial, {"scaling"}).estimate.value, 100);
  EXPECT_EQ(Find(factorial, {"annealing"}).estimate.value, 10);
}

// "a_form" comes first, and says less than the switch
TEST(Factorial, ASwitchStandsForTheFormThatGoesWithIt) {
  std::vector<RunLog> logs = GridRuns(2);
  for (RunLog& log : logs)
    log.config["a_form"] = log.config["switches"]["annealing"] == true ? "new" : "old";
  const auto factorial = FindFactorials(logs, {}).at(0);
  ASSERT_EQ(factorial.factors.size(), 2u);
  EXPECT_EQ(factorial.factors[0].key, "switches.annealing");
  EXPECT_EQ(factorial.factors[0].on, true);
  EXPECT_EQ(factorial.factors[1].key, "initialization");
}

TEST(Factorial, AnIncompleteGridIsNone) {
  std::vector<RunLog> logs = GridRuns(1);
  logs.pop_back();
  EXPECT_TRUE(FindFactorials(logs, {}).empty());
  EXPECT_TRUE(FindFactorials({}, {}).empty());
}

}  // namespace
}  // namespace gaitbench
