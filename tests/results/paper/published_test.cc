#include "results/paper/published.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "results/compare/names.h"
#include "results/paper/paper_comparison.h"

namespace gaitbench {
namespace {

TEST(Published, ThePaperComesFirstAndIsFoundByRobot) {
  EXPECT_EQ(PublishedSources().front().id, kPaperId);
  const PublishedResult* ppo = FindInPaper("Hopper-v4", "ppo");
  ASSERT_NE(ppo, nullptr);
  EXPECT_EQ(ppo->environment, "Hopper-v2");
  EXPECT_EQ(ppo->mean, 2513);
  EXPECT_EQ(*ppo->interval(), (Interval{2391, 2632}));
  EXPECT_EQ(FindInPaper("Humanoid-v5", "trpo_plus")->mean, 1030);
  EXPECT_EQ(FindInPaper("Walker2d-v2", "ACLI")->mean, 557);
  EXPECT_EQ(FindInPaper("Ant-v4", "ppo"), nullptr);
}

TEST(Published, EveryNumberHasSourceVersionLengthAndStatistic) {
  EXPECT_GE(PublishedSources().size(), 10u);
  for (const PublishedSource& source : PublishedSources()) {
    EXPECT_FALSE(source.source.empty() || source.citation.empty() || source.statistic.empty())
        << source.id;
    EXPECT_FALSE(source.results.empty()) << source.id;
    for (const PublishedResult& result : source.results) {
      EXPECT_NE(result.environment.find("-v"), std::string::npos) << source.id;
      EXPECT_GT(result.env_steps, 0) << source.id;
      EXPECT_TRUE(std::isfinite(result.mean)) << source.id;
      if (result.interval()) {
        EXPECT_TRUE(result.interval()->Contains(result.mean)) << source.id;
      }
    }
  }
}

TEST(Published, BesideAComparisonStandItsRobotsAndVariantsAndThePapers) {
  const auto count = [](const std::vector<PublishedSource>& sources, const std::string& environment,
                        const std::string& variant) {
    int found = 0;
    for (const PublishedSource& source : sources) {
      EXPECT_FALSE(source.results.empty()) << source.id;
      for (const PublishedResult& result : source.results)
        found += result.environment == environment && result.variant == variant;
    }
    return found;
  };
  const auto papers = PublishedBeside({"Hopper-v4"}, {"ppo"});
  EXPECT_EQ(papers.front().id, kPaperId);
  EXPECT_GT(count(papers, "Walker2d-v3", "trpo"), 0);
  EXPECT_EQ(count(papers, "Hopper-v3", "td3"), 0);
  EXPECT_EQ(count(papers, "Ant-v3", "ppo"), 0);
  const auto others = PublishedBeside({"Ant-v4"}, {"td3"});
  EXPECT_GT(count(others, "Ant-v3", "td3"), 0);
  EXPECT_GT(count(others, "Ant-v3", "ppo"), 0);
  EXPECT_EQ(count(others, "Swimmer-v3", "td3"), 0);
}

// Means of Hopper beside a variant of this name.
std::vector<double> Hoppers(const std::string& variant, const std::string& id) {
  std::vector<double> means;
  for (const PublishedSource& source : PublishedBeside({"Hopper-v5"}, {variant})) {
    for (const PublishedResult& result : source.results)
      if (RobotOf(result.environment) == "Hopper" && result.variant == id)
        means.push_back(result.mean);
  }
  return means;
}

TEST(Published, OffPolicyLearnersHaveTheirNumbersUnderNamesInCapitalsToo) {
  using Means = std::vector<double>;  // CleanRL, Fujimoto, Spinning Up, Tianshou
  EXPECT_EQ(Hoppers("ddpg", "ddpg"), (Means{1577, 2020.46, 1800, 2197}));
  EXPECT_EQ(Hoppers("DDPG", "ddpg"), Hoppers("ddpg", "ddpg"));
  const Means sac = Hoppers("SAC", "sac");
  EXPECT_NE(std::ranges::find(sac, 2310), sac.end());
  EXPECT_NE(std::ranges::find(sac, 3150), sac.end());
}

// the paper's own means and definitions, but for Hopper's ACLI, which it prints as 421
TEST(Published, ThePapersIndicesFollowFromItsMeans) {
  for (const std::string environment : {"Hopper-v2", "Walker2d-v2", "Humanoid-v2"}) {
    const auto indices = PaperIndices(*ThePapersTwoByTwo({}, environment, 0.95));
    EXPECT_EQ(indices[0].value, FindInPaper(environment, "AAI")->mean);
    EXPECT_EQ(indices[1].value,
              environment == "Hopper-v2" ? 423 : FindInPaper(environment, "ACLI")->mean);
  }
}

}  // namespace
}  // namespace gaitbench
