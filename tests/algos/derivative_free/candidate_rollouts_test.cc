#include "algos/derivative_free/candidate_rollouts.h"

#include <gtest/gtest.h>

#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

struct Case {
  DerivativeFreeSettings settings = {.hidden_sizes = {4}, .horizon = 30, .directions = 3};
  nlohmann::json options = {{"max_episode_steps", 25}};
  int64_t num_threads = 1;

  std::vector<Trial> Try() const {
    CandidateRollouts rollouts(settings, {.task = ApplyOptions(FindTask("Hopper-v4"), options),
                                          .num_threads = num_threads});
    RandomStream stream({3});
    const int64_t size = rollouts.layout().num_parameters();
    const std::vector<float> parameters = RandomFloats(6 * size, stream);
    const std::vector<uint64_t> seeds = {5, 6, 7, 8, 9, 10};
    const ObservationScale scale = {std::vector<double>(11, 0.1), std::vector<double>(11, 2)};
    TrialSeconds seconds;
    std::vector<Trial> trials = rollouts.Try(parameters, seeds, scale, seconds);
    EXPECT_GT(seconds.physics, 0);
    EXPECT_GT(seconds.all, seconds.physics);
    return trials;
  }
};

std::vector<double> NumbersOf(const std::vector<Trial>& trials) {
  std::vector<double> numbers;
  for (const Trial& trial : trials) {
    numbers.insert(numbers.end(), {trial.episode_return, trial.score, double(trial.length),
                                   double(trial.completed), double(trial.observed.count())});
    numbers.insert(numbers.end(), trial.observed.mean().begin(), trial.observed.mean().end());
  }
  return numbers;
}

TEST(CandidateRolloutsTest, WhoIsSteppedBesideACandidateDoesNotMatter) {
  Case one;
  one.settings.num_envs = 1;
  const std::vector<double> alone = NumbersOf(one.Try());
  EXPECT_NE(alone[0], alone[16]) << "candidates differ";
  for (int64_t num_envs : {2, 4, 100}) {
    Case several = one;
    several.settings.num_envs = num_envs;
    several.num_threads = num_envs > 2 ? 2 : 1;
    EXPECT_EQ(NumbersOf(several.Try()), alone) << num_envs;
  }
}

// the same episode, stepped here
TEST(CandidateRolloutsTest, ATrialIsTheCandidatesEpisode) {
  const Case hopper;
  const std::vector<Trial> trials = hopper.Try();
  BatchedEnv env(ApplyOptions(FindTask("Hopper-v4"), hopper.options), {.num_envs = 1});
  const MlpLayout layout = LayoutOf(hopper.settings, env);
  const ObservationScale scale = {std::vector<double>(11, 0.1), std::vector<double>(11, 2)};
  RandomStream stream({3});
  const std::vector<float> parameters = RandomFloats(6 * layout.num_parameters(), stream);
  for (int64_t k = 0; k < 6; ++k) {
    TensorFile file;
    SaveSearchedActor(
        layout, std::span(parameters).subspan(k * layout.num_parameters(), layout.num_parameters()),
        scale, file);
    const auto actor = ReadSearchedActor(hopper.settings, file, env, "file");
    env.Reset(5 + k);
    double episode_return = 0;
    int64_t length = 0;
    std::vector<float> action(3);
    do {
      actor->Act(env.observations(), nullptr, action);
      env.Step(std::span<const float>(action));
      episode_return += env.rewards()[0];
      ++length;
    } while (!env.terminated()[0] && !env.truncated()[0]);
    EXPECT_EQ(trials[k].episode_return, episode_return);
    EXPECT_EQ(trials[k].score, episode_return);
    EXPECT_EQ(trials[k].length, length);
    EXPECT_EQ(trials[k].observed.count(), length);
    EXPECT_TRUE(trials[k].completed);
  }
}

TEST(CandidateRolloutsTest, TheHorizonCutsAnEpisode) {
  Case cut;
  cut.settings.horizon = 4;
  for (const Trial& trial : cut.Try()) {
    EXPECT_EQ(trial.length, 4);
    EXPECT_FALSE(trial.completed);
    EXPECT_NE(trial.score, 0);
  }
}

// a Hopper's healthy_reward is 1 an env step
TEST(CandidateRolloutsTest, ScoresMayLeaveOutTheHealthyReward) {
  Case without;
  without.settings.score_healthy_reward = false;
  const std::vector<Trial> all = Case().Try(), rest = without.Try();
  for (size_t k = 0; k < all.size(); ++k) {
    EXPECT_EQ(rest[k].episode_return, all[k].episode_return);
    EXPECT_NEAR(rest[k].score, all[k].score - double(all[k].length), 1e-9);
  }
}

TEST(CandidateRolloutsTest, ObservationsAreScaledByTheirMoments) {
  RunningMoments moments(3);
  const double samples[][3] = {{1, 5, 2}, {3, 5, 4}, {5, 5, 12}};
  EXPECT_EQ(ScaleOf(moments).factor, (std::vector<double>{1, 1, 1}));
  for (const auto& sample : samples) moments.Add(sample);
  const ObservationScale scale = ScaleOf(moments);
  EXPECT_EQ(scale.mean, (std::vector<double>{3, 5, 6}));
  EXPECT_DOUBLE_EQ(scale.factor[0], 0.5);
  EXPECT_EQ(scale.factor[1], 0);  // has not varied
  float scaled[3];
  scale.Apply(samples[2], scaled);
  EXPECT_FLOAT_EQ(scaled[0], 1);
  EXPECT_EQ(scaled[1], 0);
}

}  // namespace
}  // namespace gaitbench
