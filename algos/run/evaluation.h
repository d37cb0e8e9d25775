// A trained policy at work: episodes with frozen observation statistics.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "algos/learner/episode.h"
#include "results/log/json_fields.h"

namespace gaitbench {

struct EvaluationRequest {
  std::filesystem::path policy;  // policy.safetensors
  int64_t num_episodes = 10;
  int64_t seed = 0;            // episode i starts from the reset of seed + i, as in Gymnasium
  bool deterministic = false;  // the mean action instead of a sample
};

struct EvaluatedEpisode {
  int64_t seed;
  double episode_return;  // undiscounted, raw
  int64_t length;         // env steps
};

// Throws ConfigError if the file is not a policy or does not fit its environment.
std::vector<EvaluatedEpisode> Evaluate(const EvaluationRequest& request,
                                       const EpisodeObserver& observer = {});

// Mean, standard deviation and range of returns and lengths, and every episode.
nlohmann::ordered_json ToJson(const EvaluationRequest& request,
                              const std::vector<EvaluatedEpisode>& episodes);

}  // namespace gaitbench
