// The statistics of observations as tensors of a policy file, observation_mean and observation_std
// [O], and in its metadata how observations are seen with them.
#pragma once

#include <string>

#include "algos/networks/normalizer.h"
#include "results/log/safetensors.h"

namespace gaitbench {

void SaveStatistics(const ObservationFilterSettings& settings,
                    const ObservationNormalizer& normalizer, TensorFile& file);

// Freezes the normalizer to those of the file. Throws ConfigError at `where` if a tensor is missing
// or of another size.
void RestoreStatistics(const TensorFile& file, const std::string& where,
                       ObservationNormalizer& normalizer);

}  // namespace gaitbench
