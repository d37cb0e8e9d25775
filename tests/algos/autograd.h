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

#include "algos/networks/deviation.h"
#include "algos/networks/mlp.h"

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

struct Gaussian {
  at::Tensor mean;     // [B,A]
  at::Tensor log_std;  // [A] or [B,A]
};

// A policy's Gaussian at observations x [B,O].
inline Gaussian GaussianOf(const GaussianSettings& config, const MlpLayout& layout,
                           const at::Tensor& parameters, const at::Tensor& x) {
  const at::Tensor output = NetworkOf(layout, parameters, x);
  const bool from_state = config.state_dependent_std;
  const int64_t size = output.size(1) / (from_state ? 2 : 1);
  const at::Tensor free =
      from_state ? output.slice(1, size) : parameters.slice(0, layout.num_parameters());
  const bool is_exp = config.std_parametrization == StdParametrization::kExp;
  const at::Tensor std = is_exp ? free.exp() : at::softplus(free);
  return {output.slice(1, 0, size), (std + config.min_std).log()};
}

// [B] for action [B,A]
inline at::Tensor LogProbOf(const Gaussian& at, const at::Tensor& action) {
  const at::Tensor z = (action - at.mean) / at.log_std.exp();
  return -(0.5 * z * z + at.log_std + 0.5 * std::log(2 * std::numbers::pi)).sum(1);
}

inline at::Tensor MeanEntropyOf(const Gaussian& at) {
  return (at.log_std + 0.5 + 0.5 * std::log(2 * std::numbers::pi)).sum(-1).mean();
}

// mean over B of KL(p||q) of diagonal Gaussians, from its textbook form in variances
inline at::Tensor MeanKlOf(const Gaussian& p, const Gaussian& q) {
  const at::Tensor p_variance = (2 * p.log_std).exp(), q_variance = (2 * q.log_std).exp();
  const at::Tensor kl = (q_variance / p_variance).log() / 2 +
                        (p_variance + (p.mean - q.mean).square()) / (2 * q_variance) - 0.5;
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
