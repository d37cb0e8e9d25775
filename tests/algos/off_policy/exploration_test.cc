#include "algos/off_policy/exploration.h"

#include <gtest/gtest.h>

#include <array>

namespace gaitbench {
namespace {

OffPolicySettings With(ExplorationNoise noise, double std = 0.2) {
  OffPolicySettings settings;
  settings.exploration_noise = noise;
  settings.exploration_std = std;
  return settings;
}

TEST(ExplorationTest, NoneLeavesTheActionAndTheStream) {
  Exploration exploration(With(ExplorationNoise::kNone), 1);
  RandomStream noise({1});
  std::array action = {0.5f};
  exploration.Perturb(noise, action);
  EXPECT_EQ(action[0], 0.5f);
  EXPECT_EQ(noise.Save(), RandomStream({1}).Save());
}

TEST(ExplorationTest, GaussianNoiseIsAddedAndClipped) {
  Exploration exploration(With(ExplorationNoise::kGaussian), 1);
  RandomStream noise({1}), same({1});
  std::array action = {0.25f};
  exploration.Perturb(noise, action);
  EXPECT_FLOAT_EQ(action[0], 0.25f + static_cast<float>(0.2 * same.Normal()));
  Exploration wide(With(ExplorationNoise::kGaussian, 10), 1);
  for (int i = 0; i < 20; ++i) {
    wide.Perturb(noise, action);
    EXPECT_LE(std::abs(action[0]), 1);
  }
}

TEST(ExplorationTest, OrnsteinUhlenbeckNoiseFadesAndStartsAnewWithTheEpisode) {
  Exploration exploration(With(ExplorationNoise::kOrnsteinUhlenbeck, 0.1), 1);
  RandomStream noise({1}), same({1});
  const double first = 0.1 * same.Normal(), second = 0.85 * first + 0.1 * same.Normal();
  const double after_reset = 0.1 * same.Normal();
  const auto perturbed = [&] {
    std::array action = {0.0f};
    exploration.Perturb(noise, action);
    return action[0];
  };
  EXPECT_FLOAT_EQ(perturbed(), static_cast<float>(first));
  EXPECT_FLOAT_EQ(perturbed(), static_cast<float>(second));
  exploration.StartEpisode();
  EXPECT_FLOAT_EQ(perturbed(), static_cast<float>(after_reset));
}

}  // namespace
}  // namespace gaitbench
