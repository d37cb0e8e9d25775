#include "results/log/safetensors.h"

#include <algorithm>
#include <cstring>

#include "results/log/atomic_file.h"
#include "results/log/content_hash.h"
#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

using nlohmann::json;

constexpr size_t kAlignment = 8;  // of the tensors' bytes in the file
constexpr const char* kMetadata = "__metadata__";

int64_t ElementSize(const std::string& dtype) {
  if (dtype == "F64" || dtype == "I64" || dtype == "U64") return 8;
  if (dtype == "F32") return 4;
  if (dtype == "U8") return 1;
  return 0;
}

// A tensor as the header describes it.
struct TensorEntry {
  std::string dtype;
  std::vector<int64_t> shape, data_offsets;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("dtype", self.dtype);
    visit("shape", self.shape, FieldInfo{.meaning = "", .min = 0});
    visit("data_offsets", self.data_offsets, FieldInfo{.meaning = "", .min = 0});
  }

  size_t begin() const { return static_cast<size_t>(data_offsets[0]); }
  size_t end() const { return static_cast<size_t>(data_offsets[1]); }
};

TensorEntry ReadEntry(const json& header, size_t num_bytes, const std::string& where) {
  const auto refuse = [&](const char* what) { throw ConfigError(where, what); };
  TensorEntry entry;
  ReadJson(header, entry, where);
  uint64_t size = ElementSize(entry.dtype);
  if (size == 0) refuse("has a type that is not read here");
  if (entry.data_offsets.size() != 2) refuse("has no begin and end");
  if (entry.begin() > entry.end() || entry.end() > num_bytes)
    refuse("lies outside the file: it was cut off");
  for (int64_t length : entry.shape) {
    if (length > 0 && size > num_bytes / static_cast<size_t>(length))
      refuse("has a shape that its bytes do not fit");
    size *= static_cast<size_t>(length);
  }
  if (size != entry.end() - entry.begin()) refuse("has a shape that its bytes do not fit");
  return entry;
}

// Every byte must be some tensor's, and only one's.
void CheckTiling(const std::map<std::string, TensorEntry>& entries, size_t num_bytes,
                 const std::string& where) {
  std::vector<std::pair<size_t, size_t>> pieces;
  for (const auto& [name, entry] : entries) pieces.emplace_back(entry.begin(), entry.end());
  std::ranges::sort(pieces);
  size_t covered = 0;
  bool fits = true;
  for (const auto& [begin, end] : pieces) fits = fits && begin == std::exchange(covered, end);
  if (!fits || covered != num_bytes)
    throw ConfigError(where, "has bytes that are no tensor's: it was cut off or damaged");
}

std::map<std::string, std::string> ReadMetadata(const json& header, const std::string& where) {
  std::map<std::string, std::string> metadata;
  const json entries = header.value(kMetadata, json::object());
  if (!entries.is_object()) throw ConfigError(where, "__metadata__: expected an object");
  for (const auto& [key, text] : entries.items())
    ReadJson(text, metadata[key], where + ": __metadata__." + key);
  return metadata;
}

std::string Layout(const TensorFile& file) {
  json header = json::object();
  if (!file.metadata.empty()) header[kMetadata] = file.metadata;
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

}  // namespace

std::string Serialize(const TensorFile& file) {
  TensorFile hashed = file;
  hashed.metadata[kContentHash] = ContentHash(Layout(file));
  return Layout(hashed);
}

TensorFile ParseTensorFile(std::string_view bytes, const std::string& where) {
  uint64_t length = 0;
  if (bytes.size() >= sizeof length) std::memcpy(&length, bytes.data(), sizeof length);
  if (length == 0 || length > bytes.size() - sizeof length) {
    throw ConfigError(where, "is not a safetensors file, or was cut off");
  }
  const json header =
      ParseJsonFile(std::string(bytes.substr(sizeof length, length)), where + ": its header");
  if (!header.is_object()) throw ConfigError(where, "is not a safetensors file");
  const std::string_view data = bytes.substr(sizeof length + length);
  std::map<std::string, TensorEntry> entries;
  for (const auto& [name, value] : header.items()) {
    if (name != kMetadata) entries[name] = ReadEntry(value, data.size(), where + ": " + name);
  }
  CheckTiling(entries, data.size(), where);
  TensorFile file = {.metadata = ReadMetadata(header, where), .tensors = {}};
  for (const auto& [name, entry] : entries) {
    const std::string_view piece = data.substr(entry.begin(), entry.end() - entry.begin());
    file.tensors[name] = {entry.dtype, entry.shape, std::string(piece)};
  }
  const auto hash = file.metadata.extract(kContentHash);
  file.unhashed = hash.empty();
  if (hash) CheckContentHash(hash.mapped(), Layout(file), where);
  return file;
}

TensorFile ReadTensorFile(const std::filesystem::path& path) {
  return ParseTensorFile(ReadFile(path), path.string());
}

}  // namespace gaitbench
