// DIR, the directory that train, sweep or run wrote, as the commands that read one take it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/study/study.h"
#include "results/log/run_log.h"
#include "results/show/publication.h"

namespace gaitbench {

// Throws ConfigError if it is not there.
void CheckDirectory(const std::filesystem::path& directory);

// What to say of a directory without runs.
ConfigError NoRuns(const std::filesystem::path& directory);

// What DIR/study.json says of how its tables are made.
struct StudySummary {
  std::string title, question;
  ComparisonOptions compare;
  StudyDesign design;
};

// Defaults where DIR has no study.json; `statistic`, where it is given, in place of the study's,
// whose question is decided on the study's all the same.
// Throws ConfigError if the directory is not there.
StudySummary ReadSummary(const std::filesystem::path& directory, const std::string& statistic = {});

// The run logs of DIR by environment, then variant in the study's order, by seed: tables compare
// the others with the first. Without a study.json the order is that of the paper's tables, then the
// alphabet's. Logs of older versions have the settings that they lack (algos/run/families.h).
std::vector<RunLog> ReadCompleteLogs(const std::filesystem::path& directory,
                                     const LogSelection& selection = {});

// The same; throws ConfigError where there is none.
std::vector<RunLog> ReadSomeLogs(const std::filesystem::path& directory,
                                 const LogSelection& selection = {});

// Seeds of each environment, as DIR/study.json says; without one, those of its variant with most.
SeedCounts NumSeeds(const std::filesystem::path& directory, const std::vector<RunLog>& logs);

// Results of DIR are about to be shown: says in the design's notes if its seeds were extended after
// they had been shown before, and notes that they are (bench/run/shown_seeds.h).
void MarkShown(const std::filesystem::path& directory, const std::vector<RunLog>& logs,
               StudyDesign& design);

// Tables say nothing of a variant none of whose runs has finished: says so on stderr.
void NoteUnfinishedVariants(const std::filesystem::path& directory);

}  // namespace gaitbench
