// Readers and damaged files, drawn at random: a ConfigError or a value, and nothing for a
// sanitizer. Whole programs and hostile documents: tests/bench/mutations.py.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "results/log/json_text.h"
#include "results/log/run_log.h"
#include "results/log/safetensors.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

std::string Damaged(std::string text, std::mt19937_64& draw) {
  const auto below = [&](size_t n) { return draw() % n; };
  for (size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
    const size_t at = below(text.size()), length = 1 + below(16);
    switch (below(5)) {
      case 0:
        text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 1:
        text[at] = "0123456789-.eE[]{},:\"\\ntf\0"[below(26)];
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, text.substr(below(text.size()), length));
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

// How many of the damaged texts are read all the same.
int64_t NumRead(const std::string& whole, const std::function<void(const std::string&)>& read) {
  std::mt19937_64 draw(1);
  int64_t num_read = 0;
  for (int i = 0; i < 3000; ++i) {
    try {
      read(Damaged(whole, draw));
      ++num_read;
    } catch (const ConfigError&) {  // refused, as it may be
      continue;
    }
  }
  return num_read;
}

TEST(Mutations, ARunLogIsReadOrRefused) {
  const std::string whole = CompactJsonText(ToJson(MakeRun("Hopper-v4", "ppo", 0, {1.5, 2, 3})));
  const int64_t num_read = NumRead(whole, [](const std::string& text) {
    const RunLog log = RunLogFromJson(ParseJsonFile(text, "log"), "log");
    FinalMeanReturn(log);
    SpeedOf(log);
    CompactJsonText(ToJson(log));
  });
  EXPECT_GT(num_read, 100);
  EXPECT_LT(num_read, 2900);
}

// Damage is found, or not found, alike whether all of a log or a part of it is asked for, and by
// the parser of documents too.
TEST(Mutations, ALogIsReadInOneWay) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "mutations_test";
  std::filesystem::create_directories(folder);
  const FoundRun run = {.folder = folder, .environment = "e", .variant = "v", .seed = 0};
  const std::string whole = CompactJsonText(ToJson(MakeRun("e", "v", 0, {1.5, NAN, 3})));
  const auto read = [](const std::function<RunLog()>& reader) -> std::string {
    try {
      return CompactJsonText(ToJson(reader()));
    } catch (const ConfigError& error) {
      return error.what();
    }
  };
  NumRead(whole, [&](const std::string& text) {
    std::ofstream(folder / kRunLogFile) << text;
    const std::string where = (folder / kRunLogFile).string();
    const std::string parsed = read([&] {
      nlohmann::ordered_json json = ParseJsonFile(text, where);
      TakeContentHash(json, where);
      return RunLogFromJson(json, where);
    });
    const std::string all = read([&] { return ReadRunLog(run); });
    if (all.find("and its folder that of") == std::string::npos) {
      EXPECT_EQ(all, parsed) << text;
    }
    const std::string part = read([&] { return ReadRunLog(run, kEpisodesAlone); });
    const bool refused = all[0] != '{';
    EXPECT_EQ(part[0] != '{', refused) << text;
    if (refused) {
      EXPECT_EQ(part, all);
    }
  });
  std::filesystem::remove_all(folder);
}

// a hash, like an evaluation's or a log's, lets nothing pass but what says the same
TEST(Mutations, ADocumentWithAHashIsWholeOrRefused) {
  nlohmann::ordered_json document = ToJson(MakeRun("Hopper-v4", "ppo", 0, {1.5, 2, 3}));
  const std::string whole = CompactJsonText(WithContentHash(document));
  NumRead(whole, [&](const std::string& text) {
    nlohmann::ordered_json read = ParseJsonFile(text, "log");
    if (TakeContentHash(read, "log")) {
      EXPECT_EQ(read, document);
    }
  });
}

TEST(Mutations, ATensorFileIsReadOrRefused) {
  TensorFile file = {.metadata = {{"config", "{}"}}, .tensors = {}};
  file.tensors["a"] = {"F32", {2, 3}, std::string(24, 'a')};
  file.tensors["b"] = {"U64", {1}, std::string(8, 'b')};
  std::string unhashed = Serialize(file);
  unhashed.replace(unhashed.find(kContentHash), 4, "none");
  const int64_t num_read = NumRead(unhashed, [](const std::string& bytes) {
    EXPECT_TRUE(ParseTensorFile(bytes, "file").unhashed);
  });
  EXPECT_GT(num_read, 10);
  EXPECT_LT(num_read, 2900);
}

}  // namespace
}  // namespace gaitbench
