#include "algos/on_policy/rollout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "algos/learner/streams.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

constexpr int64_t kSeed = 7;

OnPolicySettings Config(int64_t horizon, int64_t num_envs = 1) {
  OnPolicySettings config;
  config.horizon = horizon;
  config.num_envs = num_envs;
  config.observation_normalization = false;
  return config;
}

// Hopper whose episodes end after `limit` env steps and, unless it may fall, only then.
BatchedEnv MakeHopper(int64_t num_envs, int64_t limit, bool may_fall = false) {
  const nlohmann::json options = {{"max_episode_steps", limit},
                                  {"terminate_when_unhealthy", may_fall}};
  return BatchedEnv(ApplyOptions(FindTask("Hopper-v4"), options),
                    {.num_envs = num_envs, .autoreset = Autoreset::kSameStep});
}

uint64_t ResetSeed() { return MakeStream(kSeed, Purpose::kResets).NextUint64() >> 2; }

// A collector with its policy and rollout, and a second environment that is stepped beside it.
struct HopperRun {
  HopperRun(const OnPolicySettings& settings, int64_t limit, bool may_fall = false)
      : config(settings),
        policy(MakePolicy(config)),
        rollout(config, 11, 3),
        collector(config, MakeHopper(config.num_envs, limit, may_fall), kSeed),
        env(MakeHopper(config.num_envs, limit, may_fall)) {
    env.Reset(ResetSeed());
  }
  static Policy MakePolicy(const OnPolicySettings& config) {
    RandomStream weights({1});
    return Policy(config, 11, 3, config.horizon * config.num_envs, weights);
  }
  void Collect() { collector.Collect(policy, rollout); }
  void StepBeside(int64_t t) {
    const int64_t width = rollout.num_envs * rollout.action_size;
    env.Step(std::span(rollout.action).subspan(t * width, width));
  }
  std::vector<float> Observation(int64_t n) const { return Row(env.observations(), n); }
  std::vector<float> FinalObservation(int64_t n) const { return Row(env.final_observations(), n); }
  static std::vector<float> Row(std::span<const double> rows, int64_t n) {
    return {rows.begin() + n * 11, rows.begin() + (n + 1) * 11};
  }

  OnPolicySettings config;
  Policy policy;
  Rollout rollout;
  RolloutCollector collector;
  BatchedEnv env;
};

std::vector<float> RowOf(const std::vector<float>& rows, int64_t i, int64_t width) {
  return {rows.begin() + i * width, rows.begin() + (i + 1) * width};
}

TEST(RolloutTest, SamplesAreWhatPolicyAndEnvironmentDid) {
  HopperRun run(Config(100, 3), /*limit=*/30, /*may_fall=*/true);
  run.Collect();
  const Rollout& rollout = run.rollout;
  int64_t num_terminated = 0, num_truncated = 0;
  for (int64_t t = 0; t < 100; ++t) {
    for (int64_t n = 0; n < 3; ++n) {
      ASSERT_EQ(RowOf(rollout.observation, 3 * t + n, 11), run.Observation(n));
    }
    run.StepBeside(t);
    for (int64_t n = 0; n < 3; ++n) {
      const int64_t s = 3 * t + n;
      ASSERT_EQ(rollout.reward[s], run.env.rewards()[n]);
      ASSERT_EQ(rollout.terminated[s], run.env.terminated()[n]);
      ASSERT_EQ(rollout.truncated[s], run.env.truncated()[n]);
      num_terminated += rollout.terminated[s];
      num_truncated += rollout.truncated[s];
    }
  }
  EXPECT_GT(num_terminated, 0);
  EXPECT_GT(num_truncated, 0);
}

// what makes the ratio exactly 1 on the first minibatch
TEST(RolloutTest, LogProbsAndMeansAreThePolicysOwnToTheBit) {
  HopperRun run(Config(100, 3), /*limit=*/30);
  run.Collect();
  std::vector<float> log_prob(300);
  const ActionDistribution at = run.policy.At(run.rollout.observation);
  at.LogProbs(run.rollout.action, log_prob);
  EXPECT_TRUE(SameBits(log_prob, run.rollout.log_prob));
  EXPECT_TRUE(SameBits(at.gaussian().mean, run.rollout.mean));
  EXPECT_TRUE(SameBits(run.policy.LogStd(), run.rollout.log_std));
}

