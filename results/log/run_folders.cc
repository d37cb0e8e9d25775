#include "results/log/run_folders.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "results/log/config_error.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSeedPrefix = "seed_";

std::vector<fs::path> FoldersIn(const fs::path& directory) {
  std::error_code failure;
  fs::directory_iterator entries(directory, failure);
  if (failure) throw ConfigError(directory.string(), "cannot be read: " + failure.message());
  std::vector<fs::path> folders;
  for (const fs::directory_entry& entry : entries) {
    const bool hidden = entry.path().filename().string().starts_with(".");
    if (entry.is_directory() && !hidden) folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  return folders;
}

// "seed_7"
std::optional<int64_t> SeedOf(const fs::path& folder) {
  const std::string name = folder.filename().string();
  if (!name.starts_with(kSeedPrefix)) return std::nullopt;
  int64_t seed = 0;
  const char* end = name.data() + name.size();
  const auto [parsed, error] = std::from_chars(name.data() + kSeedPrefix.size(), end, seed);
  return error == std::errc() && parsed == end ? std::optional(seed) : std::nullopt;
}

}  // namespace

fs::path RunDirectory(const fs::path& directory, const std::string& environment,
                      const std::string& variant, int64_t seed) {
  return directory / "runs" / environment / variant /
         std::string(kSeedPrefix).append(std::to_string(seed));
}

std::vector<FoundRun> FindRuns(const fs::path& directory) {
  std::vector<FoundRun> runs;
  for (const fs::path& environment : FoldersIn(directory / "runs")) {
    for (const fs::path& variant : FoldersIn(environment)) {
      for (const fs::path& folder : FoldersIn(variant)) {
        if (const std::optional<int64_t> seed = SeedOf(folder)) {
          runs.push_back({.folder = folder,
                          .environment = environment.filename().string(),
                          .variant = variant.filename().string(),
                          .seed = *seed});
        }
      }
    }
  }
  return runs;
}

}  // namespace gaitbench
