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
            nlohmann::json::parse(R"({"__metadata__": {"key": "value"},
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
  refuses(R"({"x": 3})", "");
  refuses(R"([])", "");
  refuses(R"({"__metadata__": {"a": 1}})", "");
  EXPECT_THROW(ParseTensorFile(Length(uint64_t{1} << 60) + "{}", "file"), ConfigError);
}

}  // namespace
}  // namespace gaitbench
