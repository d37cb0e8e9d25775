#include "results/factorial.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

// y = 100 + 20 a - 10 b + 8 ab (a, b = 1 for on) + 1000 seed: the seed's own level must cancel.
std::vector<RunLog> Grid(int64_t num_seeds, double noise = 0) {
  std::vector<RunLog> logs;
  for (int64_t seed = 0; seed < num_seeds; ++seed) {
    for (const int a : {0, 1}) {
      for (const int b : {0, 1}) {
        const double wobble = noise * static_cast<double>((seed * 7 + a * 3 + b * 5) % 4);
        const double value =
            100 + 20 * a - 10 * b + 8 * a * b + 1000 * static_cast<double>(seed) + wobble;
        RunLog log = MakeRun("Hopper-v4", "v" + std::to_string(2 * a + b), seed, {value});
        log.config = {{"switches", {{"annealing", a == 1}}},
                      {"initialization", b == 1 ? "orthogonal" : "xavier"},
                      {"learning_rate", 1e-4 * (a + 1)}};
        logs.push_back(log);
      }
    }
  }
  return logs;
}

const FactorialEffect& Find(const Factorial& factorial, const std::vector<std::string>& factors) {
  for (const FactorialEffect& effect : factorial.effects) {
    if (effect.factors == factors) return effect;
  }
  throw std::logic_error("no such effect");
}

TEST(Factorial, EffectsByHand) {
  const auto factorials = FindFactorials(Grid(3), {});
  ASSERT_EQ(factorials.size(), 1u);
  ASSERT_EQ(factorials[0].effects.size(), 3u);
  EXPECT_NEAR(Find(factorials[0], {"annealing"}).value, 24, 1e-10);       // 20 + 8 / 2
  EXPECT_NEAR(Find(factorials[0], {"initialization"}).value, -6, 1e-10);  // -10 + 8 / 2
  EXPECT_NEAR(Find(factorials[0], {"initialization", "annealing"}).value, 4, 1e-10);
}

TEST(Factorial, PairingBySeedTakesTheSeedsOwnLevelOut) {
  const auto effect = FindFactorials(Grid(4, 1), {})[0].effects[0];
  EXPECT_LT(effect.interval->high - effect.interval->low, 5);  // levels differ by 1,000
  EXPECT_LT(*effect.p, 0.05);
  EXPECT_GE(*effect.p_holm, *effect.p);
}

// runs of an older version beside those that vary it: no grid, and no error
TEST(Factorial, ASettingThatSomeConfigsDoNotHaveIsNoFactorOfThem) {
  std::vector<RunLog> logs = Grid(2);
  RunLog older = MakeRun("Hopper-v4", "older", 0, {1});
  older.config = {{"initialization", "xavier"}};
  logs.push_back(older);
  EXPECT_TRUE(FindFactorials(logs, {}).empty());
}

TEST(Factorial, OrthogonalIsTheOnOfInitialization) {
  const auto factors = FindFactorials(Grid(2), {})[0].factors;
  EXPECT_EQ(factors[0].on, "orthogonal");
  EXPECT_EQ(factors[1].on, true);
}

TEST(Factorial, SurvivalCurvesSplitAllRunsByOneSwitch) {
  const auto factorial = FindFactorials(Grid(2), {})[0];
  ASSERT_EQ(factorial.survival.size(), 4u);
  const SurvivalCurve& annealed = factorial.survival[2];
  EXPECT_EQ(annealed.factor, "annealing");
  EXPECT_TRUE(annealed.on);
  EXPECT_EQ(annealed.returns, (std::vector<double>{118, 120, 1118, 1120}));
  EXPECT_EQ(annealed.share, (std::vector<double>{1, 0.75, 0.5, 0.25}));
}

TEST(Factorial, ASeedWithAHoleInItsGridIsLeftOutAndNamed) {
  std::vector<RunLog> logs = Grid(3);
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
  EXPECT_EQ(Find(factorial, {"scaling"}).value, 100);
  EXPECT_EQ(std::abs(Find(factorial, {"annealing"}).value), 10);
}

TEST(Factorial, AnIncompleteGridIsNone) {
  std::vector<RunLog> logs = Grid(1);
  logs.pop_back();
  EXPECT_TRUE(FindFactorials(logs, {}).empty());
  EXPECT_TRUE(FindFactorials({}, {}).empty());
}

}  // namespace
}  // namespace gaitbench
