// How the runs of a table were made.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "results/log/run_log.h"

namespace gaitbench {

// Of each key of the runs' provenance, "cpu.model", the distinct values over all runs, or where
// they are many their number.
struct ProvenanceSummary {
  int64_t num_runs = 0;
  NamedValues<std::vector<nlohmann::ordered_json>> values{};
  NamedValues<int64_t> many_values{};

  // None for a key that is not in `values`.
  std::vector<nlohmann::ordered_json> Find(std::string_view key) const;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("num_runs", self.num_runs);
    visit("values", self.values, FieldInfo{"of each key, its distinct values over all runs"});
    visit("many_values", self.many_values,
          FieldInfo{"of each key with more than five, their number"});
  }
};

ProvenanceSummary SummarizeProvenance(std::span<const RunLog> logs);

}  // namespace gaitbench
