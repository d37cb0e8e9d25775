// What a chart over env steps or seconds draws: the mean of each variant and its single seeds,
// thinned to what can be seen.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/log/run_log.h"
#include "results/tables/tables.h"

namespace gaitbench {

enum class CurveAxis { kOfSteps, kOfSeconds };

// "env_steps": the key of its values in a record
std::string_view KeyOf(CurveAxis axis);

struct CurveChart {
  std::string environment;
  CurveAxis axis = CurveAxis::kOfSteps;
  std::optional<std::string_view> column{};  // none: the returns that a run is judged by
  std::string title;                         // of the vertical axis
  int64_t running_mean = 1;                  // iterations
  bool band = false;
  bool may_be_log = false;  // where the values span a decade
};

struct CurveRecords {
  std::vector<std::string> names{};  // of the variants that are drawn; none: there is nothing
  std::vector<std::string> among{};  // those whose places give them colours, `names` among them
  // a record per variant under "numbers", one per drawn run under "seeds", their values as arrays
  nlohmann::ordered_json datasets{};
  std::string text{};  // what of the seeds and variants is drawn
};

// Of no more than `most_points`, unless the means alone have more.
CurveRecords RecordsOf(std::span<const RunLog> logs, const Tables& tables, const CurveChart& chart,
                       size_t most_points);

}  // namespace gaitbench
