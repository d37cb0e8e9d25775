#include "algos/on_policy/trainer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "algos/learner/saved.h"
#include "algos/run/presets.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

RunSpec Spec(const std::string& preset, int64_t seed, int64_t num_iterations = 3) {
  RunSpec spec = {.environment = "Hopper-v4",
                  .variant = preset,
                  .seed = seed,
                  .num_iterations = num_iterations,
                  .config = FindPreset(preset, "Hopper-v4")};
  spec.config.horizon = 256;
  spec.config.num_envs = 1;
  spec.config.hidden_sizes = {16, 16};
  spec.config.policy_minibatches = spec.config.value_minibatches = 4;
  return spec;
}

std::vector<double> Columns(const RunLog& log) {
  std::vector<double> values;
  for (const IterationRecord& record : log.iterations) {
    IterationRecord::Fields(
        record, [&](const char*, double value, const auto&) { values.push_back(value); });
  }
  return values;
}

bool SameColumns(const RunLog& a, const RunLog& b) {
  const std::vector<double> x = Columns(a), y = Columns(b);
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(double)) == 0;
}

void Train(Trainer& trainer) {
  while (!trainer.finished()) trainer.Iterate();
}

class TrainerTest : public testing::TestWithParam<std::string> {};

TEST_P(TrainerTest, TheSameSeedGivesTheSameBitsWhoeverRunsBeside) {
  Trainer alone(Spec(GetParam(), 1)), beside(Spec(GetParam(), 1)), other(Spec(GetParam(), 2));
  Train(alone);
  for (int i = 0; i < 3; ++i) {  // turn by turn
    beside.Iterate();
    other.Iterate();
  }
  EXPECT_TRUE(SameBits(alone.policy().parameters(), beside.policy().parameters()));
  EXPECT_TRUE(SameColumns(alone.log(), beside.log()));
  EXPECT_FALSE(SameBits(alone.policy().parameters(), other.policy().parameters()));
  EXPECT_FALSE(SameColumns(alone.log(), other.log()));
}

TEST_P(TrainerTest, EveryIterationIsRecordedAndFinite) {
  Trainer trainer(Spec(GetParam(), 1));
  Train(trainer);
  ASSERT_EQ(trainer.log().iterations.size(), 3);
  ASSERT_EQ(trainer.log().timing.size(), 3);
  EXPECT_FALSE(trainer.log().diverged);
  for (int i = 0; i < 3; ++i) {
    const IterationRecord& record = trainer.log().iterations[i];
    EXPECT_EQ(record.env_steps, 256 * (i + 1));
    for (double value : {record.mean_return, record.mean_kl, record.entropy, record.value_loss,
                         record.policy_gradient_norm, record.value_gradient_norm}) {
      EXPECT_TRUE(std::isfinite(value));
    }
    EXPECT_GE(record.mean_kl, 0);
    EXPECT_GE(record.max_ratio, 1 - 1e-6);
  }
}

