// A hash of what a file says, written into the file and compared whenever it is read: damage is an
// error and not another result. Files of gaitbench 0.2.0 and older have none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace gaitbench {

inline constexpr const char* kContentHash = "xxh3_128";  // its key in a file

// XXH3 of 128 bits (https://xxhash.com) as 32 hexadecimal digits.
std::string ContentHash(std::string_view content);

// ConfigError at `where` unless `hash` is that of the content.
void CheckContentHash(const std::string& hash, std::string_view content, const std::string& where);

// The document with its hash as last key: over all other keys and values in their order, not over
// the white space between them.
nlohmann::ordered_json WithContentHash(nlohmann::ordered_json document);

// Takes the hash out of a document. False where it has none; ConfigError at `where` if it is not
// the document's.
bool TakeContentHash(nlohmann::ordered_json& document, const std::string& where);

// The same of a document's compact text, without making the document. None where its text is not
// as it was hashed, be it damaged or only written in another way.
std::optional<bool> CutContentHash(std::string& text);

}  // namespace gaitbench
