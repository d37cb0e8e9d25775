#include "results/show/model_card.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(ModelCard, BeginsWithWhatHubsRead) {
  const std::string card = ModelCard({.environment = "Hopper-v4",
                                      .variant = "a'b: c",
                                      .study = "short",
                                      .seed = 2,
                                      .num_seeds = 3,
                                      .training_return = 12.34,
                                      .statistic = "mean of the last iterations",
                                      .env_steps = 1000000,
                                      .num_episodes = 10,
                                      .mean_return = 56.78,
                                      .standard_deviation = 9.87,
                                      .commit = "1a2b"});
  EXPECT_TRUE(card.starts_with("---\nlibrary_name: gaitbench\n"));
  for (const char* line :
       {"\n- 'Hopper-v4'\n", "\n- 'a''b: c'\n", "\n- name: 'a''b: c'\n",
        "\n- reinforcement-learning\n", "\n    - type: mean_reward\n      value: 56.8 +/- 9.9\n"})
    EXPECT_NE(card.find(line), std::string::npos) << line;
  const size_t end = card.find("\n---\n");
  ASSERT_NE(end, std::string::npos);
  const std::string text = card.substr(end);
  for (const char* said :
       {"seed 2, the median of 3", "12.3 in the table", "1,000,000 env steps", "gaitbench.policy("})
    EXPECT_NE(text.find(said), std::string::npos) << said;
}

}  // namespace
}  // namespace gaitbench
