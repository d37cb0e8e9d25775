// A whole iteration, from GAE to both networks after their updates, against PyTorch's on the same
// rollout (tests/oracles/torch_iteration.py wrote it).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

#include "algos/on_policy/joint_update.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/value_update.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

Json Torch() {
  std::ifstream file(GAITBENCH_SOURCE_DIR "/tests/testdata/torch/iteration.json");
  return Json::parse(file);
}

void Fill(const Json& json, std::span<float> x) {
  const auto values = json.get<std::vector<float>>();
  ASSERT_EQ(values.size(), x.size());
  std::ranges::copy(values, x.begin());
}

double LargestDifference(std::span<const float> x, const Json& expected) {
  double largest = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    largest = std::max(largest, std::abs(x[i] - expected[i].get<double>()));
  }
  return largest;
}

Rollout ReadRollout(const Json& json, const OnPolicySettings& config, const Policy& policy) {
  Rollout rollout(config, policy.observation_size(), policy.action_size());
  Fill(json["observation"], rollout.observation);
  Fill(json["action"], rollout.action);
  Fill(json["mean"], rollout.mean);
  Fill(json["log_prob"], rollout.log_prob);
  if (config.state_dependent_std) {
    Fill(json["log_std"], rollout.log_std);
  } else {
    rollout.log_std = policy.LogStd();
  }
  rollout.reward = json["reward"].get<std::vector<double>>();
  rollout.terminated = json["terminated"].get<std::vector<uint8_t>>();
  rollout.truncated = json["truncated"].get<std::vector<uint8_t>>();
  rollout.successor_of = json["successor_of"].get<std::vector<int64_t>>();
  rollout.successor = json["successor"].get<std::vector<float>>();
  return rollout;
}

// What a step keeps, with the stream of draws that the expected numbers were made with.
TensorFile StepState() {
  TensorFile file;
  for (const char* name : {"step.order", "step.fisher_samples"})
    Save(RandomStream({2}), name, file);
  Save(1.0, "step.kl_coef", file);
  return file;
}

class IterationTest : public testing::TestWithParam<int> {};

TEST_P(IterationTest, ParametersAfterItArePyTorchs) {
  const Json torch = Torch(), expected = torch["cases"][GetParam()];
  SCOPED_TRACE(expected["name"].get<std::string>());
  OnPolicySettings config;
  ReadJson(expected["config"], config, "config");

  RandomStream weights({0}), value_order({1});
  const int64_t observation_size = torch["observation_size"], action_size = torch["action_size"];
  const int64_t size = config.horizon * config.num_envs;
  Policy policy(config, observation_size, action_size, size, weights);
  ValueFunction value_function(config, observation_size, size, weights);
  Fill(expected["policy"], policy.parameters());
  Fill(expected["value_function"], value_function.parameters());
  const Rollout rollout = ReadRollout(expected["rollout"], config, policy);
  Adam policy_adam(policy.parameters().size(), config.adam_epsilon);
  Adam value_adam(value_function.parameters().size(), config.adam_epsilon);
  Networks networks = {std::move(policy), std::move(value_function), std::move(policy_adam),
                       std::move(value_adam)};
  const std::unique_ptr<PolicyStep> step = MakePolicyStep(config, /*run_seed=*/0);
  step->Restore(StepState(), "step", "test");

  AdvantageEstimate estimate = EstimateAdvantages(rollout, networks.value_function, config);
  EXPECT_LT(LargestDifference(estimate.advantage, expected["advantage"]), 1e-5);
  if (!step->MovesValueFunction()) {
    UpdateValueFunction(rollout, estimate, config, value_order, networks.value_function,
                        networks.value_adam);
  }
  const PolicyUpdateResult result = step->Update(rollout, estimate, config, networks);

  char text[32];
  const auto record = [&](const char* name, double error) {
    std::snprintf(text, sizeof text, "%.1e", error);
    RecordProperty(name, text);
  };
  const double value_error =
      LargestDifference(networks.value_function.parameters(), expected["value_function_after"]);
  const double policy_error =
      LargestDifference(networks.policy.parameters(), expected["policy_after"]);
  record("value_error", value_error);
  record("policy_error", policy_error);
  EXPECT_LT(value_error, 1e-5);
  EXPECT_LT(policy_error, 1e-5);
  // the updates are three orders larger than what is allowed
  EXPECT_GT(LargestDifference(networks.policy.parameters(), expected["policy"]), 1e-2);
  EXPECT_GT(LargestDifference(networks.value_function.parameters(), expected["value_function"]),
            1e-2);
  EXPECT_EQ(result.backtracks.value_or(0), expected.value("backtracks", 0.0));
}

INSTANTIATE_TEST_SUITE_P(Torch, IterationTest, testing::Range(0, 9));

}  // namespace
}  // namespace gaitbench
