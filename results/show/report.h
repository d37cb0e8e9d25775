// report.html: the results of one directory as a page that needs nothing but itself.
#pragma once

#include <span>
#include <string>

#include "results/tables/tables.h"

namespace gaitbench {

struct ReportText {
  std::string title = "gaitbench report";
  std::string question{};                         // the study's
  std::string command{};                          // that repeats it
  std::vector<std::string> choices{};             // what the study selected, a sentence each
  std::vector<nlohmann::ordered_json> motions{};  // to be watched, each a SmallMotion
  std::string motions_left_out{};                 // how many and why, a sentence
};

// The page's numbers are those of `tables`, made from the same logs.
std::string ReportHtml(std::span<const RunLog> logs, const Tables& tables, const ReportText& text);

// The page's data: tables.json, charts, configs, verdict.
nlohmann::ordered_json ReportData(std::span<const RunLog> logs, const Tables& tables,
                                  const ReportText& text);

}  // namespace gaitbench
