// Twenty updates against PyTorch's on the same transitions with the same noise
// (tests/oracles/torch_off_policy.py wrote them).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "algos/off_policy/networks.h"
#include "tests/algos/torch_updates.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

Json Torch() { return TorchUpdates("off_policy.json"); }

// The script's batch of an update.
ReplayBatch BatchOf(const Json& pool, int64_t update, int64_t size, int64_t observation_size,
                    int64_t action_size) {
  ReplayBatch batch(size, observation_size, action_size);
  const auto num_transitions = static_cast<int64_t>(pool["reward"].size());
  for (int64_t b = 0; b < size; ++b) {
    const int64_t i = (7 * update + 3 * b) % num_transitions;
    const auto copy = [&](const char* name, std::vector<float>& to) {
      const auto row = pool[name][i].get<std::vector<float>>();
      std::ranges::copy(row, to.begin() + b * static_cast<int64_t>(row.size()));
    };
    copy("observation", batch.observation);
    copy("action", batch.action);
    copy("next_observation", batch.next_observation);
    batch.reward[b] = pool["reward"][i];
    batch.discount[b] = pool["discount"][i];
  }
  return batch;
}

class TorchUpdatesTest : public testing::TestWithParam<int> {};

TEST_P(TorchUpdatesTest, ParametersAfterThemArePyTorchs) {
  const Json torch = Torch(), expected = torch["cases"][GetParam()];
  SCOPED_TRACE(expected["name"].get<std::string>());
  const auto settings = SettingsOfCase<OffPolicySettings>(expected);
  const int64_t observation_size = torch["observation_size"], action_size = torch["action_size"];
  RandomStream weights({0}), noise({torch["noise_seed"].get<uint64_t>()});
  OffPolicyNetworks networks(settings, observation_size, action_size, weights, weights);
  std::vector<TrainedNetwork*> trained = {&networks.actor()};
  for (TrainedNetwork& critic : networks.critics()) trained.push_back(&critic);
  ASSERT_EQ(trained.size(), expected["parameters"].size());
  for (size_t k = 0; k < trained.size(); ++k)
    trained[k]->target = trained[k]->parameters =
        expected["parameters"][k].get<std::vector<float>>();

  const int64_t num_updates = torch["num_updates"];
  for (int64_t update = 0; update < num_updates; ++update) {
    networks.Update(
        settings,
        BatchOf(torch["pool"], update, settings.batch_size, observation_size, action_size), noise);
  }
  double largest = 0;
  for (size_t k = 0; k < trained.size(); ++k) {
    const double error = LargestDifference(trained[k]->parameters, expected["parameters_after"][k]);
    EXPECT_LT(error, 1e-5) << (k == 0 ? "actor" : "critic");
    // targets that follow by a thousandth have moved by 1e-5 and more
    EXPECT_LT(LargestDifference(trained[k]->target, expected["targets_after"][k]), 1e-6);
    largest = std::max(largest, error);
    // the updates are orders larger than what is allowed
    EXPECT_GT(LargestDifference(trained[k]->parameters, expected["parameters"][k]), 8e-4);
  }
  if (settings.LearnsEntropyCoef()) {
    const double log_coef = std::log(networks.EntropyCoef(settings));
    EXPECT_NEAR(log_coef, expected["log_entropy_coef_after"], 1e-5);
    EXPECT_GT(std::abs(log_coef - std::log(settings.entropy_coef)), 1e-3);
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.1e", largest);
  RecordProperty("error", text);
}

INSTANTIATE_TEST_SUITE_P(Torch, TorchUpdatesTest, testing::Range(0, 12));

TEST(TorchUpdatesTest, EveryPresetIsACase) { ExpectEveryPresetIsACase(Torch(), "ddpg"); }

}  // namespace
}  // namespace gaitbench
