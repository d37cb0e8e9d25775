// What our filters and our collector make of a stream, for the comparison with Gymnasium's
// wrappers. Tensors go in and out as safetensors files.
//
//   filters_probe filters CONFIG IN OUT: of observations [S,N,O] and rewards [S,N], with ended
//   [S,N],
//     what the filters give, and their statistics after each step
//   filters_probe collect TASK OPTIONS CONFIG RUN_SEED ITERATIONS OUT: rollouts, T env steps of N
//     environments each
#include <cstring>
#include <iostream>

#include "algos/kernels/saved.h"
#include "algos/learner/streams.h"
#include "algos/on_policy/rollout.h"
#include "results/log/atomic_file.h"

namespace gaitbench {
namespace {

OnPolicySettings ConfigOf(const std::string& json) {
  OnPolicySettings config;
  ReadJson(nlohmann::json::parse(json), config, "config");
  return config;
}

// Appends to a tensor whose first axis is steps or iterations.
template <class T>
void Append(std::span<const T> row, const std::vector<int64_t>& shape, StoredTensor& tensor) {
  if (tensor.shape.empty()) {
    tensor.dtype = DtypeName<T>();
    tensor.shape = shape;
    tensor.shape.insert(tensor.shape.begin(), 0);
  }
  ++tensor.shape[0];
  tensor.bytes.append(reinterpret_cast<const char*>(row.data()), row.size_bytes());
}

// A member of the filter, by the name that checkpoints give it.
template <class Filter>
StoredTensor Member(const Filter& filter, const std::string& name) {
  TensorFile file;
  Save(filter, "", file);
  return file.tensors.at("." + name);
}

template <class Filter>
void AppendMoments(const Filter& filter, const std::string& prefix, TensorFile& out) {
  for (const char* name : {"count", "mean", "squares"}) {
    const StoredTensor member = Member(filter, std::string("moments.") + name);
    StoredTensor& all = out.tensors[prefix + name];
    if (all.shape.empty()) {
      all = {member.dtype, member.shape, ""};
      all.shape.insert(all.shape.begin(), 0);
    }
    ++all.shape[0];
    all.bytes += member.bytes;
  }
}

void FilterObservations(const OnPolicySettings& config, const StoredTensor& in, TensorFile& out) {
  const int64_t num_steps = in.shape[0], num_envs = in.shape[1], size = in.shape[2];
  const auto* observations = reinterpret_cast<const double*>(in.bytes.data());
  ObservationNormalizer normalizer(config, size);
  std::vector<float> normalized(num_envs * size);
  for (int64_t s = 0; s < num_steps; ++s) {
    const double* rows = observations + s * num_envs * size;
    for (int64_t n = 0; n < num_envs; ++n) normalizer.Add(rows + n * size);
    for (int64_t n = 0; n < num_envs; ++n)
      normalizer.Normalize(rows + n * size, normalized.data() + n * size);
    Append(std::span<const float>(normalized), {num_envs, size}, out.tensors["normalized"]);
    AppendMoments(normalizer, "observation_", out);
  }
}

void FilterRewards(const OnPolicySettings& config, const StoredTensor& in,
                   const StoredTensor& ended, TensorFile& out) {
  const int64_t num_steps = in.shape[0], num_envs = in.shape[1];
  const auto* rewards = reinterpret_cast<const double*>(in.bytes.data());
  RewardFilter filter(config, config.discount, num_envs);
  std::vector<double> filtered(num_envs);
  for (int64_t s = 0; s < num_steps; ++s) {
    for (int64_t n = 0; n < num_envs; ++n)
      filtered[n] = filter.Filter(n, rewards[s * num_envs + n]);
    for (int64_t n = 0; n < num_envs; ++n) {
      if (ended.bytes[s * num_envs + n]) filter.StartEpisode(n);
    }
    Append(std::span<const double>(filtered), {num_envs}, out.tensors["filtered"]);
    const StoredTensor returns = Member(filter, "discounted_return");
    Append(std::span(reinterpret_cast<const double*>(returns.bytes.data()), filtered.size()),
           {num_envs}, out.tensors["returns"]);
    AppendMoments(filter, "reward_", out);
  }
}

TensorFile Filter(const OnPolicySettings& config, const std::string& path) {
  const TensorFile in = ParseTensorFile(ReadFile(path), path);
  TensorFile out;
  const auto& tensors = in.tensors;
  if (tensors.contains("observations")) FilterObservations(config, tensors.at("observations"), out);
  if (tensors.contains("rewards"))
    FilterRewards(config, tensors.at("rewards"), tensors.at("ended"), out);
  return out;
}

TensorFile Collect(const Task& task, const OnPolicySettings& config, int64_t run_seed,
                   int64_t num_iterations) {
  BatchedEnv env(task, {.num_envs = config.num_envs, .autoreset = Autoreset::kSameStep});
  RandomStream weights = MakeStream(run_seed, Purpose::kPolicyWeights);
  Policy policy(config, env.observation_size(), env.action_size(), config.num_envs, weights);
  Rollout rollout(config, env.observation_size(), env.action_size());
  RolloutCollector collector(config, std::move(env), run_seed);
  const int64_t t = config.horizon, n = config.num_envs;
  TensorFile out;
  const auto append = [&](const char* name, const auto& values, const std::vector<int64_t>& shape) {
    using T = std::remove_cvref_t<decltype(values)>::value_type;
    Append(std::span<const T>(values), shape, out.tensors[name]);
  };
  for (int64_t i = 0; i < num_iterations; ++i) {
    collector.Collect(policy, rollout);
    std::vector<double> ended(rollout.size());
    for (int64_t s = 0; s < rollout.size(); ++s)
      ended[s] = rollout.terminated[s] || rollout.truncated[s];
    const EpisodeTotals& totals = rollout.episodes;
    const std::vector<double> episodes = {static_cast<double>(totals.count), totals.mean_return,
                                          totals.mean_length};
    append("observation", rollout.observation, {t, n, rollout.observation_size});
    append("action", rollout.action, {t, n, rollout.action_size});
    append("reward", rollout.reward, {t, n});
    append("ended", ended, {t, n});
    append("episodes", episodes, {3});
  }
  const uint64_t reset_seed = MakeStream(run_seed, Purpose::kResets).NextUint64() >> 2;
  out.metadata["reset_seed"] = std::to_string(reset_seed);
  return out;
}

int Main(const std::vector<std::string>& arguments) {
  if (arguments.size() == 4 && arguments[0] == "filters") {
    WriteFileAtomically(arguments[3], Serialize(Filter(ConfigOf(arguments[1]), arguments[2])));
    return 0;
  }
  if (arguments.size() == 7 && arguments[0] == "collect") {
    const Task task = ApplyOptions(FindTask(arguments[1]), nlohmann::json::parse(arguments[2]));
    WriteFileAtomically(arguments[6],
                        Serialize(Collect(task, ConfigOf(arguments[3]), std::stoll(arguments[4]),
                                          std::stoll(arguments[5]))));
    return 0;
  }
  std::cerr << "see the comment at the top of filters_probe.cc\n";
  return 2;
}

}  // namespace
}  // namespace gaitbench

int main(int argc, char** argv) { return gaitbench::Main({argv + 1, argv + argc}); }