TEST(RolloutTest, SuccessorsAreKeptAfterTimeLimitsAndTheLastStepOnly) {
  HopperRun run(Config(50, 2), /*limit=*/20, /*may_fall=*/true);
  run.Collect();
  size_t i = 0;
  for (int64_t t = 0; t < 50; ++t) {
    run.StepBeside(t);
    for (int64_t n = 0; n < 2; ++n) {
      const bool terminated = run.env.terminated()[n], truncated = run.env.truncated()[n];
      if (terminated || (!truncated && t < 49)) continue;
      ASSERT_LT(i, run.rollout.successor_of.size());
      EXPECT_EQ(run.rollout.successor_of[i], 2 * t + n);
      EXPECT_EQ(RowOf(run.rollout.successor, i, 11),
                truncated ? run.FinalObservation(n) : run.Observation(n));
      ++i;
    }
  }
  EXPECT_EQ(i, run.rollout.successor_of.size());
  EXPECT_EQ(run.rollout.successor.size(), 11 * i);
}

TEST(RolloutTest, AFallOnTheLastStepHasNoSuccessor) {
  HopperRun longer(Config(200), /*limit=*/1000, /*may_fall=*/true);
  longer.Collect();
  const auto& falls = longer.rollout.terminated;
  const int64_t first = std::ranges::find(falls, 1) - falls.begin();
  ASSERT_LT(first, 200);
  HopperRun run(Config(first + 1), /*limit=*/1000, /*may_fall=*/true);
  run.Collect();
  ASSERT_TRUE(run.rollout.terminated[first]);
  EXPECT_TRUE(run.rollout.successor_of.empty());
}

// episodes of 4 env steps: an end on the very last step counts only where it is the only one
TEST(RolloutTest, AnEpisodeThatEndsOnTheLastStepCountsOnlyAlone) {
  struct Row {
    int64_t horizon;
    bool counts_at_cutoff;
    int64_t count;
  };
  constexpr Row kRows[] = {{12, false, 2}, {12, true, 3}, {11, false, 2}, {13, false, 3},
                           {4, false, 1},  {4, true, 1},  {3, false, 0}};
  for (const auto& [horizon, counts_at_cutoff, count] : kRows) {
    OnPolicySettings config = Config(horizon);
    config.count_episode_at_cutoff = counts_at_cutoff;
    HopperRun run(config, /*limit=*/4);
    run.Collect();
    const EpisodeTotals& totals = run.rollout.episodes;
    EXPECT_EQ(totals.count, count) << horizon;
    EXPECT_EQ(totals.mean_length, count ? 4 : 0) << horizon;
    double sum = 0;
    for (int64_t t = 0; t < 4 * count; ++t) sum += run.rollout.reward[t];
    EXPECT_NEAR(totals.mean_return, count ? sum / static_cast<double>(count) : 0, 1e-12) << horizon;
  }
}

TEST(RolloutTest, ReturnsAreOfRawRewards) {
  OnPolicySettings config = Config(9);
  HopperRun raw(config, /*limit=*/4);
  config.reward_scaling = RewardScaling::kReturns;
  config.reward_clipping = true;
  config.reward_clip_range = 0.1;
  HopperRun filtered(config, /*limit=*/4);
  raw.Collect();
  filtered.Collect();
  EXPECT_EQ(raw.rollout.episodes.mean_return, filtered.rollout.episodes.mean_return);
  EXPECT_NE(raw.rollout.reward, filtered.rollout.reward);
}

