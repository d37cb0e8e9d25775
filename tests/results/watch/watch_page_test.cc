#include "results/watch/watch_page.h"

#include <gtest/gtest.h>

#include "tests/results/count.h"
#include "tests/results/watch/motions.h"

namespace gaitbench {
namespace {

nlohmann::json DataOf(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const size_t first = page.find(begin) + begin.size();
  return nlohmann::json::parse(page.substr(first, page.find("</script>", first) - first));
}

TEST(WatchPage, HasEveryRunAndEpisode) {
  const std::vector<Motion> motions = {ExampleMotion(20, 3), ExampleMotion(10, 2, "trpo")};
  const nlohmann::json data = DataOf(WatchHtml(motions));
  ASSERT_EQ(data.size(), 2u);
  EXPECT_EQ(data[0]["episodes"].size(), 3u);
  EXPECT_EQ(data[1]["episodes"].size(), 2u);
  EXPECT_EQ(data[1]["name"], "TRPO");
}

TEST(WatchPage, AsksForNothing) {
  const std::string page = WatchHtml(std::vector{ExampleMotion()});
  for (const char* address : {"http:", "https:", "src=", "@import", "url(", "fetch(", "//cdn"})
    EXPECT_EQ(Count(page, address), 0u) << address;
}

TEST(WatchPage, NamesAreText) {
  const std::string page = WatchHtml(std::vector{ExampleMotion(20, 1, "</script><b>{{data}}")});
  EXPECT_EQ(Count(page, "</script>"), 2u);
  EXPECT_EQ(Count(page, "<b>"), 0u);
  EXPECT_EQ(DataOf(page)[0]["name"], "</script><b>{{data}}");
}

}  // namespace
}  // namespace gaitbench
