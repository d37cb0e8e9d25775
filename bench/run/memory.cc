#include "bench/run/memory.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/study/plan.h"

namespace gaitbench {
namespace {

struct HeldBytes {
  const RunSpec* run;
  double bytes;
};

// Of each run whose learner holds much, the largest first.
std::vector<HeldBytes> BytesHeld(std::span<const RunSpec> runs, std::span<const size_t> left) {
  std::map<std::string, std::unique_ptr<BatchedEnv>> envs;  // for their sizes
  std::vector<HeldBytes> held;
  for (const size_t place : left) {
    const RunSpec& run = runs[place];
    const auto& bytes_held = run.settings.family->bytes_held;
    if (!bytes_held) continue;
    auto& env = envs[run.environment + run.environment_options.dump()];
    if (!env) {
      const Task task = ApplyOptions(FindTask(run.environment), run.environment_options);
      env = std::make_unique<BatchedEnv>(task, BatchedEnvConfig{});
    }
    const int64_t bytes = bytes_held(run.settings.values, *env, EnvSteps(run));
    held.push_back({&run, static_cast<double>(bytes)});
  }
  std::ranges::stable_sort(held, std::ranges::greater(), &HeldBytes::bytes);
  return held;
}

}  // namespace

void CheckMemory(std::span<const RunSpec> runs, std::span<const size_t> left, int64_t num_workers,
                 double memory) {
  double sum = 0;
  int64_t together = 0;
  for (const auto& [run, bytes] : BytesHeld(runs, left)) {
    if (bytes > memory) {
      throw ConfigError(run->environment + " " + run->variant,
                        fmt::format("a run comes to hold {:.1f} GB of env steps and networks; the "
                                    "machine has {:.1f}",
                                    bytes / 1e9, memory / 1e9));
    }
    sum += bytes;
    if (++together > num_workers) return;
    if (sum > memory) {
      throw ConfigError("--workers",
                        fmt::format("{} runs at once come to hold {:.1f} GB of env steps and "
                                    "networks; the machine has {:.1f}: expected at most {}",
                                    together, sum / 1e9, memory / 1e9, together - 1));
    }
  }
}

}  // namespace gaitbench
