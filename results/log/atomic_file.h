// Whole files, written so that a reader sees the old one or the new one and never a part, whatever
// kills the writer.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gaitbench {

// Writes beside `path` under a temporary name, syncs and renames; missing directories are made. A
// full or read-only disk is a std::runtime_error of one sentence and leaves what was there.
void WriteFileAtomically(const std::filesystem::path& path, std::string_view contents);

// The file's bytes; ConfigError with path and reason when it cannot be read.
std::string ReadFile(const std::filesystem::path& path);

}  // namespace gaitbench
