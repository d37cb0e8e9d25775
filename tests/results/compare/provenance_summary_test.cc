#include "results/compare/provenance_summary.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

TEST(ProvenanceSummary, FewValuesAreListedAndManyCounted) {
  std::vector<RunLog> logs;
  AppendRuns("e", "v", {1, 2, 3, 4, 5, 6}, logs);  // "run" differs, "commit" and the CPU do not
  logs[0].provenance["commit"] = "another";
  const ProvenanceSummary summary = SummarizeProvenance(logs);
  EXPECT_EQ(WriteJson(summary).dump(),
            R"({"num_runs":6,"values":{"commit":["another","0123abc"],)"
            R"("cpu.model":["a \"fast\" one"]},"many_values":{"run":6}})");
  EXPECT_EQ(summary.Find("commit").size(), 2u);
  EXPECT_TRUE(summary.Find("run").empty());
}

TEST(ProvenanceSummary, RunsWithoutProvenanceCount) {
  EXPECT_EQ(SummarizeProvenance(std::vector<RunLog>(3)).num_runs, 3);
}

}  // namespace
}  // namespace gaitbench
