#include "results/log/printable.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Printable, WhatTerminalsShowIsLeftAsItIs) {
  for (const char* text : {"", "PPO-M", "±2 µs, „naïve“ 走る 🦿", "a\u200Db"}) {
    EXPECT_TRUE(IsPrintable(text)) << text;
    EXPECT_EQ(Printable(text), text);
  }
}

TEST(Printable, LineEndsAndTabsAreSpaces) {
  EXPECT_FALSE(IsPrintable("a\nb"));
  EXPECT_EQ(Printable("a\nb\tc"), "a b c");
}

TEST(Printable, ControlCharactersDoNotReachATerminal) {
  EXPECT_EQ(Printable("a\x1b[31m\x7f"), "a\uFFFD[31m\uFFFD");
  EXPECT_EQ(Printable(std::string_view("\0", 1)), "\uFFFD");
  EXPECT_EQ(Printable("a\u009B31m"), "a\uFFFD31m");  // ESC [ in one character
}

TEST(Printable, MarksThatTurnTheDirectionOfWritingDoNotEither) {
  for (const char* mark : {"\u061C", "\u200E", "\u200F", "\u202A", "\u202E", "\u2066", "\u2069"}) {
    EXPECT_FALSE(IsPrintable(mark));
    EXPECT_EQ(Printable(mark), "\uFFFD");
  }
  EXPECT_EQ(Printable("\u2028"), "\uFFFD");
}

TEST(Printable, BytesThatAreNotUtf8AreShownAsSuch) {
  EXPECT_EQ(Printable("\x9b"
                      "31m"),
            "\uFFFD31m");
  EXPECT_EQ(Printable("\xC0\x9B"), "\uFFFD");          // ESC in two bytes
  EXPECT_EQ(Printable("a\xE2\x80"), "a\uFFFD\uFFFD");  // cut
  EXPECT_EQ(Printable("\xFFz"), "\uFFFDz");
}

TEST(Printable, LinesKeepTheirEndsAndTabs) {
  EXPECT_EQ(PrintableLines("a\tb\n\n\x1b[31m\r\n"), "a\tb\n\n\uFFFD[31m\uFFFD\n");
  EXPECT_EQ(PrintableLines("\u202Ea\n±"), "\uFFFDa\n±");
  EXPECT_EQ(PrintableLines(""), "");
}

}  // namespace
}  // namespace gaitbench
