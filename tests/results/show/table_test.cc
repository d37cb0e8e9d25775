#include "results/show/table.h"

#include <gtest/gtest.h>

#include "results/compare/names.h"
#include "results/statistics/number_text.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

Tables TwoEnvironments() {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {2400, 2500, 2600}, logs);
  AppendRuns("Hopper-v4", "ppo_m", {2000, 2100, 2300}, logs);
  AppendRuns("Hopper-v4", "no_reward_scaling", {90, 100, 110}, logs);
  AppendRuns("Humanoid-v4", "ppo", {800, 810}, logs);
  return MakeTables(logs);
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Table, MarkdownIsAlignedAndSaysWhatTheNumbersAre) {
  const std::string markdown = ToMarkdown(TwoEnvironments());
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

TEST(Table, NamesAreShownAsThePaperWritesThem) {
  EXPECT_EQ(DisplayName("ppo"), "PPO");
  EXPECT_EQ(DisplayName("ppo_m"), "PPO-M");
  EXPECT_EQ(DisplayName("trpo_plus"), "TRPO+");
  EXPECT_EQ(DisplayName("ppo_noclip"), "PPO-NoClip");
  EXPECT_EQ(DisplayName("my variant"), "my variant");
}

TEST(Table, NumbersAreRoundedToWhatTheIntervalSupports) {
  EXPECT_EQ(Decimals({.value = 2513, .interval = Interval{2391, 2632}}), 0);
  EXPECT_EQ(Decimals({.value = 18.3, .interval = Interval{17.1, 20}}), 1);
  EXPECT_EQ(Decimals({.value = 0.5, .interval = Interval{0.45, 0.55}}), 2);
  EXPECT_EQ(Decimals({.value = 1234.5}), 0);
  EXPECT_EQ(Decimals({.value = 0.012345}), 5);
  EXPECT_EQ(FixedText(-0.001, 1), "0.0");
  EXPECT_EQ(FixedText(-12.25, 1), "-12.2");
  EXPECT_EQ(ExactText(0.1), "0.1");
}

TEST(Table, HostileNamesStayInTheirCell) {
  std::vector<RunLog> logs;
  AppendRuns("e", "a|b<script>\n\x1b[31m\"c,\\d_e&%", {1, 2}, logs);
  const Tables tables = MakeTables(logs);
  const std::string markdown = ToMarkdown(tables);
  EXPECT_TRUE(Contains(markdown, "| a\\|b&lt;script> \uFFFD[31m\"c,\\\\d_e&% |")) << markdown;
  EXPECT_FALSE(Contains(markdown, "\x1b"));
  EXPECT_TRUE(Contains(ToLatex(tables), "a\\textbar{}b\\textless{}script\\textgreater{}"))
      << ToLatex(tables);
  EXPECT_TRUE(Contains(ToLatex(tables), "\\textbackslash{}d\\_e\\&\\%")) << ToLatex(tables);
  EXPECT_TRUE(Contains(ToCsv(tables), "e,\"a|b<script>\n\x1b[31m\"\"c,\\d_e&%\","))
      << ToCsv(tables);
}

TEST(Table, WidthsCountCharactersNotBytes) {
  EXPECT_EQ(Width("é¹–"), 3u);
  EXPECT_EQ(PadLeft("¹", 3), "  ¹");
  EXPECT_EQ(Superscript(10), "¹⁰");
}

TEST(Table, LatexHasBooktabsAndBoldOnlyTheClearlyBest) {
  const std::string latex = ToLatex(TwoEnvironments());
  EXPECT_TRUE(Contains(latex, "\\toprule"));
  EXPECT_TRUE(Contains(latex, "PPO & \\textbf{\\boldmath $2500$} {\\small [$2400$, $2600$]}"))
      << latex;
  EXPECT_TRUE(Contains(latex, "\n    PPO-M & $2133$ {\\small [$2000$, $2300$]}")) << latex;
  EXPECT_TRUE(Contains(latex, "no\\_reward\\_scaling & $100$")) << latex;
}

TEST(Table, CsvHasOneLinePerNumberAtFullPrecision) {
  const std::string csv = ToCsv(TwoEnvironments());
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 4 * 4);
  EXPECT_TRUE(Contains(csv,
                       "\nHopper-v4,ppo_m,PPO-M,mean,return,2133.3333333333335,2000,2300,0.95,3,0 "
                       "1 2,6,12288,false,"))
      << csv;
}

TEST(Table, AllSeedsLostStillGivesATable) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2}, logs);
  for (RunLog& log : logs) log.diverged = Divergence{0, "not finite"};
  const Tables tables = MakeTables(logs);
  EXPECT_TRUE(Contains(ToMarkdown(tables), "2 of 2 runs diverged")) << ToMarkdown(tables);
  EXPECT_EQ(ToJson(tables)["results"][0]["mean"], nullptr);
  EXPECT_NO_THROW(ToLatex(tables));
  EXPECT_NO_THROW(ToCsv(tables));
}

TEST(Table, NoRunsGiveAnEmptyTable) {
  EXPECT_NO_THROW(ToMarkdown(MakeTables({})));
  EXPECT_EQ(ToJson(MakeTables({}))["results"].size(), 0u);
}

}  // namespace
}  // namespace gaitbench
