// The safetensors file format: named tensors with types and shapes, and a map of strings. Python
// reads these files with the package of that name (https://github.com/huggingface/safetensors,
// "Format").
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gaitbench {

struct StoredTensor {
  std::string dtype;  // "F32", "F64", "I64", "U64", "U8"
  std::vector<int64_t> shape;
  std::string bytes;  // little-endian, row-major
};

struct TensorFile {
  std::map<std::string, std::string> metadata;
  std::map<std::string, StoredTensor> tensors;
  bool unhashed = false;  // read from a file without a content hash
};

// With a content hash (content_hash.h) in the metadata, over the same file without one.
std::string Serialize(const TensorFile& file);

// Throws ConfigError beginning with `where` if the bytes are cut off, not of this format or not
// those of their content hash. The hash is no part of the metadata that are returned.
TensorFile ParseTensorFile(std::string_view bytes, const std::string& where);

// Of a file, by whose path the errors begin.
TensorFile ReadTensorFile(const std::filesystem::path& path);

}  // namespace gaitbench
