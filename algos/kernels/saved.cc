#include "algos/kernels/saved.h"

namespace gaitbench {

const StoredTensor& FindStored(const TensorFile& file, const std::string& name, const char* dtype,
                               std::optional<size_t> count, const std::string& where) {
  const auto found = file.tensors.find(name);
  if (found == file.tensors.end()) throw ConfigError(where, name + " is missing");
  const StoredTensor& tensor = found->second;
  if (tensor.dtype != dtype) {
    throw ConfigError(where, name + ": expected type " + dtype + ", got " + tensor.dtype);
  }
  if (tensor.shape.size() != 1 || (count && tensor.shape[0] != static_cast<int64_t>(*count))) {
    throw ConfigError(where, name + ": has another size than this run's");
  }
  return tensor;
}

}  // namespace gaitbench
