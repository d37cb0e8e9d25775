#include "bench/run/recording.h"

#include <charconv>
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

// The frame's values once more, where the simulation has none to show.
template <class Value>
void RepeatLast(size_t per_frame, std::vector<Value>& values) {
  const std::vector<Value> last(values.end() - static_cast<std::ptrdiff_t>(per_frame),
                                values.end());
  values.insert(values.end(), last.begin(), last.end());
}

void RepeatLastFrame(const Motion& motion, size_t num_positions, RecordedEpisode& episode) {
  RepeatLast(motion.bodies.size(), episode.poses);
  RepeatLast(motion.geoms.size(), episode.contact_forces);
  RepeatLast(num_positions, episode.qpos);
}

int64_t SeedIn(const TensorFile& policy) {
  const std::string text = MetadataOf(policy, "seed", "0");
  int64_t seed = 0;
  std::from_chars(text.data(), text.data() + text.size(), seed);
  return seed;
}

}  // namespace

Motion RecordMotion(const fs::path& run_folder, int64_t num_episodes, int64_t seed) {
  const fs::path policy = FindPolicy(run_folder);
  Motion motion;
  std::optional<Scene> scene;
  const EvaluationRequest request = {
      .policy = policy, .num_episodes = num_episodes, .seed = seed, .deterministic = true};
  const auto record = [&](const BatchedEnv& env, std::span<const float> action) {
    if (!scene) motion = scene.emplace(env.task()).Describe();
    if (action.empty()) motion.episodes.emplace_back();
    RecordedEpisode& episode = motion.episodes.back();
    if (env.bad()[0]) {
      RepeatLastFrame(motion, env.qpos(0).size(), episode);
    } else {
      scene->Append(env.qpos(0), env.qvel(0), action, episode);
    }
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
  motion.seed = SeedIn(file);
  return motion;
}

}  // namespace gaitbench
