#include "results/log/content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fmt/format.h>

#include "results/log/config_error.h"
#include "results/log/json_text.h"

namespace gaitbench {

using nlohmann::ordered_json;

std::string ContentHash(std::string_view content) {
  const XXH128_hash_t hash = XXH3_128bits(content.data(), content.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

void CheckContentHash(const std::string& hash, std::string_view content, const std::string& where) {
  if (hash == ContentHash(content)) return;
  throw ConfigError(where,
                    "does not agree with its content hash: it was damaged, or changed after "
                    "it was written");
}

ordered_json WithContentHash(ordered_json document) {
  document[kContentHash] = ContentHash(CompactJsonText(document));
  return document;
}

bool TakeContentHash(ordered_json& document, const std::string& where) {
  if (!document.is_object() || !document.contains(kContentHash)) return false;
  const ordered_json hash = document.at(kContentHash);
  document.erase(kContentHash);
  CheckContentHash(hash.is_string() ? hash.get<std::string>() : "", CompactJsonText(document),
                   where);
  return true;
}

std::optional<bool> CutContentHash(std::string& text) {
  constexpr size_t kDigits = 32;
  const std::string before = fmt::format(",\"{}\":\"", kContentHash);
  const std::string_view after = "\"}";
  const size_t size = before.size() + kDigits + after.size();
  if (text.size() < size || !text.ends_with(after) ||
      text.compare(text.size() - size, before.size(), before) != 0)
    return false;
  const std::string hash = text.substr(text.size() - after.size() - kDigits, kDigits);
  text.resize(text.size() - size);
  text += '}';
  return hash == ContentHash(text) ? std::optional(true) : std::nullopt;
}

}  // namespace gaitbench
