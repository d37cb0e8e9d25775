// Reports and figures as files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/charts/charts.h"

namespace gaitbench {

// DIR/report.html; returns its path. `statistic`: in place of the study's, unless empty.
std::filesystem::path WriteReportFile(const std::filesystem::path& directory,
                                      const std::string& statistic = {});

// What the study of DIR selected (`select`), a sentence for each cell.
std::vector<std::string> SelectedSettings(const std::filesystem::path& directory);

// Throws ConfigError where what draws charts as files is missing.
void CheckFigures();

// DIRECTORY/<chart>.<format> for each.
void WriteFigures(const std::vector<Chart>& charts, const std::filesystem::path& directory,
                  const std::vector<std::string>& formats);

}  // namespace gaitbench
