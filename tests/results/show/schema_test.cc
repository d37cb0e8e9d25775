// results/schema/*.json are what the structs' Fields say.
#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "results/log/atomic_file.h"
#include "tests/results/documents.h"

namespace gaitbench {
namespace {

TEST(Schema, TheCommittedFilesAreThoseOfTheStructs) {
  const std::filesystem::path folder =
      std::filesystem::path(GAITBENCH_SOURCE_DIR) / "results/schema";
  for (const Document& document : Documents()) {
    const std::string file = document.name + ".schema.json";
    EXPECT_TRUE(ReadFile(folder / file) == JsonText(document.schema))
        << file << " differs; renew it: ninja -C build/release results_write_documents && "
        << "build/release/tests/results/results_write_documents results/schema";
  }
}

TEST(Schema, TheExamplesHaveEveryKey) {
  const Document tables = TablesDocument();
  EXPECT_EQ(tables.examples[0]["factorials"].size(), 2u);
  EXPECT_EQ(tables.examples[0]["indices"].size(), 6u);
  for (const auto& property : tables.schema["properties"].items())
    EXPECT_TRUE(std::ranges::any_of(tables.examples, [&](const auto& example) {
      return example.contains(property.key());
    })) << property.key();
}

}  // namespace
}  // namespace gaitbench
