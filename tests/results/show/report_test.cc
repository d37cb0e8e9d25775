#include "results/show/report.h"

#include <regex>

#include <gtest/gtest.h>

#include "results/charts/curve_charts.h"
#include "results/show/report_bundle.h"
#include "results/watch/motion_json.h"
#include "tests/results/count.h"
#include "tests/results/report_logs.h"
#include "tests/results/watch/motions.h"

namespace gaitbench {
namespace {

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The page without the charts' library.
std::string OwnPart() {
  std::string page = ExampleReport();
  const std::string bundle(ReportBundle());
  const size_t at = bundle.empty() ? std::string::npos : page.find(bundle);
  return at == std::string::npos ? page : page.erase(at, bundle.size());
}

TEST(Report, DataOnThePageIsTablesJsonToTheLastDigit) {
  const std::vector<RunLog> logs = ReportLogs();
  const Tables tables = MakeTables(logs, {.resamples = 500, .published = true}, kReportScales);
  const std::string page = OwnPart();
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const size_t first = page.find(begin) + begin.size();
  const auto data =
      nlohmann::ordered_json::parse(page.substr(first, page.find("</script>", first) - first));
  EXPECT_EQ(data["tables"], ToJson(tables));
  EXPECT_EQ(data["title"], kHostileName);
  std::map<std::string, int> charts;  // by section
  for (const auto& chart : data["charts"]) ++charts[chart["section"]];
  // two environments: paper, returns over env steps and seconds, differences, effects and survival
  // of two switches each, effects beside figure 1 (Walker2d), KL and ratios, as they are and as the
  // paper shows them
  EXPECT_EQ(charts, (std::map<std::string, int>{{"returns", 2},
                                                {"curves", 4},
                                                {"differences", 2},
                                                {"effects", 7},
                                                {"profiles", 1},
                                                {"trust-region", 8},
                                                {"how", 1}}));
}

std::vector<Chart> TrustRegionChartsOf(const std::vector<RunLog>& logs, bool about_the_paper) {
  const ComparisonOptions options = {.resamples = 500, .published = about_the_paper};
  return TrustRegionCharts(logs, MakeTables(logs, options), kFigure.of_trust_region_charts);
}

TEST(Report, ChartsAreAsThePaperHasThemOnlyWhereItIsTheQuestion) {
  EXPECT_EQ(TrustRegionChartsOf(ReportLogs(), false).size(), 4u);
  EXPECT_EQ(TrustRegionChartsOf(ReportLogs(), true).size(), 8u);
  const Tables tables = MakeTables(ReportLogs(), {.resamples = 500}, {}, {.others = true});
  for (const Chart& chart : MakeCharts(ReportLogs(), tables))
    EXPECT_FALSE(Contains(chart.title + chart.text, "the paper")) << chart.id;
}

TEST(Report, ReturnsAreOverSecondsTooWhereLearnersDiffer) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2, 3}, logs);
  EXPECT_EQ(ReturnCharts(logs, MakeTables(logs), 1000).size(), 1u);
  logs.push_back(MakeEvaluatedRun("e", "sac", 0, {1, 2}, {NAN, 5}));
  const std::vector<Chart> charts = ReturnCharts(logs, MakeTables(logs), 1000);
  ASSERT_EQ(charts.size(), 2u);
  EXPECT_TRUE(Contains(charts[1].text, "on the machine that trained")) << charts[1].text;
  const auto& numbers = charts[1].spec.at("datasets").at("numbers");
  EXPECT_EQ(numbers[0]["seconds"],
            nlohmann::ordered_json::parse("[0.15, 0.3, 0.45, 0.6, 0.75, 0.9]"));
  EXPECT_EQ(numbers[1]["seconds"], nlohmann::ordered_json::parse("[0.3]"));  // where it evaluated
  for (RunLog& log : logs) log.timing.clear();
  EXPECT_EQ(ReturnCharts(logs, MakeTables(logs), 1000).size(), 1u);
}

