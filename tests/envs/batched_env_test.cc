#include "envs/batched_env.h"

#include <gtest/gtest.h>
#include <mujoco/mujoco.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <thread>

#include "envs/random.h"

namespace gaitbench {
namespace {

std::vector<float> RandomActions(const BatchedEnv& env, uint64_t step) {
  RandomStream stream({step, 9});
  std::vector<float> actions(env.num_envs() * env.action_size());
  for (float& action : actions) action = static_cast<float>(stream.Uniform(-1, 1));
  return actions;
}

void StepRandomly(BatchedEnv& env, uint64_t first, uint64_t count) {
  for (uint64_t step = first; step < first + count; ++step) env.Step(RandomActions(env, step));
}

class EveryTaskTest : public testing::TestWithParam<Task> {};

TEST_P(EveryTaskTest, ThreadsAndDataPerSimulationChangeNoBit) {
  std::string expected;
  for (const bool persistent : {false, true}) {
    for (const int64_t num_threads : {1, 2, 3, 5}) {
      BatchedEnv env(GetParam(), {.num_envs = 5,
                                  .num_threads = num_threads,
                                  .autoreset = Autoreset::kSameStep,
                                  .persistent = persistent});
      env.Reset(0);
      StepRandomly(env, 0, 60);
      if (expected.empty()) expected = env.SaveState();
      EXPECT_EQ(env.SaveState(), expected) << num_threads << " threads, persistent " << persistent;
    }
  }
}

TEST_P(EveryTaskTest, ARestoredStateGoesOnWithTheSameBits) {
  for (const bool persistent : {false, true}) {
    const BatchedEnvConfig config{.num_envs = 3, .persistent = persistent};
    BatchedEnv env(GetParam(), config);
    env.Reset(1);
    StepRandomly(env, 0, 20);
    const std::string middle = env.SaveState();
    StepRandomly(env, 20, 40);
    const std::string end = env.SaveState();

    BatchedEnv other(GetParam(), config);
    other.RestoreState(middle);
    EXPECT_EQ(other.SaveState(), middle);
    StepRandomly(other, 20, 40);
    EXPECT_EQ(other.SaveState(), end);
    env.RestoreState(middle);
    StepRandomly(env, 20, 40);
    EXPECT_EQ(env.SaveState(), end);
  }
}

TEST_P(EveryTaskTest, EnvironmentIDrawsFromSeedPlusI) {
  BatchedEnv together(GetParam(), {.num_envs = 3}), alone(GetParam(), {});
  together.Reset(10);
  alone.Reset(12);
  const int64_t size = alone.observation_size();
  EXPECT_TRUE(
      std::ranges::equal(together.observations().subspan(2 * size, size), alone.observations()));
  const std::vector<double> before(alone.observations().begin(), alone.observations().end());
  alone.Reset();
  EXPECT_FALSE(std::ranges::equal(alone.observations(), before));
}

INSTANTIATE_TEST_SUITE_P(Tasks, EveryTaskTest, testing::ValuesIn(Tasks().begin(), Tasks().end()),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(BatchedEnvTest, MaskResetsOnlyTheChosen) {
  BatchedEnv env(FindTask("Hopper-v5"), {.num_envs = 2, .autoreset = Autoreset::kDisabled});
  env.Reset(0);
  StepRandomly(env, 0, 3);
  const std::vector<double> before(env.observations().begin(), env.observations().end());
  const uint8_t mask[] = {0, 1};
  env.Reset(mask);
  const auto after = env.observations();
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 11, after.begin()));
  EXPECT_FALSE(std::equal(before.begin() + 11, before.end(), after.begin() + 11));
  EXPECT_EQ(env.info_kinds()[0], InfoKind::kNone);
  EXPECT_EQ(env.info_kinds()[1], InfoKind::kReset);
}

TEST(BatchedEnvTest, EachEnvironmentMayHaveItsOwnSeed) {
  BatchedEnv env(FindTask("Hopper-v4"), {.num_envs = 3}), alone(FindTask("Hopper-v4"), {});
  const std::optional<uint64_t> seeds[] = {40, 2, std::nullopt};
  const auto row = [&](int64_t i) {
    const auto observation = env.observations().subspan(i * 11, 11);
    return std::vector<double>(observation.begin(), observation.end());
  };
  env.Reset(7);
  env.Reset();
  const std::vector<double> unseeded = row(2);  // the second start of its stream
  env.Reset(7);
  env.Reset({}, seeds);
  for (const int64_t i : {0, 1}) {
    alone.Reset(*seeds[i]);
    EXPECT_TRUE(std::ranges::equal(row(i), alone.observations())) << i;
  }
  EXPECT_EQ(row(2), unseeded);

  const std::vector<double> kept = row(1);
  env.Reset(std::vector<uint8_t>{1, 0, 0}, seeds);
  EXPECT_EQ(row(1), kept);
  EXPECT_THROW(env.Reset({}, std::span(seeds).first(2)), std::invalid_argument);
}

TEST(BatchedEnvTest, MisuseIsAnException) {
  const Task& task = FindTask("Hopper-v5");
  EXPECT_THROW(BatchedEnv(task, {.num_envs = 0}), ConfigError);
  EXPECT_THROW(BatchedEnv(task, {.num_envs = -1}), ConfigError);
  EXPECT_THROW(BatchedEnv(task, {.num_threads = 0}), ConfigError);

  BatchedEnv env(task, {.num_envs = 2, .autoreset = Autoreset::kDisabled});
  const std::vector<float> actions(6);
  EXPECT_THROW(env.Step(actions), std::logic_error);  // before the first reset
  EXPECT_THROW(env.SaveState(), std::logic_error);
  const uint8_t none[] = {0, 0}, one[] = {1, 0}, three[] = {1, 1, 1};
  EXPECT_THROW(env.Reset(three), std::invalid_argument);
  EXPECT_THROW(env.Reset(none), std::invalid_argument);
  env.Reset(one);
  EXPECT_THROW(env.Step(actions), std::logic_error);  // the other has not begun
  env.Reset(0);
  EXPECT_THROW(env.Step(std::vector<float>(5)), std::invalid_argument);
  EXPECT_THROW(env.Step(std::vector<double>(7)), std::invalid_argument);
  EXPECT_THROW(env.SetPhysics(0, std::vector<double>(5), std::vector<double>(6)),
               std::invalid_argument);
  EXPECT_THROW(env.SetPhysics(2, std::vector<double>(6), std::vector<double>(6)),
               std::out_of_range);
  while (!env.terminated()[0]) {
    const uint8_t other[] = {0, 1};
    env.Step(std::vector<float>(6, 1));
    if (env.terminated()[1]) env.Reset(other);
  }
  EXPECT_THROW(env.Step(actions), std::logic_error);
  env.Reset(one);
  env.Step(actions);
}

TEST(BatchedEnvTest, AStrangeStateIsRefused) {
  const Task& task = FindTask("Hopper-v5");
  BatchedEnv env(task, {.num_envs = 2});
  env.Reset(0);
  const std::string state = env.SaveState();
  EXPECT_THROW(env.RestoreState(""), ConfigError);
  EXPECT_THROW(env.RestoreState("nonsense"), ConfigError);
  EXPECT_THROW(env.RestoreState(state.substr(0, state.size() - 1)), ConfigError);
  EXPECT_THROW(env.RestoreState(state + "x"), ConfigError);
  EXPECT_THROW(BatchedEnv(task, {.num_envs = 1}).RestoreState(state), ConfigError);
  EXPECT_THROW(BatchedEnv(FindTask("Hopper-v4"), {.num_envs = 2}).RestoreState(state), ConfigError);
  EXPECT_EQ(env.SaveState(), state);
}

// Environment 1, on the caller's thread, waits for 0: so the error ends what the other thread does,
// and what it has read and written is the caller's from then on.
TEST(BatchedEnvTest, AnErrorOnAnotherThreadEndsThere) {
  static constexpr double kRaising = 0.015625;
  static std::atomic<bool> raised = false;  // relaxed: the threads are not to synchronize here
  BatchedEnv env(FindTask("Hopper-v5"), {.num_envs = 2, .num_threads = 2});
  env.Reset(0);
  mjcb_control = [](const mjModel*, mjData* data) {
    if (data->ctrl[0] != kRaising) {
      while (!raised.load(std::memory_order_relaxed)) std::this_thread::yield();
      return;
    }
    raised.store(true, std::memory_order_relaxed);
    mju_error("raised by the test");
  };
  env.Step(std::vector<double>{kRaising, 0, 0, 0, 0, 0});
  mjcb_control = nullptr;
  EXPECT_EQ(env.BadReason(0), "raised by the test");
  EXPECT_EQ(env.BadReason(1), "");
}

// Environment 1 of 3 is disturbed at step 5; the others must not know.
class BadSimulationTest : public testing::TestWithParam<Autoreset> {
 protected:
  static constexpr int64_t kBadStep = 5, kNumEnvs = 3;

