#include "bench/run/shown_seeds.h"

#include "results/log/atomic_file.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

TEST(ShownSeeds, AreNotedOnceForEachNumberAndOnlyWhereTrainingBegan) {
  const fs::path directory = EmptyDirectory("d");
  NoteShownSeeds(directory, {{"e", 5}});
  EXPECT_FALSE(fs::exists(directory / kShownSeedsFile));
  BeginShownSeeds(directory);
  NoteShownSeeds(directory, {{"e", 5}});
  NoteShownSeeds(directory, {{"e", 5}});
  BeginShownSeeds(directory);
  NoteShownSeeds(directory, {{"e", 10}, {"f", 5}});
  EXPECT_EQ(ReadShownSeeds(directory),
            (std::vector<SeedCounts>{{{"e", 5}}, {{"e", 10}, {"f", 5}}}));
}

TEST(ShownSeeds, MoreSeedsThanWereShownAreAnExtension) {
  const std::vector<SeedCounts> shown = {{{"e", 5}}, {{"e", 8}, {"f", 5}}};
  EXPECT_EQ(ExtensionNote(shown, {{"e", 8}, {"f", 5}})
                .find("seeds were extended after results had "
                      "been shown: e to 8 after looks at 5;"),
            0u);
  EXPECT_EQ(ExtensionNote(shown, {{"e", 10}, {"f", 9}})
                .find("seeds were extended after results had been shown: e to 10 after looks at 5, "
                      "8; f to 9 after looks at 5;"),
            0u);
  EXPECT_EQ(ExtensionNote(shown, {{"e", 5}, {"g", 50}}), "") << "a new environment is no extension";
  EXPECT_EQ(ExtensionNote({}, {{"e", 5}}), "");
}

TEST(ShownSeeds, WhatIsNotOursIsAnError) {
  const fs::path directory = EmptyDirectory("d");
  for (const char* line : {"{", "[]", "{\"seeds\": 5}", "{\"seeds\": {\"e\": \"5\"}}"}) {
    WriteFileAtomically(directory / kShownSeedsFile, std::string(line) + "\n");
    EXPECT_NE(ErrorOf([&] { ReadShownSeeds(directory); }).find("looks.jsonl line 1"),
              std::string::npos)
        << line;
    NoteShownSeeds(directory, {{"e", 5}});  // is no place for an error
    EXPECT_EQ(ReadFile(directory / kShownSeedsFile), std::string(line) + "\n");
  }
}

}  // namespace
}  // namespace gaitbench
