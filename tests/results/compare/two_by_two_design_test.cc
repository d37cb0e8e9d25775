#include "results/compare/two_by_two_design.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

std::string Problem(const std::vector<std::vector<std::string>>& corners) {
  try {
    CheckDesign({.corners = corners}, "s.two_by_two");
    return "none";
  } catch (const ConfigError& error) {
    return error.what();
  }
}

TEST(TwoByTwoDesign, TheDefaultIsThePapers) {
  EXPECT_NO_THROW(CheckDesign({}, ""));
  EXPECT_EQ(TwoByTwoDesign().corner(0, 1), "ppo_m");
  EXPECT_EQ(TwoByTwoDesign().corner(1, 0), "trpo_plus");
}

TEST(TwoByTwoDesign, FourDifferentVariantsInTwoRowsOfTwo) {
  EXPECT_EQ(Problem({{"a", "b"}, {"c", "d"}}), "none");
  EXPECT_EQ(Problem({{"a", "b"}, {"c", "a"}}),
            "s.two_by_two.corners: expected two rows of two variants, four in all, got "
            "[[\"a\",\"b\"],[\"c\",\"a\"]]");
  EXPECT_NE(Problem({{"a", "b", "c", "d"}}), "none");
  EXPECT_NE(Problem({{"a", "b", "c"}, {"d"}}), "none");
  EXPECT_NE(Problem({}), "none");
}

}  // namespace
}  // namespace gaitbench