  // disturb(env, actions) before the bad step
  void Check(auto&& disturb, const std::string& reason) {
    for (const int64_t num_threads : {1, 2}) {
      const BatchedEnvConfig config{
          .num_envs = kNumEnvs, .num_threads = num_threads, .autoreset = GetParam()};
      BatchedEnv env(FindTask("Hopper-v5"), config), undisturbed(FindTask("Hopper-v5"), config);
      env.Reset(0);
      undisturbed.Reset(0);
      for (int64_t step = 0; step < 8; ++step) {
        std::vector<float> actions = RandomActions(env, step);
        undisturbed.Step(actions);
        if (step == kBadStep) disturb(env, actions);
        env.Step(actions);
        for (const int64_t i : {0, 2}) ExpectSameRow(env, undisturbed, i);
        EXPECT_EQ(env.bad()[1], step == kBadStep);
        EXPECT_EQ(env.BadReason(1), step == kBadStep ? reason : "");
        EXPECT_EQ(env.terminated()[1], step == kBadStep);
        for (double number : env.observations()) EXPECT_TRUE(std::isfinite(number));
        if (step == kBadStep && GetParam() == Autoreset::kDisabled) {
          const uint8_t mask[] = {0, 1, 0};
          env.Reset(mask);
        }
      }
    }
  }

