#include "results/log/json_fields.h"

#include <algorithm>
#include <limits>
#include <numeric>

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

}  // namespace

std::string ShownJson(const nlohmann::json& json) {
  constexpr size_t kLongest = 120;
  std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > kLongest) text.replace(kLongest, std::string::npos, "...");
  return text;
}

std::string Suggestion(const std::string& unknown, const std::set<std::string>& known) {
  const size_t near = std::max<size_t>(1, unknown.size() / 3);
  const std::string* nearest = nullptr;
  size_t nearest_distance = std::numeric_limits<size_t>::max();
  for (const std::string& name : known) {
    const size_t distance = EditDistance(unknown, name);
    const bool begins = !unknown.empty() && name.starts_with(unknown);
    if ((begins || distance <= near) && distance <= nearest_distance) {
      nearest = &name;
      nearest_distance = distance;
    }
  }
  if (nearest) return "did you mean " + *nearest + "?";
  std::string all = "known are";
  for (const std::string& name : known) all += (&name == &*known.begin() ? " " : ", ") + name;
  return all;
}

}  // namespace gaitbench
