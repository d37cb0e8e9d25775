#include "bench/run/terminal.h"

#include <cstdio>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(TerminalTest, LinesEndBeforeTheWidth) {
  EXPECT_EQ(Wrapped("one two three", 20), "one two three");
  EXPECT_EQ(Wrapped("one two three", 7), "one two\nthree");
  EXPECT_EQ(Wrapped("one two three", 6), "one\ntwo\nthree");
}

TEST(TerminalTest, TheIndentCountsOnEveryLine) {
  EXPECT_EQ(Wrapped("one two three", 9, 2), "one two\n  three");
  EXPECT_EQ(Wrapped("one two three", 8, 2), "one\n  two\n  three");
}

TEST(TerminalTest, ALongWordStaysWhole) {
  EXPECT_EQ(Wrapped("a electroencephalogram b", 5), "a\nelectroencephalogram\nb");
}

TEST(TerminalTest, CharactersCountNotBytes) { EXPECT_EQ(Wrapped("γλδ γλδ", 7), "γλδ γλδ"); }

TEST(TerminalTest, TheMiddleOfALongNameGivesWay) {
  EXPECT_EQ(Shortened("policy_learning_rate", 20), "policy_learning_rate");
  EXPECT_EQ(Shortened("policy_learning_rate", 11), "polic\u2026_rate");
  EXPECT_EQ(Shortened("γλδγλδ", 4), "γ\u2026λδ");
  EXPECT_EQ(Shortened("abc", 1), "\u2026");
  EXPECT_EQ(Shortened("abc", 0), "");
}

TEST(TerminalTest, WhereThereIsNoTerminal) {
  std::FILE* file = std::tmpfile();
  EXPECT_EQ(WidthOf(fileno(file)), 100u);
  EXPECT_EQ(SizeOfTerminal(fileno(file)).rows, 24u);
  EXPECT_FALSE(MovesCursor(fileno(file)));
  const std::string line(200, 'a');
  EXPECT_EQ(ProseFor(fileno(file), line + " b\n"), line + " b\n");
  std::fclose(file);
}

}  // namespace
}  // namespace gaitbench
