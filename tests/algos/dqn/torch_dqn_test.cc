// Twenty updates against PyTorch's on the same transitions (tests/oracles/torch_dqn.py wrote them).
#include <gtest/gtest.h>

#include <algorithm>

#include "algos/dqn/decoupled_q.h"
#include "tests/algos/torch_updates.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

// The script's batch of an update.
ReplayBatch BatchOf(const Json& torch, const Json& bins, int64_t update,
                    const DqnSettings& settings) {
  const int64_t observation_size = torch["observation_size"], action_size = torch["action_size"];
  const Json& pool = torch["pool"];
  const auto num_transitions = static_cast<int64_t>(pool["reward"].size());
  ReplayBatch batch(settings.batch_size, observation_size, action_size);
  for (int64_t b = 0; b < settings.batch_size; ++b) {
    const int64_t i = (7 * update + 3 * b) % num_transitions;
    for (const auto& [name, to] : {std::pair{"observation", &batch.observation},
                                   std::pair{"next_observation", &batch.next_observation}}) {
      const auto row = pool[name][i].get<std::vector<float>>();
      std::ranges::copy(row, to->begin() + b * observation_size);
    }
    for (int64_t j = 0; j < action_size; ++j)
      batch.action[b * action_size + j] = ActionOfBin(bins[i][j], settings.bins);
    batch.reward[b] = pool["reward"][i];
    batch.discount[b] = pool["discount"][i];
  }
  return batch;
}

TEST(TorchDqnTest, ParametersAfterTwentyUpdatesArePyTorchs) {
  const Json torch = TorchUpdates("dqn.json");
  ExpectEveryPresetIsACase(torch, "dqn");
  for (const Json& expected : torch["cases"]) {
    SCOPED_TRACE(expected["name"].get<std::string>());
    const auto settings = SettingsOfCase<DqnSettings>(expected);
    RandomStream weights({0});
    DecoupledQ values(settings, torch["observation_size"], torch["action_size"], weights);
    TrainedNetwork& network = values.network();
    network.target = network.parameters = expected["parameters"].get<std::vector<float>>();
    for (int64_t update = 0; update < torch["num_updates"]; ++update)
      values.Update(BatchOf(torch, expected["bins"], update, settings));
    EXPECT_LT(LargestDifference(network.parameters, expected["parameters_after"]), 1e-5);
    EXPECT_LT(LargestDifference(network.target, expected["target_after"]), 1e-6);
    // the updates are orders larger than what is allowed
    EXPECT_GT(LargestDifference(network.parameters, expected["parameters"]), 1e-3);
  }
}

}  // namespace
}  // namespace gaitbench
