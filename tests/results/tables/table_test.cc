#include "results/tables/table.h"

#include <gtest/gtest.h>

#include "results/tables/tables.h"
#include "tests/results/tables/two_environments.h"

namespace gaitbench {
namespace {

TEST(Table, MarkdownIsAlignedAndSaysWhatTheNumbersAre) {
  const std::string markdown = ToMarkdown(TwoEnvironments().tables);
  EXPECT_EQ(markdown.substr(0, markdown.find("\n### Score")),
            R"(### Return over seeds: mean [95 % interval]

| variant           |               Hopper-v4 |      Humanoid-v4 |
|:------------------|------------------------:|-----------------:|
| PPO               | **2500** [2252, 2748] ¹ | 805 [741, 869] ² |
| PPO-M             |     2133 [1754, 2513] ¹ |                  |
| no_reward_scaling |      100 [  75,  125] ¹ |                  |

¹ 3 seeds: too few to show what happens seldom  
² 2 seeds: too few to show what happens seldom  
- 2 to 3 seeds; each counts as the mean of the last 5 iterations' mean returns; intervals: Student's t
- bold: better than every other variant: against each, Welch's p is at most 0.05 after Holm's correction over the environments; at least 3 seeds, of the better one none diverged
- no reference returns, so in no score: Hopper-v4, Humanoid-v4
)");
}

TEST(Table, HostileNamesStayInTheirCell) {
  std::vector<RunLog> logs;
  AppendRuns("e", "a|b<script>\n\x1b[31m\"c,\\d_e&%", {1, 2}, logs);
  const Tables tables = MakeTables(logs);
  const std::string markdown = ToMarkdown(tables.tables);
  EXPECT_TRUE(Contains(markdown, "| a\\|b&lt;script> \uFFFD[31m\"c,\\\\d_e&% |")) << markdown;
  EXPECT_FALSE(Contains(markdown, "\x1b"));
  EXPECT_TRUE(Contains(ToLatex(tables.tables), "a\\textbar{}b\\textless{}script\\textgreater{}"))
      << ToLatex(tables.tables);
  EXPECT_TRUE(Contains(ToLatex(tables.tables), "\\textbackslash{}d\\_e\\&\\%"))
      << ToLatex(tables.tables);
  EXPECT_TRUE(Contains(ToCsv(tables), "e,\"a|b<script> \uFFFD[31m\"\"c,\\d_e&%\","))
      << ToCsv(tables);
}

TEST(Table, LatexHasBooktabsAndBoldOnlyTheClearlyBest) {
  const std::string latex = ToLatex(TwoEnvironments().tables);
  EXPECT_TRUE(Contains(latex, "\\toprule"));
  EXPECT_TRUE(Contains(latex, "PPO & \\textbf{\\boldmath $2500$} {\\small [$2252$, $2748$]}"))
      << latex;
  EXPECT_TRUE(Contains(latex, "\n    PPO-M & $2133$ {\\small [$1754$, $2513$]}")) << latex;
  EXPECT_TRUE(Contains(latex, "no\\_reward\\_scaling & $100$")) << latex;
}

}  // namespace
}  // namespace gaitbench
