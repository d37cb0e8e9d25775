#include "results/tables/csv.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Csv, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(CsvLine({"", "a", "b,c", "d\"e", "f\ng", " h "}), ",a,\"b,c\",\"d\"\"e\",f g, h \n");
}

TEST(Csv, NoTextIsAFormula) {
  EXPECT_EQ(CsvLine({"=1+2", "@SUM(A1)", "+x", "-2-3", "a=b"}), "'=1+2,'@SUM(A1),'+x,'-2-3,a=b\n");
  EXPECT_EQ(CsvLine({"-2.5", "-1e-05", "-inf", "nan"}), "-2.5,-1e-05,-inf,nan\n");
}

TEST(Csv, NoTextDrivesATerminal) { EXPECT_EQ(CsvLine({"\x1b[2J"}), "\uFFFD[2J\n"); }

}  // namespace
}  // namespace gaitbench
