// The main function of a program of several test files: runs the tests of one of them.
//
// usage: PROGRAM algos/on_policy/ppo_test.cc [options of GoogleTest but --gtest_filter]
#include <iostream>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {

// GoogleTest's filter for them; empty where there are none.
std::string TestsOf(std::string_view file) {
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  std::string filter;
  for (int s = 0; s < all.total_test_suite_count(); ++s) {
    const testing::TestSuite& suite = *all.GetTestSuite(s);
    for (int t = 0; t < suite.total_test_count(); ++t) {
      const testing::TestInfo& test = *suite.GetTestInfo(t);
      if (std::string_view(test.file()).ends_with(fmt::format("/tests/{}", file))) {
        filter += fmt::format("{}.{}:", suite.name(), test.name());
      }
    }
  }
  return filter;
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const std::string filter = argc == 2 ? TestsOf(argv[1]) : "";
  if (filter.empty()) {
    std::cerr
        << "usage: PROGRAM FILE, which is one of this program's: algos/on_policy/ppo_test.cc\n";
    return 2;
  }
  GTEST_FLAG_SET(filter, filter);
  return RUN_ALL_TESTS();
}