  void ExpectSameRow(const BatchedEnv& a, const BatchedEnv& b, int64_t i) {
    const int64_t size = a.observation_size();
    EXPECT_TRUE(std::ranges::equal(a.observations().subspan(i * size, size),
                                   b.observations().subspan(i * size, size)));
    EXPECT_EQ(a.rewards()[i], b.rewards()[i]);
    EXPECT_EQ(a.terminated()[i], b.terminated()[i]);
    EXPECT_EQ(a.bad()[i], 0);
  }
};

TEST_P(BadSimulationTest, ANanActionEndsItsOwnEpisode) {
  Check([](BatchedEnv&, std::vector<float>& actions) { actions[4] = std::nanf(""); },
        "a number that is NaN or beyond 1e10");
}

TEST_P(BadSimulationTest, AHugeVelocityEndsItsOwnEpisode) {
  Check(
      [](BatchedEnv& env, std::vector<float>&) {
        const std::vector<double> qpos(env.qpos(1).begin(), env.qpos(1).end());
        env.SetPhysics(1, qpos, std::vector<double>(6, 1e11));
      },
      "a number that is NaN or beyond 1e10");
}

TEST_P(BadSimulationTest, AMujocoErrorEndsItsOwnEpisode) {
  mjcb_control = [](const mjModel*, mjData* data) {
    if (data->ctrl[0] == 0.015625) mju_error("raised by the test");
  };
  Check([](BatchedEnv&, std::vector<float>& actions) { actions[3] = 0.015625; },
        "raised by the test");
  mjcb_control = nullptr;
}

INSTANTIATE_TEST_SUITE_P(AutoresetModes, BadSimulationTest,
                         testing::Values(Autoreset::kNextStep, Autoreset::kSameStep,
                                         Autoreset::kDisabled));

}  // namespace
}  // namespace gaitbench
