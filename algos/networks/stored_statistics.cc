#include "algos/networks/stored_statistics.h"

#include <vector>

#include "algos/kernels/saved.h"

namespace gaitbench {

void SaveStatistics(const ObservationFilterSettings& settings,
                    const ObservationNormalizer& normalizer, TensorFile& file) {
  file.metadata["observation_normalization"] =
      settings.observation_normalization ? "true" : "false";
  file.metadata["observation_epsilon"] = nlohmann::json(ObservationNormalizer::kEpsilon).dump();
  if (settings.observation_clipping)
    file.metadata["observation_clip_range"] =
        nlohmann::json(settings.observation_clip_range).dump();
  const std::span<const double> mean = normalizer.moments().mean();
  std::vector<double> deviation(mean.size());
  normalizer.moments().StandardDeviations(deviation.data());
  file.tensors["observation_mean"] = ToStored(mean.data(), mean.size());
  file.tensors["observation_std"] = ToStored(deviation.data(), deviation.size());
}

void RestoreStatistics(const TensorFile& file, const std::string& where,
                       ObservationNormalizer& normalizer) {
  const size_t size = normalizer.moments().mean().size();
  std::vector<double> mean(size), deviation(size);
  Restore(file, "observation_mean", where, mean);
  Restore(file, "observation_std", where, deviation);
  normalizer.Freeze(mean, deviation);
}

}  // namespace gaitbench
