#include "results/compare/provenance_summary.h"

#include <algorithm>

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr size_t kMostValuesListed = 5;

void Collect(const ordered_json& value, const std::string& path, ordered_json& distinct) {
  if (value.is_object()) {
    for (const auto& item : value.items())
      Collect(item.value(), path.empty() ? item.key() : path + "." + item.key(), distinct);
    return;
  }
  ordered_json& values = distinct[path];
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

}  // namespace

ProvenanceSummary SummarizeProvenance(std::span<const RunLog> logs) {
  auto distinct = ordered_json::object();
  for (const RunLog& log : logs) {
    if (log.provenance.is_object()) Collect(log.provenance, "", distinct);
  }
  ProvenanceSummary summary{.num_runs = static_cast<int64_t>(logs.size())};
  for (const auto& item : distinct.items()) {
    if (item.value().size() <= kMostValuesListed) {
      summary.values.emplace_back(item.key(), item.value());
    } else {
      summary.many_values.emplace_back(item.key(), item.value().size());
    }
  }
  return summary;
}

std::vector<ordered_json> ProvenanceSummary::Find(std::string_view key) const {
  for (const auto& [name, distinct] : values) {
    if (name == key) return distinct;
  }
  return {};
}

}  // namespace gaitbench