TEST(Report, AnAxisIsLogarithmicWhereItsValuesSpanADecade) {
  std::vector<RunLog> logs = ReportLogs();
  const auto scale = [&] {
    const Chart chart = TrustRegionChartsOf(logs, false).back();
    return chart.spec.at("layer").at(0).at("encoding").at("y").at("scale");
  };
  EXPECT_FALSE(scale().contains("type"));
  for (RunLog& log : logs) log.columns.Values("max_ratio")[3] = 15;  // the lowest is 1.5
  EXPECT_EQ(scale().at("type"), "log");
}

TEST(Report, ShowsWhatDiffersAndTheRobotsInMotion) {
  const std::vector<RunLog> logs = ReportLogs();
  const Tables tables = MakeTables(logs, {.resamples = 500}, kReportScales);
  const auto data = ReportData(logs, tables,
                               {.choices = {"chosen"},
                                .motions = {SmallMotion(ExampleMotion())},
                                .motions_left_out = "one is not here"});
  EXPECT_EQ(data["motions"][0], SmallMotion(ExampleMotion()));
  EXPECT_EQ(data["motions_left_out"], "one is not here");
  EXPECT_EQ(data["choices"][0], "chosen");
  ASSERT_EQ(data["settings"].size(), 2u);  // environments
  EXPECT_EQ(data["settings"][0]["rows"].size(), 3u);
}

TEST(Report, NamesCannotEndAnElementOrBeFilledIn) {
  const std::string page = OwnPart();
  EXPECT_EQ(Count(page, "<script>document"), 0u);
  EXPECT_EQ(Count(page, "</script>"), 3u);  // data, bundle, page
  EXPECT_TRUE(Contains(page, "<title>&lt;/script&gt;"));
  EXPECT_TRUE(Contains(page, "{{data}}"));  // of the hostile name, still there as text
}

TEST(Report, ThePageAsksForNothing) {
  const std::string page = OwnPart();
  EXPECT_FALSE(std::regex_search(page, std::regex(R"((src|href)="(https?:)?//)")));
  EXPECT_FALSE(Contains(page, "@import"));
  EXPECT_FALSE(Contains(page, "url("));
}

TEST(Report, MoreVariantsThanColoursHaveAPanelEach) {
  std::vector<RunLog> logs;
  for (int i = 0; i < 8; ++i) AppendRuns("e", "a=1+b=" + std::to_string(i), {1, 2}, logs);
  EXPECT_TRUE(ReturnCharts(logs, MakeTables(logs), 1000).at(0).spec.contains("layer"));
  AppendRuns("e", "a=1+b=8", {1, 2}, logs);
  const auto spec = ReturnCharts(logs, MakeTables(logs), 1000).at(0).spec;
  ASSERT_EQ(spec["concat"].size(), 9u);
  const auto& last = spec["concat"][8];
  EXPECT_EQ(last["title"]["text"], (std::vector<std::string>{"a=1", "b=8"}));
  for (const auto& layer : last["layer"])
    EXPECT_EQ(layer.at("transform").at(0).at("filter").at("equal"), "a=1+b=8") << layer;
}

TEST(Report, APlusAtTheEndBelongsToThePanelsName) {
  std::vector<RunLog> logs;
  AppendRuns("e", "trpo_plus", {1, 2}, logs);
  AppendRuns("e", "trpo_plus+max_kl=0.1", {1, 2}, logs);
  for (int i = 0; i < 8; ++i) AppendRuns("e", "b=" + std::to_string(i), {1, 2}, logs);
  const auto spec = ReturnCharts(logs, MakeTables(logs), 1000).at(0).spec;
  EXPECT_EQ(spec.at("concat").at(0).at("title").at("text"), (std::vector<std::string>{"TRPO+"}));
  EXPECT_EQ(spec.at("concat").at(1).at("title").at("text"),
            (std::vector<std::string>{"TRPO+", "max_kl=0.1"}));
}

TEST(Report, NoRunsGiveAPage) {
  EXPECT_TRUE(Contains(ReportHtml({}, MakeTables({}), {}), "<h1>gaitbench report</h1>"));
}

}  // namespace
}  // namespace gaitbench
