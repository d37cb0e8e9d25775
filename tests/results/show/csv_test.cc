#include "results/show/csv.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Csv, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(CsvLine({"", "a", "b,c", "d\"e", "f\ng", " h "}),
            ",a,\"b,c\",\"d\"\"e\",\"f\ng\", h \n");
}

}  // namespace
}  // namespace gaitbench
