#include "algos/networks/stored_layers.h"

#include <cstring>

#include "algos/kernels/saved.h"

namespace gaitbench {

void SaveLayers(const MlpLayout& layout, std::span<const float> parameters, const std::string& name,
                TensorFile& file) {
  for (size_t l = 0; l < layout.layers().size(); ++l) {
    const auto& [in, out, weight, bias] = layout.layers()[l];
    const std::string layer = name + "." + std::to_string(l);
    file.tensors[layer + ".weight"] = ToStored(parameters.data() + weight, in * out);
    file.tensors[layer + ".weight"].shape = {in, out};
    file.tensors[layer + ".bias"] = ToStored(parameters.data() + bias, out);
  }
}

void RestoreLayers(const TensorFile& file, const std::string& name, const MlpLayout& layout,
                   const std::string& where, std::span<float> parameters) {
  for (size_t l = 0; l < layout.layers().size(); ++l) {
    const auto& [in, out, weight, bias] = layout.layers()[l];
    const std::string layer = name + "." + std::to_string(l);
    RestoreTensor(file, layer + ".weight", {in, out}, where, parameters.data() + weight);
    RestoreTensor(file, layer + ".bias", {out}, where, parameters.data() + bias);
  }
}

void RestoreTensor(const TensorFile& file, const std::string& name,
                   const std::vector<int64_t>& shape, const std::string& where, float* to) {
  const auto found = file.tensors.find(name);
  if (found == file.tensors.end() || found->second.dtype != DtypeName<float>() ||
      found->second.shape != shape) {
    throw ConfigError(where,
                      name + ": is missing or of another type or shape than its config says");
  }
  std::memcpy(to, found->second.bytes.data(), found->second.bytes.size());
}

}  // namespace gaitbench
