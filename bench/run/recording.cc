#include "bench/run/recording.h"

#include <optional>

#include "algos/run/evaluation.h"
#include "bench/run/run_folder.h"
#include "envs/scene.h"
#include "results/log/safetensors.h"

namespace gaitbench {

namespace fs = std::filesystem;

namespace {

// Some of a policy's metadata, which older versions may lack.
std::string MetadataOf(const TensorFile& policy, const char* key, const std::string& otherwise) {
  const auto found = policy.metadata.find(key);
  return found == policy.metadata.end() ? otherwise : found->second;
}

}  // namespace

Motion RecordMotion(const fs::path& run_folder, int64_t num_episodes, int64_t seed) {
  const fs::path policy = RunFolder(run_folder).policy();
  if (!fs::exists(policy)) {
    throw ConfigError(run_folder.string(),
                      "holds no policy.safetensors; expected the folder of a run that has ended, "
                      "DIR/runs/<env>/<variant>/seed_<k>");
  }
  Motion motion;
  std::optional<Scene> scene;
  const EvaluationRequest request = {
      .policy = policy, .num_episodes = num_episodes, .seed = seed, .deterministic = true};
  const auto record = [&](const BatchedEnv& env, std::span<const float> action) {
    if (!scene) motion = scene.emplace(env.task()).Describe();
    if (action.empty()) motion.episodes.emplace_back();
    RecordedEpisode& episode = motion.episodes.back();
    scene->Append(env.qpos(0), env.qvel(0), action, episode);
    if (!action.empty()) episode.rewards.push_back(env.rewards()[0]);
    episode.terminated = !action.empty() && env.terminated()[0] != 0;
  };
  const std::vector<EvaluatedEpisode> evaluated = Evaluate(request, record);
  for (size_t i = 0; i < evaluated.size(); ++i) {
    motion.episodes[i].seed = evaluated[i].seed;
    motion.episodes[i].episode_return = evaluated[i].episode_return;
  }
  const TensorFile file = ReadTensorFile(policy);
  motion.environment = file.metadata.at("environment");
  motion.variant = MetadataOf(file, "variant", "policy");
  motion.seed = std::stoll(MetadataOf(file, "seed", "0"));
  return motion;
}

}  // namespace gaitbench
