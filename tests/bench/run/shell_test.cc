#include "bench/run/shell.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(ShellTest, PlainWordsStayAsTheyAre) {
  for (const char* word : {"runs/demo", "--sbatch=--account=lab", "a+b=0.1", "/opt/gaitbench"})
    EXPECT_EQ(ShellWord(word), word);
}

TEST(ShellTest, OthersAreQuoted) {
  EXPECT_EQ(ShellWord("my runs"), "'my runs'");
  EXPECT_EQ(ShellWord(""), "''");
  EXPECT_EQ(ShellWord("it's"), "'it'\\''s'");
}

TEST(ShellTest, AWordComesOutOfTheShellAsItWentIn) {
  for (const std::string word : {"", "a b", "$HOME", "`id`", "it's \"so\"", "*", "a\\b", "~", "#x"})
    EXPECT_EQ(RunCommand("printf %s " + ShellWord(word)).output, word);
}

TEST(ShellTest, OutputHasBothStreamsAndTheExitCode) {
  const CommandOutput said = RunCommand("sh -c 'echo one; echo two >&2; exit 3'");
  EXPECT_EQ(said.output, "one\ntwo");
  EXPECT_EQ(said.exit_code, 3);
  EXPECT_EQ(RunCommand("sh -c 'kill -9 $$'").exit_code, 128 + 9);
}

}  // namespace
}  // namespace gaitbench
