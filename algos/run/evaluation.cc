#include "algos/run/evaluation.h"

#include <algorithm>

#include "algos/learner/saved.h"
#include "algos/learner/streams.h"
#include "algos/networks/action_handling.h"
#include "algos/networks/normalizer.h"
#include "algos/networks/policy.h"
#include "envs/batched_env.h"
#include "envs/task.h"
#include "results/log/atomic_file.h"
#include "results/statistics/statistics.h"

namespace gaitbench {
namespace {

using nlohmann::json;

json MetadataJson(const TensorFile& file, const char* key, const std::string& where) {
  const auto found = file.metadata.find(key);
  json value(json::value_t::discarded);
  if (found != file.metadata.end())
    value = json::parse(found->second, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded())
    throw ConfigError(where + ": is not a gaitbench policy (no readable " + key + ")");
  return value;
}

// A stored policy, ready to act.
class Actor {
 public:
  Actor(const TensorFile& file, const std::string& where)
      : config_(ReadConfig(file, where)),
        env_(ApplyOptions(FindTask(file.metadata.at("environment")),
                          MetadataJson(file, "environment_options", where)),
             {.num_envs = 1, .autoreset = Autoreset::kDisabled}),
        policy_(config_, env_.observation_size(), env_.action_size(), /*max_samples=*/1, unused_),
        normalizer_(config_, env_.observation_size()),
        observation_(env_.observation_size()),
        action_(env_.action_size()),
        env_action_(env_.action_size()) {
    policy_.RestoreFrom(file, where);
    std::vector<double> mean(observation_.size()), deviation(observation_.size());
    Restore(file, "observation_mean", where, mean);
    Restore(file, "observation_std", where, deviation);
    normalizer_.Freeze(mean, deviation);
  }

  EvaluatedEpisode Run(int64_t seed, bool deterministic) {
    RandomStream noise = MakeStream(seed, Purpose::kActionNoise);
    EvaluatedEpisode episode = {seed, 0, 0};
    env_.Reset(static_cast<uint64_t>(seed));
    while (episode.length == 0 || !(env_.terminated()[0] || env_.truncated()[0])) {
      normalizer_.Normalize(env_.observations().data(), observation_.data());
      const GaussianAt at = policy_.At(1, observation_.data());
      std::copy_n(at.mean, action_.size(), action_.begin());
      if (!deterministic) policy_.Sample(0, noise, action_.data());
      HandleActions(config_.action_handling, env_.action_bounds(), action_, env_action_);
      env_.Step(std::span<const float>(env_action_));
      episode.episode_return += env_.rewards()[0];
      ++episode.length;
    }
    return episode;
  }

 private:
  static AlgoConfig ReadConfig(const TensorFile& file, const std::string& where) {
    AlgoConfig config;
    ReadJson(MetadataJson(file, "config", where), config, where + ": config");
    return config;
  }

  AlgoConfig config_;
  BatchedEnv env_;
  RandomStream unused_;  // of initial weights, which are replaced
  Policy policy_;
  ObservationNormalizer normalizer_;
  std::vector<float> observation_, action_, env_action_;
};

nlohmann::ordered_json Summary(const std::vector<double>& values) {
  const auto [low, high] = std::ranges::minmax(values);
  const std::optional<double> deviation = StandardDeviation(values);
  return {{"mean", Mean(values)},
          {"standard_deviation", deviation ? nlohmann::ordered_json(*deviation) : nullptr},
          {"min", low},
          {"max", high}};
}

}  // namespace

std::vector<EvaluatedEpisode> Evaluate(const EvaluationRequest& request) {
  if (request.num_episodes < 1) {
    throw ConfigError("--episodes: expected at least 1, got " +
                      std::to_string(request.num_episodes));
  }
  if (request.seed < 0)
    throw ConfigError("--seed: expected at least 0, got " + std::to_string(request.seed));
  const std::string where = request.policy.string();
  const TensorFile file = ParseTensorFile(ReadFile(request.policy), where);
  if (!file.metadata.contains("environment"))
    throw ConfigError(where + ": is not a gaitbench policy");
  Actor actor(file, where);
  std::vector<EvaluatedEpisode> episodes;
  for (int64_t i = 0; i < request.num_episodes; ++i) {
    episodes.push_back(actor.Run(request.seed + i, request.deterministic));
  }
  return episodes;
}

nlohmann::ordered_json ToJson(const EvaluationRequest& request,
                              const std::vector<EvaluatedEpisode>& episodes) {
  std::vector<double> returns, lengths;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const EvaluatedEpisode& episode : episodes) {
    returns.push_back(episode.episode_return);
    lengths.push_back(static_cast<double>(episode.length));
    rows.push_back(
        {{"seed", episode.seed}, {"return", episode.episode_return}, {"length", episode.length}});
  }
  return {{"policy", request.policy.string()},
          {"deterministic", request.deterministic},
          {"return", Summary(returns)},
          {"length", Summary(lengths)},
          {"episodes", rows}};
}

}  // namespace gaitbench
