// Which numbers of seeds results were shown for: DIR/looks.jsonl, a line for each, so that a study
// that goes on to more seeds after its results were seen can say so. Training makes the file, and
// commands that show results add to it where it is: what is published is not written to.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/compare/seed_counts.h"

namespace gaitbench {

inline constexpr const char* kShownSeedsFile = "looks.jsonl";

// Makes the file if it is not there. Like the next, does nothing where that is not possible.
void BeginShownSeeds(const std::filesystem::path& directory) noexcept;

// Adds a line unless the last one says the same.
void NoteShownSeeds(const std::filesystem::path& directory, const SeedCounts& seeds) noexcept;

// Throws ConfigError on a line that is none of ours.
std::vector<SeedCounts> ReadShownSeeds(const std::filesystem::path& directory);

// A sentence where an environment has more seeds than when results were shown; else empty.
std::string ExtensionNote(const std::vector<SeedCounts>& shown, const SeedCounts& seeds);

}  // namespace gaitbench
