#include "algos/on_policy/on_policy_learner.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "tests/algos/runs.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

RunSpec Spec(const std::string& preset, int64_t seed, int64_t num_iterations = 3) {
  RunSpec spec = {.environment = "Hopper-v4",
                  .variant = preset,
                  .seed = seed,
                  .num_iterations = num_iterations,
                  .settings = FindPreset(preset, "Hopper-v4")};
  Set(spec, {{"horizon", 256},
             {"num_envs", 1},
             {"hidden_sizes", {16, 16}},
             {"policy_minibatches", 4},
             {"value_minibatches", 4}});
  return spec;
}

std::vector<double> Columns(const RunLog& log) {
  std::vector<double> values;
  for (const LogColumn& column : log.columns)
    values.insert(values.end(), column.values.begin(), column.values.end());
  return values;
}

bool SameColumns(const RunLog& a, const RunLog& b) {
  const std::vector<double> x = Columns(a), y = Columns(b);
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(double)) == 0;
}

class OnPolicyLearnerTest : public testing::TestWithParam<std::string> {};

TEST_P(OnPolicyLearnerTest, TheSameSeedGivesTheSameBitsWhoeverRunsBeside) {
  gaitbench::Run alone(Spec(GetParam(), 1)), beside(Spec(GetParam(), 1)),
      other(Spec(GetParam(), 2));
  Train(alone);
  for (int i = 0; i < 3; ++i) {  // turn by turn
    beside.Iterate();
    other.Iterate();
  }
  EXPECT_TRUE(SameBits(PolicyOf(alone).parameters(), PolicyOf(beside).parameters()));
  EXPECT_TRUE(SameColumns(alone.log(), beside.log()));
  EXPECT_FALSE(SameBits(PolicyOf(alone).parameters(), PolicyOf(other).parameters()));
  EXPECT_FALSE(SameColumns(alone.log(), other.log()));
}

TEST_P(OnPolicyLearnerTest, EveryIterationIsRecordedAndFinite) {
  gaitbench::Run run(Spec(GetParam(), 1));
  Train(run);
  ASSERT_EQ(run.log().num_recorded(), 3);
  ASSERT_EQ(run.log().timing.size(), 3);
  EXPECT_FALSE(run.log().diverged);
  for (int i = 0; i < 3; ++i) {
    const auto value = [&](const char* column) { return run.log().columns.Values(column)[i]; };
    EXPECT_EQ(value("env_steps"), 256 * (i + 1));
    for (const char* column : {"mean_return", "mean_kl", "entropy", "value_loss",
                               "policy_gradient_norm", "value_gradient_norm"}) {
      EXPECT_TRUE(std::isfinite(value(column))) << column;
    }
    EXPECT_GE(value("mean_kl"), 0);
    EXPECT_GE(value("max_ratio"), 1 - 1e-6);
  }
}

INSTANTIATE_TEST_SUITE_P(Presets, OnPolicyLearnerTest, testing::ValuesIn(PresetNames()),
                         [](const auto& test) { return test.param; });

// PPO-M and TRPO start alike: weights, resets and, until the first update, every env step
TEST(OnPolicyLearnerTest, VariantsOfOneSeedShareWeightsAndTheFirstRollout) {
  gaitbench::Run ppo(Spec("ppo_m", 1)), trpo(Spec("trpo", 1));
  EXPECT_TRUE(SameBits(PolicyOf(ppo).parameters(), PolicyOf(trpo).parameters()));
  ppo.Iterate();
  trpo.Iterate();
  EXPECT_EQ(ppo.log().columns.Values(kMeanReturn)[0], trpo.log().columns.Values(kMeanReturn)[0]);
  EXPECT_FALSE(SameBits(PolicyOf(ppo).parameters(), PolicyOf(trpo).parameters()));
}

TEST(OnPolicyLearnerTest, AnotherSeedStartsElsewhere) {
  gaitbench::Run first(Spec("ppo", 1)), second(Spec("ppo", 2));
  EXPECT_FALSE(SameBits(PolicyOf(first).parameters(), PolicyOf(second).parameters()));
}

TEST(OnPolicyLearnerTest, ThreadsDoNotChangeABit) {
  RunSpec spec = Spec("ppo", 1);
  Set(spec, {{"num_envs", 4}});
  gaitbench::Run one(spec, 1), two(spec, 2);
  Train(one);
  Train(two);
  EXPECT_TRUE(SameBits(PolicyOf(one).parameters(), PolicyOf(two).parameters()));
  EXPECT_TRUE(SameColumns(one.log(), two.log()));
}

