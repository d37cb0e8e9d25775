// What does standing still return? Of each task, or of those that are named: the mean return of the
// first episode of 8 environments under zero actions, with its 95 % interval.
#include <iostream>
#include <string>
#include <vector>

#include "envs/batched_env.h"
#include "results/statistics/welch.h"

std::vector<double> Returns(const gaitbench::Task& task) {
  constexpr int64_t kNumEnvs = 8;
  gaitbench::BatchedEnv envs(task, {.num_envs = kNumEnvs, .num_threads = 2});
  const std::vector<double> actions(kNumEnvs * envs.action_size());  // [N,A]
  std::vector<double> returns(kNumEnvs);
  std::vector<bool> ended(kNumEnvs);
  int64_t num_ended = 0;
  envs.Reset(/*seed=*/0);
  while (num_ended < kNumEnvs) {
    envs.Step(actions);
    for (int64_t i = 0; i < kNumEnvs; ++i) {
      if (ended[i]) continue;
      returns[i] += envs.rewards()[i];
      ended[i] = envs.terminated()[i] || envs.truncated()[i];
      num_ended += ended[i];
    }
  }
  return returns;
}

int main(int argc, char** argv) {
  std::vector<std::string> names(argv + 1, argv + argc);
  if (names.empty()) {
    for (const gaitbench::Task& task : gaitbench::Tasks()) names.emplace_back(task.name);
  }
  try {
    for (const std::string& name : names) {
      const gaitbench::MeanEstimate mean =
          gaitbench::EstimateMean(Returns(gaitbench::FindTask(name)));
      std::cout << name << " " << mean.value;
      if (const auto interval = mean.interval(0.95))
        std::cout << " [" << interval->low << ", " << interval->high << "]";
      std::cout << "\n";
    }
  } catch (const gaitbench::ConfigError& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
