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

TEST(TerminalTest, WhereThereIsNoTerminal) {
  std::FILE* file = std::tmpfile();
  EXPECT_EQ(WidthOf(fileno(file)), 100u);
  EXPECT_EQ(SizeOfTerminal(fileno(file)).rows, 24u);
  std::fclose(file);
}

}  // namespace
}  // namespace gaitbench
