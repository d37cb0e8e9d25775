// Whole files, written so that a reader sees the old one or the new one and never a part, whatever
// kills the writer.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gaitbench {

// Writes beside `path` under a temporary name that nobody else has, syncs and renames; missing
// directories are made, and what a killed writer of the same file left an hour before is removed. A
// full or read-only disk is a std::runtime_error of one sentence and leaves what was there.
void WriteFileAtomically(const std::filesystem::path& path, std::string_view contents);

// Removes the temporary files in a directory that no other process writes into.
void RemoveTemporaries(const std::filesystem::path& directory);

// Makes a directory and finds out whether files can be made in it. Throws ConfigError under `where`
// if not.
void CheckWritable(const std::string& where, const std::filesystem::path& directory);

// The bytes of a file or pipe; ConfigError with path and reason when it cannot be read. Of a pipe
// without a writer there are none; a device, or a pipe whose writer is silent, is an error.
std::string ReadFile(const std::filesystem::path& path);

}  // namespace gaitbench