// 6 env steps an iteration, episodes of 4
TEST(RolloutTest, AnIterationResetsOrGoesOn) {
  for (bool carries_over : {false, true}) {
    OnPolicySettings config = Config(6);
    config.carry_over_episodes = carries_over;
    config.count_episode_at_cutoff = true;
    HopperRun run(config, /*limit=*/4);
    run.Collect();
    double begun = 0;  // the reward of the episode that the first iteration leaves unfinished
    for (int64_t t = 0; t < 6; ++t) {
      run.StepBeside(t);
      if (t >= 4) begun += run.rollout.reward[t];
    }
    if (!carries_over) run.env.Reset();
    run.Collect();
    EXPECT_EQ(RowOf(run.rollout.observation, 0, 11), run.Observation(0));
    const std::vector<uint8_t> expected = carries_over ? std::vector<uint8_t>{0, 1, 0, 0, 0, 1}
                                                       : std::vector<uint8_t>{0, 0, 0, 1, 0, 0};
    EXPECT_EQ(run.rollout.truncated, expected);
    const EpisodeTotals& totals = run.rollout.episodes;
    EXPECT_EQ(totals.count, carries_over ? 2 : 1);
    EXPECT_EQ(totals.mean_length, 4);
    double sum = carries_over ? begun : 0;
    for (int64_t t = 0; t < (carries_over ? 6 : 4); ++t) sum += run.rollout.reward[t];
    EXPECT_NEAR(totals.mean_return, sum / static_cast<double>(totals.count), 1e-12);
  }
}

// The released filter's order: each new observation enters the statistics before it is normalized;
// an ended episode's last one enters too, then the reset's; so does the reset between iterations.
TEST(RolloutTest, ObservationStatisticsTakeEveryObservationInOrder) {
  OnPolicySettings config = Config(6);
  config.observation_normalization = true;
  HopperRun run(config, /*limit=*/4);
  ObservationNormalizer expected(config, 11);
  std::vector<float> normalized(11);
  for (int iteration = 0; iteration < 2; ++iteration) {
    run.Collect();
    if (iteration > 0) run.env.Reset();
    expected.Add(run.env.observations().data());
    for (int64_t t = 0; t < 6; ++t) {
      expected.Normalize(run.env.observations().data(), normalized.data());
      ASSERT_EQ(RowOf(run.rollout.observation, t, 11), normalized) << t;
      run.StepBeside(t);
      if (run.env.truncated()[0]) expected.Add(run.env.final_observations().data());
      expected.Add(run.env.observations().data());
    }
    EXPECT_EQ(run.collector.observation_normalizer().moments().count(), expected.moments().count());
  }
}

// R of reward scaling starts anew in each episode, also in the one that opens an iteration if asked
TEST(RolloutTest, RewardScalingStartsAnewWithEachEpisode) {
  for (bool resets_at_cutoff : {true, false}) {
    OnPolicySettings config = Config(6);
    config.reward_scaling = RewardScaling::kReturns;
    config.reward_scaling_reset_at_cutoff = resets_at_cutoff;
    HopperRun run(config, /*limit=*/4);
    RewardFilter expected(config, config.discount, 1);
    for (int iteration = 0; iteration < 2; ++iteration) {
      run.Collect();
      if (iteration > 0) run.env.Reset();
      if (resets_at_cutoff) expected.StartEpisode(0);
      for (int64_t t = 0; t < 6; ++t) {
        run.StepBeside(t);
        ASSERT_EQ(run.rollout.reward[t], expected.Filter(0, run.env.rewards()[0])) << t;
        if (run.env.truncated()[0]) expected.StartEpisode(0);
      }
    }
  }
}

// a deviation at each sample's observation, to the bit what the policy says of it later
TEST(RolloutTest, StateDependentDeviationsAreKeptWithTheirSamples) {
  OnPolicySettings config = Config(20, 3);
  config.state_dependent_std = true;
  HopperRun run(config, /*limit=*/8);
  run.Collect();
  const std::vector<float> log_prob = run.rollout.log_prob;
  ASSERT_EQ(run.rollout.log_std.size(), 60u * 3);
  std::vector<float> later(60);
  const ActionDistribution at = run.policy.At(run.rollout.observation);
  at.LogProbs(run.rollout.action, later);
  EXPECT_TRUE(SameBits(later, log_prob));
  EXPECT_TRUE(SameBits(at.gaussian().log_std, run.rollout.log_std));
  EXPECT_TRUE(SameBits(at.gaussian().mean, run.rollout.mean));
  EXPECT_NE(run.rollout.log_std[0], run.rollout.log_std[30]);
}

}  // namespace
}  // namespace gaitbench
