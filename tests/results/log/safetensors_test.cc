#include "results/log/safetensors.h"

#include <gtest/gtest.h>

#include <cstring>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

std::string Length(uint64_t length) {
  return std::string(reinterpret_cast<const char*>(&length), sizeof length);
}

TEST(SafetensorsTest, TheLayoutIsTheFormatsOwn) {
  const TensorFile file = {.metadata = {{"key", "value"}},
                           .tensors = {{"x", {"U8", {2, 1}, "ab"}}}};
  const std::string bytes = Serialize(file);
  uint64_t length;
  std::memcpy(&length, bytes.data(), sizeof length);
  EXPECT_EQ(length % 8, 0u);
  EXPECT_EQ(nlohmann::json::parse(bytes.substr(8, length)),
            nlohmann::json::parse(R"({"__metadata__": {"key": "value",
                                          "xxh3_128": "68dad1aaadfdda7d497026a3b12b8420"},
                                      "x": {"dtype": "U8", "shape": [2, 1], "data_offsets": [0, 2]}})"));
  EXPECT_EQ(bytes.substr(8 + length), "ab");
}

TEST(SafetensorsTest, WhatIsWrittenIsRead) {
  TensorFile file = {.metadata = {{"a", "\"quoted\""}}, .tensors = {}};
  file.tensors["empty"] = {"F32", {0}, ""};
  file.tensors["x"] = {"F64", {1, 2}, std::string(16, '\x7f')};
  const TensorFile read = ParseTensorFile(Serialize(file), "");
  EXPECT_EQ(read.metadata, file.metadata);
  ASSERT_EQ(read.tensors.size(), 2u);
  EXPECT_EQ(read.tensors.at("x").bytes, file.tensors["x"].bytes);
  EXPECT_EQ(read.tensors.at("x").shape, file.tensors["x"].shape);
}

// the only unnoticed ones are in the key of the hash, and say that there is none
TEST(SafetensorsTest, AFlippedBitIsNoticed) {
  TensorFile file = {.metadata = {{"config", R"({"a": 1})"}}, .tensors = {}};
  file.tensors["x"] = {"F32", {2}, std::string(8, '\x3f')};
  file.tensors["y"] = {"U8", {3}, "abc"};
  const std::string bytes = Serialize(file);
  EXPECT_FALSE(ParseTensorFile(bytes, "").unhashed);
  int64_t unnoticed = 0;
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    try {
      const TensorFile read = ParseTensorFile(flipped, "");
      EXPECT_TRUE(read.unhashed) << bit;
      EXPECT_EQ(read.metadata.at("config"), file.metadata["config"]) << bit;
      EXPECT_EQ(read.tensors.at("x").bytes, file.tensors["x"].bytes) << bit;
      EXPECT_EQ(read.tensors.at("y").bytes, file.tensors["y"].bytes) << bit;
      ++unnoticed;
    } catch (const ConfigError&) {  // refused, as it may be
      continue;
    }
  }
  EXPECT_LE(unnoticed, static_cast<int64_t>(8 * sizeof "xxh3_128"));
}

TEST(SafetensorsTest, AFileWithoutAHashIsRead) {
  const std::string header = R"({"x": {"dtype": "U8", "shape": [2], "data_offsets": [0, 2]}})";
  const TensorFile read = ParseTensorFile(Length(header.size()) + header + "ab", "file");
  EXPECT_TRUE(read.unhashed);
  EXPECT_EQ(read.tensors.at("x").bytes, "ab");
}

TEST(SafetensorsTest, HeadersThatLieAreRefused) {
  const auto refuses = [](const std::string& header, const std::string& data) {
    EXPECT_THROW(ParseTensorFile(Length(header.size()) + header + data, "file"), ConfigError)
        << header;
  };
  refuses(R"({"x": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}})",
          "1234");  // beyond the end
  refuses(R"({"x": {"dtype": "F32", "shape": [3], "data_offsets": [0, 4]}})",
          "1234");  // another shape
  refuses(R"({"x": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}})",
          "1234");                                                                      // no length
  refuses(R"({"x": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}})", "1234");  // backwards
  refuses(R"({"x": {"dtype": "F3", "shape": [1], "data_offsets": [0, 4]}})",
          "1234");  // no such type
  refuses(R"({"x": {"dtype": "F32", "shape": [4611686018427387904, 4], "data_offsets": [0, 4]}})",
          "1234");
  refuses(R"({"x": {"dtype": "U8", "shape": [2], "data_offsets": [0, 2]}})", "abc");  // a byte more
  refuses(R"({"x": {"dtype": "U8", "shape": [2], "data_offsets": [1, 3]}})", "abc");  // a hole
  refuses(R"({"x": {"dtype": "U8", "shape": [2], "data_offsets": [0, 2]},
              "y": {"dtype": "U8", "shape": [2], "data_offsets": [1, 3]}})",
          "abc");  // twice the same byte
  refuses(R"({"x": {"dtype": "U8", "shape": [1.5], "data_offsets": [0, 1]}})", "a");
  refuses(R"({"x": {"dtype": "U8", "shape": [1]}})", "a");
  refuses(R"({"x": 3})", "");
  refuses(R"([])", "");
  refuses(R"({"__metadata__": {"a": 1}})", "");
  EXPECT_THROW(ParseTensorFile(Length(uint64_t{1} << 60) + "{}", "file"), ConfigError);
}

}  // namespace
}  // namespace gaitbench
