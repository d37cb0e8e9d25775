#include "bench/cli/completions.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "bench/commands/commands.h"
#include "envs/task.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

using Words = std::vector<std::string>;

class CompletionsTest : public testing::Test {
 protected:
  CompletionsTest() {
    for (AddCommand* add : kCommands) add(program_, exit_code_);
  }

  Words Of(const Words& words) const { return Completions(program_, words); }

  CLI::App program_;
  int exit_code_ = 0;
};

TEST_F(CompletionsTest, Commands) {
  EXPECT_EQ(Of({"sw"}), (Words{"sweep", "switches"}));
  EXPECT_EQ(Of({""}).size(), std::size(kCommands));
  EXPECT_EQ(Of({"nothing", ""}), Words());
  EXPECT_EQ(Of({}), Words());
}

TEST_F(CompletionsTest, Options) {
  EXPECT_EQ(Of({"sweep", "--u"}), Words{"--until-decided"});
  EXPECT_EQ(Of({"train", "--env", "Hopper-v5", "--se"}), (Words{"--seeds", "--set"}));
}

TEST_F(CompletionsTest, TasksAndVariants) {
  EXPECT_EQ(Of({"train", "--env", ""}).size(), Tasks().size());
  EXPECT_EQ(Of({"train", "--env", "Hopper-v"}), Of({"envs", "Hopper-v"}));
  EXPECT_EQ(Of({"train", "--env=Walker2d-v5"}), Words{"--env=Walker2d-v5"});
  EXPECT_EQ(Of({"train", "--variant", "trpo"}), (Words{"trpo", "trpo_modern", "trpo_plus"}));
  EXPECT_EQ(Of({"variants", "trpo"}), (Words{"trpo", "trpo_modern", "trpo_plus"}));
}

TEST_F(CompletionsTest, SettingsThenTheirValues) {
  EXPECT_EQ(Of({"switches", "gae_l"}), Words{"gae_lambda"});
  EXPECT_EQ(Of({"train", "--set", "gae_l"}), Words{"gae_lambda="});
  EXPECT_EQ(Of({"train", "--set", "clip_range="}), Words{"clip_range=0.2"});
  EXPECT_EQ(Of({"train", "--set", "value_clipping="}),
            (Words{"value_clipping=false", "value_clipping=true"}));
  EXPECT_EQ(Of({"train", "--set", "step_rule=p"}), Words{"step_rule=ppo"});
  EXPECT_EQ(Of({"train", "--set", "no_such="}), Words());
}

TEST_F(CompletionsTest, SettingsOfTheVariantsFamily) {
  EXPECT_EQ(Of({"switches", "n_s"}), Words{"n_step"});  // once, though two families have it
  EXPECT_EQ(Of({"train", "--set", "n_step="}), (Words{"n_step=1", "n_step=3"}));
  EXPECT_EQ(Of({"train", "--variant", "sac", "--set", "n_step="}), Words{"n_step=1"});
  EXPECT_EQ(Of({"train", "--variant=sac", "--set", "batch_s"}), Words{"batch_size="});
  EXPECT_EQ(Of({"train", "--variant", "ppo", "--set", "batch_s"}), Words());
}

TEST_F(CompletionsTest, WhatHelpCounts) {
  EXPECT_EQ(Of({"table", "DIR", "--format", ""}), (Words{"csv", "json", "md", "tex"}));
  EXPECT_EQ(Of({"completion", ""}), (Words{"bash", "fish", "zsh"}));
  EXPECT_EQ(Of({"report", "DIR", "--statistic", "max"}), Words{"max_mean_return"});
}

TEST_F(CompletionsTest, VariantsOfADirectory) {
  const std::filesystem::path home = EmptyDirectory("runs");
  for (const char* variant : {"ppo", "ppo_m"})
    std::filesystem::create_directories(home / "runs/Hopper-v5" / variant);
  EXPECT_EQ(Of({"compare", home.string(), "--a", ""}), (Words{"ppo", "ppo_m"}));
}

TEST_F(CompletionsTest, WhereAFileMayStandTheShellKnowsBetter) {
  EXPECT_EQ(Of({"sweep", ""}), Words());
  EXPECT_EQ(Of({"sweep", "study.json", "--out", ""}), Words());
  EXPECT_EQ(Of({"train", "--seeds", ""}), Words());
}

}  // namespace
}  // namespace gaitbench
