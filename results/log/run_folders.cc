#include "results/log/run_folders.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSeedPrefix = "seed_";

std::vector<fs::path> FoldersIn(const fs::path& directory) {
  std::error_code failure;
  const auto check = [&](const fs::path& path) {
    if (failure) throw ConfigError(path.string(), "cannot be read: " + failure.message());
  };
  std::vector<fs::path> folders;
  for (fs::directory_iterator entry(directory, failure); entry != fs::directory_iterator();
       entry.increment(failure)) {
    if (entry->path().filename().string().starts_with(".")) continue;
    if (entry->is_directory(failure)) folders.push_back(entry->path());
    check(entry->path());
  }
  check(directory);
  std::ranges::sort(folders);
  return folders;
}

std::string SeedName(int64_t seed) { return fmt::format("{}{}", kSeedPrefix, seed); }

// Of "seed_7", not of "seed_07".
std::optional<int64_t> SeedOf(const fs::path& folder) {
  const std::string name = folder.filename().string();
  if (!name.starts_with(kSeedPrefix)) return std::nullopt;
  int64_t seed = 0;
  std::from_chars(name.data() + kSeedPrefix.size(), name.data() + name.size(), seed);
  return seed >= 0 && name == SeedName(seed) ? std::optional(seed) : std::nullopt;
}

}  // namespace

fs::path RunDirectory(const fs::path& directory, const std::string& environment,
                      const std::string& variant, int64_t seed) {
  return directory / "runs" / environment / variant / SeedName(seed);
}

void CheckName(const std::string& name, const std::string& where) {
  constexpr size_t kLongest = 200;
  constexpr const char* kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+=-";
  if (!name.empty() && name.size() <= kLongest && name[0] != '.' &&
      name.find_first_not_of(kAllowed) == std::string::npos)
    return;
  throw ConfigError(
      where,
      fmt::format("expected 1 to {} letters, digits or _ . + = -, not beginning with a dot, got {}",
                  kLongest, ShownJson(name)));
}

std::vector<FoundRun> FindRuns(const fs::path& directory) {
  std::vector<FoundRun> runs;
  for (const fs::path& environment : FoldersIn(directory / "runs")) {
    for (const fs::path& variant : FoldersIn(environment)) {
      for (const fs::path& folder : FoldersIn(variant)) {
        if (const std::optional<int64_t> seed = SeedOf(folder)) {
          for (const fs::path& named : {environment, variant})
            CheckName(named.filename().string(), named.string());
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
