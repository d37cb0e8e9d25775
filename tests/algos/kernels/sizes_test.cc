#include "algos/kernels/sizes.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace gaitbench {
namespace {

std::string MessageOf(const auto& check) {
  try {
    check();
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

TEST(SizesTest, WhatFitsPasses) {
  EXPECT_EQ(MessageOf([] {
              RequireSize("x", 3, 3);
              RequireRoom("x", 3, 3);
            }),
            "");
  EXPECT_EQ(RowsOf("x", 12, 4), 3);
  EXPECT_EQ(RowsOf("x", 0, 4), 0);
}

TEST(SizesTest, AMistakeNamesTheBufferAndBothNumbers) {
  for (const std::string& message : {MessageOf([] { RequireSize("gradient", 70, 69); }),
                                     MessageOf([] { RequireRoom("gradient", 70, 69); }),
                                     MessageOf([] { RowsOf("gradient", 70, 69); })}) {
    for (const char* part : {"gradient", "70", "69"})
      EXPECT_NE(message.find(part), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace gaitbench
