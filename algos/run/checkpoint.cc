#include "algos/run/checkpoint.h"

#include "algos/learner/saved.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCheckpointFormat = "gaitbench.checkpoint";
constexpr const char* kPolicyFormat = "gaitbench.policy";
constexpr const char* kVersion = "1";

// what a checkpoint must agree on with the run that takes it up
nlohmann::ordered_json Identity(const RunSpec& spec) {
  return {{"environment", spec.environment},
          {"variant", spec.variant},
          {"seed", spec.seed},
          {"num_iterations", spec.num_iterations},
          {"environment_options", spec.environment_options},
          {"config", WriteJson(spec.config)}};
}

const std::string& Metadata(const TensorFile& file, const char* key, const std::string& where) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end())
    throw ConfigError(where + ": is not a gaitbench checkpoint (no " + key + ")");
  return found->second;
}

// The file's tensors, if it is a checkpoint of this version and this run.
TensorFile ReadFor(const fs::path& path, const RunSpec& spec) {
  const std::string where = path.string();
  TensorFile file = ParseTensorFile(ReadFile(path), where);
  if (Metadata(file, "format", where) != kCheckpointFormat)
    throw ConfigError(where + ": is not a checkpoint");
  if (Metadata(file, "version", where) != kVersion) {
    throw ConfigError(where + ": is a checkpoint of version " + Metadata(file, "version", where) +
                      "; this binary reads version " + kVersion);
  }
  nlohmann::ordered_json run = ParseJsonFile(Metadata(file, "run", where), where);
  if (run.contains("config")) run["config"] = WithDefaults(run["config"]);
  if (run.dump() != Identity(spec).dump()) {
    throw ConfigError(
        where + ": belongs to a run with other settings; choose another --out, or move it away");
  }
  return file;
}

}  // namespace

void WriteCheckpoint(const Trainer& trainer, const fs::path& path) {
  TensorFile file;
  file.metadata = {{"format", kCheckpointFormat},
                   {"version", kVersion},
                   {"run", Identity(trainer.spec()).dump()},
                   {"run_log", ToJson(trainer.log()).dump()}};
  Save(trainer, "trainer", file);
  WriteFileAtomically(path, Serialize(file));
}

void CheckCheckpoint(const fs::path& path, const RunSpec& spec) { ReadFor(path, spec); }

Trainer ReadCheckpoint(const fs::path& path, const RunSpec& spec, int64_t num_threads) {
  const std::string where = path.string();
  const TensorFile file = ReadFor(path, spec);
  Trainer trainer(spec, num_threads);
  RunLog log = RunLogFromJson(ParseJsonFile(Metadata(file, "run_log", where), where), where);
  log.config = WithDefaults(log.config);
  trainer.RestoreLog(std::move(log));
  Restore(file, "trainer", where, trainer);
  return trainer;
}

void WritePolicy(const Trainer& trainer, const fs::path& path) {
  const AlgoConfig& config = trainer.spec().config;
  const Policy& policy = trainer.policy();
  const ObservationNormalizer& normalizer = trainer.observation_normalizer();
  TensorFile file;
  file.metadata = {
      {"format", kPolicyFormat},
      {"version", kVersion},
      {"environment", trainer.spec().environment},
      {"environment_options", trainer.spec().environment_options.dump()},
      {"variant", trainer.spec().variant},
      {"seed", std::to_string(trainer.spec().seed)},
      {"iterations", std::to_string(trainer.iteration())},
      {"config", WriteJson(config).dump()},
      {"activation", WriteJson(config.activation).get<std::string>()},
      {"observation_normalization", config.observation_normalization ? "true" : "false"},
      {"observation_epsilon", nlohmann::json(ObservationNormalizer::kEpsilon).dump()}};
  if (config.observation_clipping) {
    file.metadata["observation_clip_range"] = nlohmann::json(config.observation_clip_range).dump();
  }
  policy.SaveTo(file);
  std::vector<double> deviation(policy.observation_size());
  normalizer.moments().StandardDeviations(deviation.data());
  file.tensors["observation_mean"] = ToStored(normalizer.moments().mean().data(), deviation.size());
  file.tensors["observation_std"] = ToStored(deviation.data(), deviation.size());
  WriteFileAtomically(path, Serialize(file));
}

}  // namespace gaitbench
