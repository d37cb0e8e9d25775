#include "bench/run/sentence.h"

#include <filesystem>
#include <new>
#include <stdexcept>
#include <tuple>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gaitbench {
namespace {

template <class Throw>
std::string SentenceOfWhat(const Throw& throws) {
  try {
    throws();
  } catch (const std::exception& error) {
    return SentenceOf(error);
  }
  return "";
}

TEST(Sentence, OurOwnErrorsAreSentences) {
  EXPECT_EQ(SentenceOf(std::runtime_error("cannot write x: No space left on device")),
            "cannot write x: No space left on device");
}

TEST(Sentence, AFileIsNamedWithItsReason) {
  EXPECT_EQ(SentenceOfWhat([] { std::ignore = std::filesystem::file_size("/nowhere/at all"); }),
            "/nowhere/at all: No such file or directory");
}

TEST(Sentence, LibrariesDoNotSpeakOfThemselves) {
  EXPECT_EQ(SentenceOfWhat([] { std::ignore = nlohmann::json("text").get<int>(); }),
            "JSON that cannot be used: type must be number, but is string");
  EXPECT_EQ(SentenceOf(std::bad_alloc()), "there is not enough memory");
}

TEST(Sentence, OneIsNotSeveral) {
  EXPECT_EQ(Counted(1, "run"), "1 run");
  EXPECT_EQ(Counted(0, "run"), "0 runs");
  EXPECT_EQ(Counted(12'000, "policy", "policies"), "12,000 policies");
}

}  // namespace
}  // namespace gaitbench
