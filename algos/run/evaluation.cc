#include "algos/run/evaluation.h"

#include <algorithm>

#include <fmt/format.h>

#include "algos/learner/episode.h"
#include "algos/learner/streams.h"
#include "algos/run/families.h"
#include "envs/task.h"
#include "results/log/json_text.h"
#include "results/log/safetensors.h"
#include "results/statistics/statistics.h"

namespace gaitbench {
namespace {

using nlohmann::json;

json MetadataJson(const TensorFile& file, const char* key, const std::string& where) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end())
    throw ConfigError(where, fmt::format("is not a gaitbench policy (no {})", key));
  return ParseJsonFile(found->second, where + ": " + key);
}

nlohmann::ordered_json Summary(const std::vector<double>& values) {
  const auto [low, high] = std::ranges::minmax(values);
  const std::optional<double> deviation = StandardDeviation(values);
  return {{"mean", Mean(values)},
          {"standard_deviation", deviation ? nlohmann::ordered_json(*deviation) : nullptr},
          {"min", low},
          {"max", high}};
}

}  // namespace

std::vector<EvaluatedEpisode> Evaluate(const EvaluationRequest& request,
                                       const EpisodeObserver& observer) {
  CheckRange(request.num_episodes, FieldInfo{.meaning = "", .min = 1, .max = 1e9}, "--episodes");
  CheckRange(request.seed, FieldInfo{.meaning = "", .min = 0, .max = 1e15}, "--seed");
  const std::string where = request.policy.string();
  const TensorFile file = ReadTensorFile(request.policy);
  if (!file.metadata.contains("environment")) throw ConfigError(where, "is not a gaitbench policy");
  const LearnerSettings settings =
      SettingsFromConfig(MetadataJson(file, "config", where), where + ": config");
  settings.family->check(settings.values, where + ": config");
  BatchedEnv env(ApplyOptions(FindTask(file.metadata.at("environment")),
                              MetadataJson(file, "environment_options", where),
                              where + ": environment_options"),
                 {.num_envs = 1, .autoreset = Autoreset::kDisabled});
  const std::unique_ptr<Actor> actor =
      settings.family->read_actor(settings.values, file, env, where);
  std::vector<EvaluatedEpisode> episodes;
  for (int64_t i = 0; i < request.num_episodes; ++i) {
    const int64_t seed = request.seed + i;
    RandomStream noise = MakeStream(seed, Purpose::kActionNoise);
    const PlayedEpisode played =
        PlayEpisode(static_cast<uint64_t>(seed), request.deterministic ? nullptr : &noise, *actor,
                    env, observer);
    episodes.push_back({seed, played.episode_return, played.length});
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
