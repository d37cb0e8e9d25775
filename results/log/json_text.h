// JSON as text that people read: objects are indented, a list of plain values stays on one line.
// Doubles have the fewest digits that give the same double back.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace gaitbench {

std::string JsonText(const nlohmann::ordered_json& json);

// On one line. Here as there, bytes that are not UTF-8 are U+FFFD; beside what could drive a
// terminal, all that is not ASCII is written by its number.
std::string CompactJsonText(const nlohmann::ordered_json& json);

// NaN ("not measured") becomes null; infinities, which JSON cannot write as numbers, the strings
// "inf" and "-inf".
nlohmann::ordered_json NumberToJson(double number);

// The inverse. A value of another kind is a ConfigError that names `path`.
double NumberFromJson(const nlohmann::ordered_json& json, const std::string& path);

// A file's JSON, strictly: truncated or foreign text, nesting of more than 64 levels, a key that is
// there twice, an object of more than 10,000 keys and what follows a NUL byte are a ConfigError
// that names the file.
nlohmann::ordered_json ParseJsonFile(const std::string& text, const std::string& path);

}  // namespace gaitbench
