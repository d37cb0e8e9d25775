// Another project's program: one env step of each task, of which it prints the sizes of
// observations.
#include <iostream>
#include <vector>

#include "envs/batched_env.h"

int main() {
  for (const gaitbench::Task& task : gaitbench::Tasks()) {
    gaitbench::BatchedEnv env(task, {});
    env.Reset(0);
    env.Step(std::vector<double>(env.action_size()));
    std::cout << env.observation_size() << "\n";
  }
}
