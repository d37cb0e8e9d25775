// Where the runs of a directory are: DIR/runs/<environment>/<variant>/seed_<k>.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace gaitbench {

// The folder that a run has or will have.
std::filesystem::path RunDirectory(const std::filesystem::path& directory,
                                   const std::string& environment, const std::string& variant,
                                   int64_t seed);

// Throws ConfigError at `where` unless `name` can be that of a folder, as names of environments and
// variants are.
void CheckName(const std::string& name, const std::string& where);

struct FoundRun {
  std::filesystem::path folder;
  std::string environment, variant;
  int64_t seed = 0;
};

// The folders of runs that are there, by name; what has another name, or a hidden one, is left
// alone. Throws ConfigError if DIR/runs or a folder in it cannot be read, or above a run has a name
// that CheckName refuses.
std::vector<FoundRun> FindRuns(const std::filesystem::path& directory);

}  // namespace gaitbench
