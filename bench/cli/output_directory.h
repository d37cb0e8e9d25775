#pragma once

#include <filesystem>
#include <string>

namespace gaitbench {

// Makes the directory that an option names; throws ConfigError where that cannot be.
void MakeDirectory(const std::string& option, const std::filesystem::path& directory);

}  // namespace gaitbench
