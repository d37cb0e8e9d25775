#include "results/tables/markdown.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Markdown, OrdinaryWordsStayAsTheyAre) {
  for (const char* text : {"", "PPO-M on Hopper-v4: 2513 [2391, 2632].", "reward_scaling, p < 0.05",
                           "R & D (naïve)!", "1 or 2 - 3 = -1"})
    EXPECT_EQ(MarkdownText(text), text);
}

TEST(Markdown, NoTextIsMarkup) {
  EXPECT_EQ(MarkdownText("**a** `b` ~~c~~ $d$ \\e"),
            "\\*\\*a\\*\\* \\`b\\` \\~\\~c\\~\\~ \\$d\\$ \\\\e");
  EXPECT_EQ(MarkdownText("_a_ b_c"), "\\_a\\_ b_c");
  EXPECT_EQ(MarkdownText("<script>alert(1)</script>"), "&lt;script>alert(1)&lt;/script>");
  EXPECT_EQ(MarkdownText("![image](http://x) [a][b]"), "![image]\\(http://x) [a]\\[b]");
  EXPECT_EQ(MarkdownText("&lt; &#27;"), "\\&lt; \\&#27;");
  EXPECT_EQ(MarkdownText("# a # b"), "\\# a # b");
}

TEST(Markdown, NoTextLeavesItsLine) {
  EXPECT_EQ(MarkdownText("a\n\n```sh\nrm"), "a  \\`\\`\\`sh rm");
  EXPECT_EQ(MarkdownText("\x1b[2J"), "\uFFFD[2J");
}

TEST(Markdown, ABarWouldEndACell) {
  EXPECT_EQ(MarkdownCell("a|b"), "a\\|b");
  EXPECT_EQ(MarkdownText("a|b"), "a|b");
}

}  // namespace
}  // namespace gaitbench
