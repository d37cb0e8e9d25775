#include "algos/run/checkpoint.h"

#include <cstring>

#include <fmt/format.h>

#include "algos/kernels/finite.h"
#include "algos/kernels/saved.h"
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
          {"config", ConfigJson(spec.settings)}};
}

const std::string& Metadata(const TensorFile& file, const char* key, const std::string& where) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end())
    throw ConfigError(where, std::string("is not a gaitbench checkpoint (no ") + key + ")");
  return found->second;
}

template <class Number>
bool HoldsFinite(const std::string& bytes) {
  std::vector<Number> numbers(bytes.size() / sizeof(Number));
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return AllFinite(numbers);
}

// A run whose numbers are not finite has ended as diverged, and leaves no checkpoint.
void CheckFinite(const TensorFile& file, const std::string& where) {
  for (const auto& [name, tensor] : file.tensors) {
    const bool finite = tensor.dtype == DtypeName<float>()    ? HoldsFinite<float>(tensor.bytes)
                        : tensor.dtype == DtypeName<double>() ? HoldsFinite<double>(tensor.bytes)
                                                              : true;
    if (!finite) throw ConfigError(where, name + ": has a number that is not finite");
  }
}

// The file's tensors, if it is a checkpoint of this version and this run.
TensorFile ReadFor(const fs::path& path, const RunSpec& spec) {
  const std::string where = path.string();
  TensorFile file = ReadTensorFile(path);
  if (Metadata(file, "format", where) != kCheckpointFormat)
    throw ConfigError(where, "is not a checkpoint");
  if (const std::string version = Metadata(file, "version", where); version != kVersion) {
    throw ConfigError(where, fmt::format("is a checkpoint of version {}; this program reads {}",
                                         ShownJson(version), ShownJson(kVersion)));
  }
  nlohmann::ordered_json run = ParseJsonFile(Metadata(file, "run", where), where);
  if (run.is_object() && run.contains("config")) run["config"] = WithDefaults(run["config"]);
  if (CompactJsonText(run) != CompactJsonText(Identity(spec))) {
    throw ConfigError(
        where, "belongs to a run with other settings; choose another --out, or move it away");
  }
  CheckFinite(file, where);
  return file;
}

fs::path PartsOf(fs::path checkpoint) { return checkpoint.replace_extension("parts"); }

}  // namespace

void WriteCheckpoint(Run& run, const fs::path& path) {
  run.learner().SaveParts(PartsOf(path));
  TensorFile file;
  file.metadata = {{"format", kCheckpointFormat},
                   {"version", kVersion},
                   {"run", Identity(run.spec()).dump()},
                   {"run_log", ToJson(run.log()).dump()}};
  run.learner().Save(file);
  WriteFileAtomically(path, Serialize(file));
}

void CheckCheckpoint(const fs::path& path, const RunSpec& spec) { ReadFor(path, spec); }

Run ReadCheckpoint(const fs::path& path, const RunSpec& spec, int64_t num_threads) {
  const std::string where = path.string();
  const TensorFile file = ReadFor(path, spec);
  Run run(spec, num_threads);
  run.Restore(RunLogFromJson(ParseJsonFile(Metadata(file, "run_log", where), where), where), file,
              where);
  run.learner().RestoreParts(PartsOf(path));
  return run;
}

void RemoveCheckpoint(const fs::path& path) {
  std::error_code gone_already;
  fs::remove(path, gone_already);
  fs::remove_all(PartsOf(path), gone_already);
}

void WritePolicy(const Run& run, const fs::path& path) {
  TensorFile file;
  file.metadata = {{"format", kPolicyFormat},
                   {"version", kVersion},
                   {"environment", run.spec().environment},
                   {"environment_options", run.spec().environment_options.dump()},
                   {"variant", run.spec().variant},
                   {"seed", std::to_string(run.spec().seed)},
                   {"iterations", std::to_string(run.iteration())},
                   {"config", ConfigJson(run.spec().settings).dump()}};
  run.learner().SaveActor(file);
  WriteFileAtomically(path, Serialize(file));
}

}  // namespace gaitbench
