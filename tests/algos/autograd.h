// What tests add to the expressions of algos/torch, the oracle of written-out derivatives.
#pragma once

#include <ATen/Parallel.h>

#include <gtest/gtest.h>

#include <cstdio>
#include <span>

#include "algos/torch/expressions.h"

namespace gaitbench {

inline const bool kOneThread = (at::set_num_threads(1), true);  // these tensors are small

inline double Item(const at::Tensor& scalar) { return scalar.item<double>(); }

// |x - expected| / |expected|, Euclidean; --gtest_output keeps it as a property of the test
inline double RelativeError(std::span<const float> x, const at::Tensor& expected) {
  const at::Tensor flat = expected.detach().reshape({-1});
  const double error = Item((ToDouble(x, flat.sizes()) - flat).norm() / flat.norm());
  char text[32];
  std::snprintf(text, sizeof text, "%.2e", error);
  testing::Test::RecordProperty("relative_error", text);
  return error;
}

}  // namespace gaitbench
