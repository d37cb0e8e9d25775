#include "results/log/content_hash.h"

#include <gtest/gtest.h>

#include "results/log/config_error.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// the values that the xxHash program prints: printf '' | xxhsum -H2
TEST(ContentHash, IsXxh3Of128Bits) {
  EXPECT_EQ(ContentHash(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(ContentHash("a"), "a96faf705af16834e6c632b61e964e1f");
}

TEST(ContentHash, ADocumentIsCheckedByTheHashInIt) {
  const ordered_json document = {{"b", 1.5}, {"a", {1, nullptr, "x"}}};
  ordered_json hashed = WithContentHash(document);
  EXPECT_EQ(hashed.back(), hashed[kContentHash]);

  ordered_json read = ParseJsonFile(JsonText(hashed), "");  // white space differs
  EXPECT_TRUE(TakeContentHash(read, "file"));
  EXPECT_EQ(read, document);
  EXPECT_FALSE(TakeContentHash(read, "file"));  // none is left

  hashed["a"][0] = 2;
  EXPECT_THROW(TakeContentHash(hashed, "file"), ConfigError);
  ordered_json no_text = {{kContentHash, 7}};
  EXPECT_THROW(TakeContentHash(no_text, "file"), ConfigError);
}

TEST(ContentHash, BytesThatAreNotUtf8AreHashedAsTheyAreWritten) {
  ordered_json read = ParseJsonFile(JsonText(WithContentHash({{"cpu", "\xff"}})), "");
  EXPECT_TRUE(TakeContentHash(read, "file"));
}

}  // namespace
}  // namespace gaitbench