std::vector<std::string> PresetNames() {
  std::vector<std::string> names;
  for (const PresetInfo& preset : Presets()) names.emplace_back(preset.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Presets, TrainerTest, testing::ValuesIn(PresetNames()),
                         [](const auto& test) { return test.param; });

// PPO-M and TRPO start alike: weights, resets and, until the first update, every env step
TEST(TrainerTest, VariantsOfOneSeedShareWeightsAndTheFirstRollout) {
  Trainer ppo(Spec("ppo_m", 1)), trpo(Spec("trpo", 1));
  EXPECT_TRUE(SameBits(ppo.policy().parameters(), trpo.policy().parameters()));
  ppo.Iterate();
  trpo.Iterate();
  EXPECT_EQ(ppo.log().iterations[0].mean_return, trpo.log().iterations[0].mean_return);
  EXPECT_FALSE(SameBits(ppo.policy().parameters(), trpo.policy().parameters()));
}

TEST(TrainerTest, AnotherSeedStartsElsewhere) {
  Trainer first(Spec("ppo", 1)), second(Spec("ppo", 2));
  EXPECT_FALSE(SameBits(first.policy().parameters(), second.policy().parameters()));
}

TEST(TrainerTest, ThreadsDoNotChangeABit) {
  RunSpec spec = Spec("ppo", 1);
  spec.config.num_envs = 4;
  Trainer one(spec, 1), two(spec, 2);
  Train(one);
  Train(two);
  EXPECT_TRUE(SameBits(one.policy().parameters(), two.policy().parameters()));
  EXPECT_TRUE(SameColumns(one.log(), two.log()));
}

// lr (1 - i / n) in iteration i of n
TEST(TrainerTest, LearningRatesFallLinearlyTowardsZero) {
  RunSpec spec = Spec("ppo", 1, 4);
  spec.config.value_learning_rate_annealing = false;
  Trainer trainer(spec);
  Train(trainer);
  for (int i = 0; i < 4; ++i) {
    const IterationRecord& record = trainer.log().iterations[i];
    EXPECT_DOUBLE_EQ(record.policy_learning_rate, 3e-4 * (1 - i / 4.0));
    EXPECT_DOUBLE_EQ(record.value_learning_rate, 2.5e-4);
  }
}

TEST(TrainerTest, ADivergedRunEndsAndSaysWhereAndWhy) {
  RunSpec spec = Spec("ppo_noclip", 1, 50);
  spec.config.policy_learning_rate = 10;
  spec.config.policy_learning_rate_annealing = false;
  spec.config.gradient_clipping = GradientClipping::kNone;
  Trainer trainer(spec);
  Train(trainer);
  ASSERT_TRUE(trainer.log().diverged);
  EXPECT_EQ(trainer.log().diverged->iteration, trainer.iteration() - 1);
  EXPECT_LT(trainer.iteration(), 50);
  EXPECT_NE(trainer.log().diverged->reason.find("policy"), std::string::npos);
}

// squares of the value function's gradients overflow: Adam divides each step by infinity, and the
// network would stand still
TEST(TrainerTest, AMomentThatOverflowsEndsItsRun) {
  RunSpec spec = Spec("ppo", 1, 50);
  spec.config.value_coef = 1e25;
  Trainer trainer(spec);
  Train(trainer);
  ASSERT_TRUE(trainer.log().diverged);
  EXPECT_EQ(trainer.iteration(), 1);
  EXPECT_EQ(trainer.log().diverged->reason,
            "a moment of the value function's gradient is not finite");
}

// advantages over the root of a negative variance: NPG takes no step along NaN, so its policy stays
// finite
TEST(TrainerTest, ANaturalGradientThatIsNotFiniteEndsItsRun) {
  RunSpec spec = Spec("npg", 1, 50);
  spec.config.advantage_normalization = AdvantageNormalization::kRollout;
  spec.config.advantage_normalization_ddof = spec.config.horizon + 1;
  Trainer trainer(spec);
  Train(trainer);
  ASSERT_TRUE(trainer.log().diverged);
  EXPECT_EQ(trainer.iteration(), 1);
  EXPECT_EQ(trainer.log().diverged->reason, "the policy's gradient is not finite");
}

// TRPO's line search refuses steps along NaN, so only the value function is lost
TEST(TrainerTest, AValueFunctionThatDivergesEndsItsRun) {
  RunSpec spec = Spec("trpo", 1, 50);
  spec.config.activation = Activation::kLeakyRelu;
  spec.config.value_hidden_sizes = std::vector<int64_t>(30, 16);
  spec.config.value_learning_rate = 10;
  Trainer trainer(spec);
  Train(trainer);
  ASSERT_TRUE(trainer.log().diverged);
  EXPECT_EQ(trainer.log().diverged->iteration, trainer.iteration() - 1);
  EXPECT_NE(trainer.log().diverged->reason.find("value function"), std::string::npos);
}

// from the first iteration on, whatever weights each network would have drawn
TEST(TrainerTest, ASharedTrunkIsTheSameInBothNetworks) {
  RunSpec spec = Spec("ppo_modern", 1);
  spec.config.shared_trunk = true;
  Trainer trainer(spec);
  const auto trunk_of = [&](const char* network) {
    TensorFile file;
    Save(trainer, "trainer", file);
    return file.tensors.at(std::string("trainer.") + network + ".parameters")
        .bytes.substr(0, trainer.policy().layout().head() * sizeof(float));
  };
  const std::string start = trunk_of("policy");
  EXPECT_EQ(trunk_of("value_function"), start);
  Train(trainer);
  EXPECT_EQ(trunk_of("value_function"), trunk_of("policy"));
  EXPECT_NE(trunk_of("policy"), start);
}

}  // namespace
}  // namespace gaitbench