// lr (1 - i / n) in iteration i of n
TEST(OnPolicyLearnerTest, LearningRatesFallLinearlyTowardsZero) {
  RunSpec spec = Spec("ppo", 1, 4);
  Set(spec, {{"value_learning_rate_annealing", false}});
  gaitbench::Run run(spec);
  Train(run);
  for (int i = 0; i < 4; ++i) {
    const LogColumns& columns = run.log().columns;
    EXPECT_DOUBLE_EQ(columns.Values("policy_learning_rate")[i], 3e-4 * (1 - i / 4.0));
    EXPECT_DOUBLE_EQ(columns.Values("value_learning_rate")[i], 2.5e-4);
  }
}

TEST(OnPolicyLearnerTest, ADivergedRunEndsAndSaysWhereAndWhy) {
  RunSpec spec = Spec("ppo_noclip", 1, 50);
  Set(spec, {{"policy_learning_rate", 10},
             {"policy_learning_rate_annealing", false},
             {"gradient_clipping", "none"}});
  gaitbench::Run run(spec);
  Train(run);
  ASSERT_TRUE(run.log().diverged);
  EXPECT_EQ(run.log().diverged->iteration, run.iteration() - 1);
  EXPECT_LT(run.iteration(), 50);
  EXPECT_NE(run.log().diverged->reason.find("policy"), std::string::npos);
}

// TRPO's line search refuses steps along NaN, so only the value function is lost
TEST(OnPolicyLearnerTest, AValueFunctionThatDivergesEndsItsRun) {
  RunSpec spec = Spec("trpo", 1, 50);
  Set(spec, {{"activation", "leaky_relu"},
             {"value_hidden_sizes", std::vector<int64_t>(30, 16)},
             {"value_learning_rate", 10}});
  gaitbench::Run run(spec);
  Train(run);
  ASSERT_TRUE(run.log().diverged);
  EXPECT_EQ(run.log().diverged->iteration, run.iteration() - 1);
  EXPECT_NE(run.log().diverged->reason.find("value function"), std::string::npos);
}

// The reason for which a learner ends in its first iteration; its settings may be out of range.
std::optional<std::string> FirstDivergence(const OnPolicySettings& settings) {
  OnPolicyLearner learner(settings,
                          {.task = FindTask("Hopper-v4"), .seed = 1, .num_iterations = 50});
  LogColumns columns = learner.Columns();
  return learner.Iterate(0, columns).divergence;
}

OnPolicySettings SmallSettings(const std::string& preset) {
  return FromValues<OnPolicySettings>(Spec(preset, 1).settings.values);
}

// squares of the value function's gradients overflow: Adam divides each step by infinity, and the
// network would stand still
TEST(OnPolicyLearnerTest, AMomentThatOverflowsEndsItsRun) {
  OnPolicySettings settings = SmallSettings("ppo");
  settings.value_coef = 1e25;
  EXPECT_EQ(FirstDivergence(settings), "a moment of the value function's gradient is not finite");
}

// advantages over the root of a negative variance: NPG takes no step along NaN, so its policy stays
// finite
TEST(OnPolicyLearnerTest, ANaturalGradientThatIsNotFiniteEndsItsRun) {
  OnPolicySettings settings = SmallSettings("npg");
  settings.advantage_normalization = AdvantageNormalization::kRollout;
  settings.advantage_normalization_ddof = settings.horizon + 1;
  EXPECT_EQ(FirstDivergence(settings), "the policy's gradient is not finite");
}

// from the first iteration on, whatever weights each network would have drawn
TEST(OnPolicyLearnerTest, ASharedTrunkIsTheSameInBothNetworks) {
  RunSpec spec = Spec("ppo_modern", 1);
  Set(spec, {{"shared_trunk", true}});
  gaitbench::Run run(spec);
  const auto trunk_of = [&](const char* network) {
    TensorFile file;
    run.learner().Save(file);
    return file.tensors.at(std::string("trainer.") + network + ".parameters")
        .bytes.substr(0, PolicyOf(run).layout().head() * sizeof(float));
  };
  const std::string start = trunk_of("policy");
  EXPECT_EQ(trunk_of("value_function"), start);
  Train(run);
  EXPECT_EQ(trunk_of("value_function"), trunk_of("policy"));
  EXPECT_NE(trunk_of("policy"), start);
}

}  // namespace
}  // namespace gaitbench
