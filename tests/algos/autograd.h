// The learner a second time, by LibTorch's autograd in float64: the oracle of written-out
// derivatives.
#pragma once

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <numbers>
#include <span>
#include <stdexcept>
#include <vector>

#include "algos/mlp.h"

namespace gaitbench {

inline const bool kOneThread = (at::set_num_threads(1), true);  // these tensors are small

inline at::Tensor ToDouble(std::span<const float> x, at::IntArrayRef shape) {
  at::Tensor result = at::empty(shape, at::kDouble);
  std::copy(x.begin(), x.end(), result.mutable_data_ptr<double>());
  return result;
}

inline at::Tensor Leaf(std::span<const float> x) {
  return ToDouble(x, {static_cast<int64_t>(x.size())}).requires_grad_();
}

inline at::Tensor Activated(Activation activation, const at::Tensor& x) {
  switch (activation) {
    case Activation::kTanh:
      return x.tanh();
    case Activation::kRelu:
      return x.relu();
    case Activation::kElu:
      return at::elu(x);
    case Activation::kLeakyRelu:
      return at::leaky_relu(x);
  }
  throw std::logic_error("activation without an oracle");
}

// parameters [>= P], x [B,I] -> [B,O]
inline at::Tensor NetworkOf(const MlpLayout& layout, const at::Tensor& parameters, at::Tensor x) {
  for (const auto& layer : layout.layers()) {
    const at::Tensor weight = parameters.narrow(0, layer.weight, layer.in * layer.out);
    x = x.matmul(weight.view({layer.in, layer.out})) + parameters.narrow(0, layer.bias, layer.out);
    if (&layer == &layout.layers().back()) break;
    x = Activated(layout.shape().activation, x);
  }
  return x;
}

inline at::Tensor LogStdOf(const MlpLayout& layout, const at::Tensor& parameters) {
  return parameters.slice(0, layout.num_parameters());
}

// [B] for mean [B,A], log_std [A], action [B,A]
inline at::Tensor LogProbOf(const at::Tensor& mean, const at::Tensor& log_std,
                            const at::Tensor& action) {
  const at::Tensor z = (action - mean) / log_std.exp();
  return -(0.5 * z * z + log_std + 0.5 * std::log(2 * std::numbers::pi)).sum(1);
}

inline at::Tensor EntropyOf(const at::Tensor& log_std) {
  return (log_std + 0.5 + 0.5 * std::log(2 * std::numbers::pi)).sum();
}

// mean over B of KL(old||new) of diagonal Gaussians, from its textbook form in variances
inline at::Tensor MeanKlOf(const at::Tensor& old_mean, const at::Tensor& old_log_std,
                           const at::Tensor& mean, const at::Tensor& log_std) {
  const at::Tensor old_variance = (2 * old_log_std).exp(), variance = (2 * log_std).exp();
  const at::Tensor kl = (variance / old_variance).log() / 2 +
                        (old_variance + (old_mean - mean).square()) / (2 * variance) - 0.5;
  return kl.sum(1).mean();
}

inline at::Tensor GradientOf(const at::Tensor& scalar, const at::Tensor& by,
                             bool create_graph = false) {
  return torch::autograd::grad({scalar}, {by}, {},
                               /*retain_graph=*/create_graph, create_graph)[0];
}

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
