// A learner that the program does not know goes through all of it: study, plan, workers, kill and
// resume, log, tables, report, evaluation.
#include "tests/algos/random_search/random_search.h"

#include <gtest/gtest.h>

#include "algos/run/evaluation.h"
#include "bench/run/calibration.h"
#include "bench/study/idle_switches.h"
#include "results/show/report.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

const bool kAdded = (AddFamily(RandomSearchFamily()), true);

nlohmann::json SearchStudy() {
  return {{"study", "search"},
          {"environments", {"Hopper-v4"}},
          {"seeds", {{"first", 0}, {"count", 2}}},
          {"iterations", 40},
          {"base", {{"preset", "random_search"}}},
          {"variants", {{{"name", "near"}}, {{"name", "far"}, {"switches", {{"noise", 0.5}}}}}}};
}

Plan PlanOf(const nlohmann::json& study) {
  return MakePlan(StudyFromJson(study, "search"), "search");
}

TEST(RandomSearchTest, StoppedInTheMiddleAndResumedHasTheSameBits) {
  ASSERT_TRUE(kAdded);
  ExpectStoppedAndResumedAreTheSame(PlanOf(SearchStudy()).reporting);
}

TEST(RandomSearchTest, ItsLogsAreTabledReportedAndItsPolicyEvaluated) {
  const std::vector<RunSpec> runs = PlanOf(SearchStudy()).reporting;
  const fs::path home = EmptyDirectory("runs");
  ASSERT_EQ(TrainQuietly(runs, {.directory = home}), RunnerOutcome::kDone);
  const std::vector<RunLog> logs = ReadRunLogs(home);
  ASSERT_EQ(logs.size(), 4u);
  EXPECT_EQ(logs[0].config.dump(), R"({"learner":"random_search","horizon":200,"noise":0.5})");
  EXPECT_EQ(logs[0].columns.Last(kEnvSteps), 40 * 200);
  EXPECT_TRUE(std::isfinite(FinalMeanReturn(logs[0])));

  const Tables tables = MakeTables(logs);
  EXPECT_NE(ToMarkdown(tables.tables).find("near"), std::string::npos);
  const std::string page = ReportHtml(logs, tables, {.title = "search"});
  EXPECT_NE(page.find("Hopper-v4"), std::string::npos);

  const EvaluationRequest request = {.policy = RunFolder(home, runs[0]).policy(),
                                     .num_episodes = 2};
  const std::vector<EvaluatedEpisode> episodes = Evaluate(request);
  ASSERT_EQ(episodes.size(), 2u);
  EXPECT_GT(episodes[0].length, 0);
}

TEST(RandomSearchTest, ItsSettingsAreItsOwn) {
  nlohmann::json study = SearchStudy();
  study["variants"][1]["switches"] = {{"clip_range", 0.1}};
  EXPECT_EQ(ErrorOf([&] { PlanOf(study); }),
            "search.variants[1].switches.clip_range: is a setting of on_policy learners, and this "
            "variant is of random_search");
  study["variants"][1] = {{"name", "x"}, {"preset", "ppo"}, {"switches", {{"noise", 0.1}}}};
  EXPECT_EQ(ErrorOf([&] { PlanOf(study); }),
            "search.variants[1].switches.noise: is a setting of random_search learners, and this "
            "variant is of on_policy");
}

TEST(RandomSearchTest, ItsCostIsMeasured) {
  const std::vector<RunSpec> runs = PlanOf(SearchStudy()).reporting;
  for (double rate : CalibrateRates(runs, 0.1)) EXPECT_GT(rate, 0);
}

}  // namespace
}  // namespace gaitbench
