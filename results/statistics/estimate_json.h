// Estimates in JSON: null stands for what could not be estimated.
#pragma once

#include <optional>

#include "results/log/json_text.h"
#include "results/statistics/intervals.h"

namespace gaitbench {

inline nlohmann::ordered_json NumberJson(const std::optional<double>& number) {
  return number ? NumberToJson(*number) : nlohmann::ordered_json();
}

// {"low", "high"}
inline nlohmann::ordered_json IntervalJson(const std::optional<Interval>& interval) {
  if (!interval) return nullptr;
  return {{"low", NumberToJson(interval->low)}, {"high", NumberToJson(interval->high)}};
}

}  // namespace gaitbench
