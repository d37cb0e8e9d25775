#include "results/log/safetensors.h"

#include <cstring>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

using nlohmann::json;

constexpr size_t kAlignment = 8;  // of the tensors' bytes in the file

int64_t ElementSize(const std::string& dtype) {
  if (dtype == "F64" || dtype == "I64" || dtype == "U64") return 8;
  if (dtype == "F32") return 4;
  if (dtype == "U8") return 1;
  return 0;
}

StoredTensor ReadTensor(const json& header, std::string_view data, const std::string& where) {
  const auto refuse = [&](const char* what) { throw ConfigError(where, what); };
  StoredTensor tensor;
  uint64_t begin = 0, end = 0;
  try {
    tensor.dtype = header.at("dtype").get<std::string>();
    tensor.shape = header.at("shape").get<std::vector<int64_t>>();
    begin = header.at("data_offsets").at(0).get<uint64_t>();
    end = header.at("data_offsets").at(1).get<uint64_t>();
  } catch (const json::exception&) {
    refuse("has no dtype, shape and data_offsets");
  }
  if (ElementSize(tensor.dtype) == 0) refuse("has a type that is not read here");
  if (begin > end || end > data.size()) refuse("lies outside the file: it was cut off");
  uint64_t size = ElementSize(tensor.dtype);
  for (int64_t length : tensor.shape) {
    if (length < 0 || (length > 0 && size > data.size() / length))
      refuse("has a shape that its bytes do not fit");
    size *= length;
  }
  if (size != end - begin) refuse("has a shape that its bytes do not fit");
  tensor.bytes = data.substr(begin, end - begin);
  return tensor;
}

}  // namespace

std::string Serialize(const TensorFile& file) {
  json header = json::object();
  if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
  size_t offset = 0;
  for (const auto& [name, tensor] : file.tensors) {
    header[name] = {{"dtype", tensor.dtype},
                    {"shape", tensor.shape},
                    {"data_offsets", {offset, offset + tensor.bytes.size()}}};
    offset += tensor.bytes.size();
  }
  std::string text = header.dump();
  text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  const uint64_t length = text.size();
  std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
  bytes += text;
  for (const auto& [name, tensor] : file.tensors) bytes += tensor.bytes;
  return bytes;
}

TensorFile ParseTensorFile(std::string_view bytes, const std::string& where) {
  uint64_t length = 0;
  if (bytes.size() >= sizeof length) std::memcpy(&length, bytes.data(), sizeof length);
  if (length == 0 || length > bytes.size() - sizeof length) {
    throw ConfigError(where, "is not a safetensors file, or was cut off");
  }
  const json header =
      json::parse(bytes.substr(sizeof length, length), nullptr, /*allow_exceptions=*/false);
  if (!header.is_object()) throw ConfigError(where, "is not a safetensors file");
  const std::string_view data = bytes.substr(sizeof length + length);
  TensorFile file;
  for (const auto& [name, value] : header.items()) {
    if (name != "__metadata__") {
      file.tensors[name] = ReadTensor(value, data, where + ": " + name);
    } else if (value.is_object()) {
      for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
          throw ConfigError(where, "__metadata__." + key + ": expected a string");
        file.metadata[key] = text.get<std::string>();
      }
    }
  }
  return file;
}

}  // namespace gaitbench
