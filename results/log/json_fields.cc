#include "results/log/json_fields.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <numeric>
#include <ranges>
#include <utility>
#include <vector>

#include <fmt/ranges.h>

namespace gaitbench {
namespace {

// Letters to insert, delete or replace (Levenshtein 1966).
size_t EditDistance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

std::string Lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

std::string ShownJson(const nlohmann::json& json) {
  constexpr size_t kLongest = 120;
  std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > kLongest) text.replace(kLongest, std::string::npos, "...");
  return text;
}

std::string Suggestion(const std::string& unknown, const std::set<std::string>& known) {
  constexpr size_t kShortest = 3, kMostNear = 3;  // letters that names share; such names
  constexpr size_t kMostListed = 24;              // known names on a line
  const std::string typed = Lower(unknown);
  const size_t near = std::max<size_t>(1, unknown.size() / 3);
  std::set<std::pair<size_t, std::string>> containing;  // by distance
  const std::string* nearest = nullptr;
  size_t nearest_distance = std::numeric_limits<size_t>::max();
  for (const std::string& name : known) {
    const size_t distance = EditDistance(typed, Lower(name));
    const size_t found = Lower(name).find(typed);
    if ((!typed.empty() && found == 0) || distance <= near) {
      if (distance > nearest_distance) continue;
      nearest = &name;
      nearest_distance = distance;
    } else if (typed.size() >= kShortest && found != std::string::npos) {
      containing.emplace(distance, name);
    }
  }
  if (nearest) return "did you mean " + *nearest + "?";
  std::vector<std::string> names;
  for (const auto& one : containing) names.push_back(one.second);
  if (!names.empty())
    return fmt::format("did you mean {}?", fmt::join(names | std::views::take(kMostNear), " or "));
  if (known.size() > kMostListed)
    return fmt::format("none of the {} known is like it", known.size());
  return fmt::format("known are {}", fmt::join(known, ", "));
}

}  // namespace gaitbench
