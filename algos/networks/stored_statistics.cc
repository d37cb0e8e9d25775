#include "algos/networks/stored_statistics.h"

#include <vector>

#include "algos/kernels/saved.h"

namespace gaitbench {

void SaveStatistics(const ObservationNormalizer& normalizer, TensorFile& file) {
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
