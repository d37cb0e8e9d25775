#include "bench/run/shown_seeds.h"

#include <set>
#include <sstream>

#include <fmt/ranges.h>

#include "results/log/atomic_file.h"
#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

fs::path FileOf(const fs::path& directory) { return directory / kShownSeedsFile; }

// A folder that cannot be written is no reason to show nothing.
template <class Write>
void WherePossible(const Write& write) noexcept {
  try {
    write();
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace

void BeginShownSeeds(const fs::path& directory) noexcept {
  WherePossible([&] {
    if (!fs::exists(FileOf(directory))) WriteFileAtomically(FileOf(directory), "");
  });
}

void NoteShownSeeds(const fs::path& directory, const SeedCounts& seeds) noexcept {
  WherePossible([&] {
    if (!fs::exists(FileOf(directory))) return;
    const std::vector<SeedCounts> shown = ReadShownSeeds(directory);
    if (!shown.empty() && shown.back() == seeds) return;
    WriteFileAtomically(FileOf(directory), ReadFile(FileOf(directory)) +
                                               nlohmann::json{{"seeds", seeds}}.dump() + "\n");
  });
}

std::vector<SeedCounts> ReadShownSeeds(const fs::path& directory) {
  std::vector<SeedCounts> shown;
  const fs::path path = FileOf(directory);
  if (!fs::exists(path)) return shown;
  std::istringstream lines(ReadFile(path));
  for (std::string line; std::getline(lines, line);) {
    const std::string where = fmt::format("{} line {}", path.string(), shown.size() + 1);
    const nlohmann::json json = ParseJsonFile(line, where);
    if (!json.is_object() || !json.contains("seeds") || !json.at("seeds").is_object())
      throw ConfigError(where, "expected {\"seeds\": {environment: number}}");
    SeedCounts& seeds = shown.emplace_back();
    for (const auto& [environment, count] : json.at("seeds").items())
      ReadJson(count, seeds[environment], where + ".seeds." + environment);
  }
  return shown;
}

std::string ExtensionNote(const std::vector<SeedCounts>& shown, const SeedCounts& seeds) {
  std::vector<std::string> extended;
  for (const auto& [environment, count] : seeds) {
    std::set<int64_t> fewer;
    for (const SeedCounts& at_look : shown) {
      const auto found = at_look.find(environment);
      if (found != at_look.end() && found->second < count) fewer.insert(found->second);
    }
    if (!fewer.empty())
      extended.push_back(
          fmt::format("{} to {} after looks at {}", environment, count, fmt::join(fewer, ", ")));
  }
  if (extended.empty()) return {};
  return fmt::format(
      "seeds were extended after results had been shown: {}; p values, intervals and bold are those "
      "of a number of seeds fixed in advance, and who looks and then adds seeds claims more than "
      "they say (sweep --until-decided allows for looks)",
      fmt::join(extended, "; "));
}

}  // namespace gaitbench
