// What is kept of a study beside the code.
#pragma once

#include <filesystem>

namespace gaitbench {

struct PublishRequest {
  std::filesystem::path directory;    // of a study
  std::filesystem::path destination;  // what is there of other cells stays
};

// Whole cells only: compact run logs, study.json, tables.json, report.md (with the destination's
// notes.md in it, which people write) and figures. Says on stderr which cells are left out. Returns
// the exit code.
int Publish(const PublishRequest& request);

}  // namespace gaitbench
