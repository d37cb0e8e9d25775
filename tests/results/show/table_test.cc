#include "results/show/table.h"

#include <gtest/gtest.h>

#include "results/show/tables.h"
#include "tests/results/show/two_environments.h"

namespace gaitbench {
namespace {

TEST(Table, MarkdownIsAlignedAndSaysWhatTheNumbersAre) {
  const std::string markdown = ToMarkdown(TwoEnvironments().tables);
  EXPECT_EQ(markdown.substr(0, markdown.find("\n### Score")),
            R"(### Return over seeds: mean [95 % interval]

| variant           |               Hopper-v4 |      Humanoid-v4 |
|:------------------|------------------------:|-----------------:|
| PPO               | **2500** [2400, 2600] ¹ | 805 [800, 810] ² |
| PPO-M             |     2133 [2000, 2300] ¹ |                  |
| no_reward_scaling |      100 [  90,  110] ¹ |                  |

¹ 3 seeds: intervals of so few under-cover  
² 2 seeds: intervals of so few under-cover  
- 2 to 3 seeds; each counts as the mean of the last 5 iterations' mean returns; percentile bootstrap over seeds, 10000 resamples
- bold: better than every other variant, that is, the interval of the difference excludes 0 (with fewer than 10 seeds, Welch's p is below 0.05 too)
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
  EXPECT_TRUE(Contains(latex, "PPO & \\textbf{\\boldmath $2500$} {\\small [$2400$, $2600$]}"))
      << latex;
  EXPECT_TRUE(Contains(latex, "\n    PPO-M & $2133$ {\\small [$2000$, $2300$]}")) << latex;
  EXPECT_TRUE(Contains(latex, "no\\_reward\\_scaling & $100$")) << latex;
}

}  // namespace
}  // namespace gaitbench
