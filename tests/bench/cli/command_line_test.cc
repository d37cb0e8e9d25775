#include "bench/cli/command_line.h"

#include <gtest/gtest.h>

#include "bench/cli/shared_options.h"
#include "results/log/config_error.h"

namespace gaitbench {
namespace {

class CommandLineTest : public testing::Test {
 protected:
  CommandLineTest() {
    program_.set_version_flag("--version", "1.2.3");
    auto* train = program_.add_subcommand("train", "one variant, many seeds");
    train->add_option("--seeds", seeds_, "number of seeds");
    train->add_option("--share", share_, "of the seeds");
    train->add_option("--env", env_, "the task")->required();
    AddLauncherCommands(program_);
  }

  std::string Mistake(const std::vector<std::string>& words) const {
    try {
      CheckCommandLine(program_, words);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "";
  }

  CLI::App program_{"a program", "gaitbench"};
  int64_t seeds_ = 0;
  double share_ = 0;
  std::string env_;
};

TEST_F(CommandLineTest, KnownWordsPass) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"train", "--seeds", "3"},
                                                {"train", "--seeds=-3", "--help"},
                                                {"train", "--", "--what"},
                                                {"--version"},
                                                {"--help"},
                                                {"-h"}})
    EXPECT_EQ(Mistake(words), "");
}

TEST_F(CommandLineTest, UnknownWordsAreNamedWithWhatIsNear) {
  EXPECT_EQ(Mistake({"trai"}), "trai: unknown command; did you mean train?");
  EXPECT_EQ(Mistake({"--versio"}), "--versio: unknown option; did you mean --version?");
  EXPECT_EQ(Mistake({"-R", "x"}), "-R: unknown option; known are --help, --version");
  EXPECT_EQ(Mistake({"train", "--sedes", "3"}), "--sedes: unknown option; did you mean --seeds?");
  EXPECT_EQ(Mistake({"train", "--sedes=3"}), "--sedes: unknown option; did you mean --seeds?");
  EXPECT_EQ(Mistake({}), "expected a command; known are setup, test, train");
}

TEST_F(CommandLineTest, WhatTheLauncherDoesIsKnown) {
  EXPECT_EQ(Mistake({"tes"}), "tes: unknown command; did you mean test?");
  EXPECT_EQ(Mistake({"test", "--all"}), "");
  EXPECT_THROW(program_.parse("test --all"), ConfigError);
}

TEST_F(CommandLineTest, ANumberIsTheWholeTextAndFitsItsType) {
  CheckNumbers(program_);
  const auto takes = [&](const std::string& seeds, const std::string& share) {
    try {
      program_.parse(std::vector<std::string>{share, "--share", "x", "--env", seeds, "--seeds",
                                              "train"});  // CLI11 takes them from the back
    } catch (const CLI::ValidationError&) {
      return false;
    }
    return true;
  };
  for (const char* seeds : {"3", "+3", "-3", "0", "9223372036854775807"})
    EXPECT_TRUE(takes(seeds, "0.5")) << seeds;
  for (const char* seeds : {"", " ", "3x", "0x10", "1.5", "9223372036854775808"})
    EXPECT_FALSE(takes(seeds, "0.5")) << seeds;
  EXPECT_TRUE(takes("3", "1e-3"));
  for (const char* share : {"", "nan", "inf", "1e999", "0.5x"})
    EXPECT_FALSE(takes("3", share)) << share;
}

TEST_F(CommandLineTest, WhatCli11FindsIsSaidAsEverythingElse) {
  const auto mistake = [&](const std::string& words) {
    try {
      program_.parse(words);
    } catch (const CLI::ParseError& error) {
      return SentenceOf(error);
    }
    return std::string();
  };
  program_.get_subcommand("train")->get_option("--seeds")->check(Between(1, 9));
  EXPECT_EQ(mistake("train --env e --seeds"), "--seeds: expected a value");
  EXPECT_EQ(mistake("train --env e --seeds 1 --seeds 2"), "--seeds: expected once");
  EXPECT_EQ(mistake("train --env e --seeds 10"), "--seeds: expected 1 to 9, got 10");
  EXPECT_EQ(mistake("train --env e --seeds ten"), "--seeds: expected 1 to 9, got ten");
  EXPECT_EQ(mistake("train --env e x"), "x: not expected here");
  EXPECT_EQ(mistake("train"), "--env is required");
  bool fast = false;
  program_.get_subcommand("train")->add_flag("--fast", fast);
  EXPECT_EQ(mistake("train --env e --fast=banana"), "--fast: cannot be \"banana\"");
}

TEST_F(CommandLineTest, HelpStaysWithinTheWidth) {
  std::string long_text;
  for (int i = 0; i < 60; ++i) long_text += "word ";
  program_.add_subcommand("long", long_text)->add_option("--option", env_, long_text);
  program_.formatter(HelpWithinTerminal());
  program_.get_subcommand("long")->formatter(HelpWithinTerminal());
  for (const std::string& help : {program_.help(), program_.get_subcommand("long")->help()}) {
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
  }
}

}  // namespace
}  // namespace gaitbench
