#include "results/tables/tables.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/results/tables/two_environments.h"

namespace gaitbench {
namespace {

TEST(Tables, JsonCarriesUnitSeedsStatisticAndFlagsBesideEachNumber) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {11, 12, 13, 14}, logs);
  AppendRuns("Hopper-v4", "ppo_m", {1, 2, 3, 4}, logs);
  const auto json = ToJson(MakeTables(logs));
  const auto& result = json["results"][0];
  EXPECT_EQ(result["environment"], "Hopper-v4");
  EXPECT_EQ(result["statistic"], "final_mean_return");
  EXPECT_EQ(result["unit"], "return");
  EXPECT_EQ(result["seeds"].size(), 4u);
  EXPECT_EQ(result["mean"], 12.5);
  EXPECT_EQ(result["flags"].size(), 1u);
  EXPECT_EQ(json["provenance"]["num_runs"], 8);
  EXPECT_EQ(json["provenance"]["values"]["commit"], nlohmann::ordered_json::array({"0123abc"}));
  EXPECT_EQ(json["provenance"]["values"]["cpu.model"][0], "a \"fast\" one");
}

TEST(Tables, CsvHasOneLinePerNumberAtFullPrecision) {
  const std::string csv = ToCsv(TwoEnvironments());
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 4 * 4);
  EXPECT_TRUE(Contains(csv, "\nHopper-v4,ppo_m,PPO-M,mean,return,2133.3333333333335,1753.875"))
      << csv;
  EXPECT_TRUE(Contains(csv, ",0.95,3,0 1 2,6,12288,false,")) << csv;
}

TEST(Tables, AllSeedsLostStillGivesATable) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2}, logs);
  for (RunLog& log : logs) log.diverged = Divergence{0, "not finite"};
  const Tables tables = MakeTables(logs);
  EXPECT_TRUE(Contains(ToMarkdown(tables.tables), "2 of 2 runs diverged"))
      << ToMarkdown(tables.tables);
  EXPECT_EQ(ToJson(tables)["results"][0]["mean"], nullptr);
  EXPECT_NO_THROW(ToLatex(tables.tables));
  EXPECT_NO_THROW(ToCsv(tables));
}

TEST(Tables, RobotsWithoutReferenceReturnsAreNamedWhetherOthersHaveThemOrNot) {
  std::vector<RunLog> logs;
  for (const char* environment : {"Hopper-v4", "Walker2d-v4", "Ant-v4"})
    AppendRuns(environment, "ppo", {1, 2, 3}, logs);
  const ScoreScale hopper{"Hopper", 0, 10, "s"}, walker{"Walker2d", 0, 10, "s"};
  const auto text = [&](const std::vector<ScoreScale>& scales) {
    return ToMarkdown(MakeTables(logs, {}, scales).tables);
  };
  const std::string sentence = "no reference returns, so in no score: ";
  EXPECT_TRUE(Contains(text({}), sentence + "Hopper-v4, Walker2d-v4, Ant-v4"));
  EXPECT_TRUE(Contains(text({hopper}), sentence + "Walker2d-v4, Ant-v4"));
  EXPECT_TRUE(Contains(text({hopper, walker}), sentence + "Ant-v4"));
  EXPECT_FALSE(Contains(text({hopper, walker, {"Ant", 0, 10, "s"}}), sentence));
}

TEST(Tables, ASwitchMayBeAWordInOneRunAndFalseInAnother) {
  std::vector<RunLog> logs = GridRuns(2);
  for (RunLog& log : logs) {
    if (log.config["initialization"] == "xavier") log.config["initialization"] = false;
  }
  EXPECT_TRUE(Contains(ToMarkdown(MakeTables(logs).tables),
                       "initialization: on is orthogonal, off is false"));
}

TEST(Tables, NoRunsGiveAnEmptyTable) {
  EXPECT_NO_THROW(ToMarkdown(MakeTables({}).tables));
  EXPECT_EQ(ToJson(MakeTables({}))["results"].size(), 0u);
}

TEST(Tables, NumbersStandBesideOursOnRequest) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {2400, 2500, 2600}, logs);
  AppendRuns("Hopper-v4", "mine", {1, 2, 3}, logs);
  const std::string without = ToMarkdown(MakeTables(logs).tables);
  const std::string with = ToMarkdown(MakeTables(logs, {.published = true}).tables);
  EXPECT_EQ(without.find("2513"), std::string::npos);
  EXPECT_NE(with.find(" 2513 [2391, 2632] |"), std::string::npos) << with;
  EXPECT_NE(with.find("here - the paper"), std::string::npos) << with;
  EXPECT_NE(with.find("CleanRL"), std::string::npos) << with;
  EXPECT_FALSE(ToJson(MakeTables(logs)).contains("published"));
  EXPECT_EQ(ToJson(MakeTables(logs, {.published = true}))["published"][0]["id"], "engstrom_2020");
}

TEST(Tables, NumbersOfOthersStandInAReportAndThePapersWhereItIsTheQuestion) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {2400, 2500, 2600}, logs);
  const std::string text = ToMarkdown(MakeTables(logs, {}, {}, {.others = true}).tables);
  EXPECT_NE(text.find("CleanRL"), std::string::npos) << text;
  EXPECT_EQ(text.find("here - the paper"), std::string::npos) << text;
}

TEST(Tables, PublishedNumbersAreFoundInCapitalsToo) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "SAC", {1, 2, 3}, logs);
  const std::string text = ToMarkdown(MakeTables(logs, {.published = true}).tables);
  EXPECT_NE(text.find("Returns that others published"), std::string::npos) << text;
}

TEST(Tables, NobodysNumbersAreNoTable) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "mine", {1, 2, 3}, logs);
  EXPECT_EQ(ToMarkdown(MakeTables(logs, {.published = true}).tables)
                .find("Returns that others published"),
            std::string::npos);
}

}  // namespace
}  // namespace gaitbench
