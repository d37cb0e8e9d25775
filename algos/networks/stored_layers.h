// A network's parameters as tensors of a file: <name>.<layer>.weight [in,out] and .bias [out].
#pragma once

#include <span>
#include <string>

#include "algos/networks/mlp.h"
#include "results/log/safetensors.h"

namespace gaitbench {

// parameters [P]
void SaveLayers(const MlpLayout& layout, std::span<const float> parameters, const std::string& name,
                TensorFile& file);

// Throws ConfigError at `where` if a tensor is missing or of another type or shape.
void RestoreLayers(const TensorFile& file, const std::string& name, const MlpLayout& layout,
                   const std::string& where, std::span<float> parameters);

// The same of one tensor, whose shape says how many floats `to` takes.
void RestoreTensor(const TensorFile& file, const std::string& name,
                   const std::vector<int64_t>& shape, const std::string& where, float* to);

}  // namespace gaitbench
