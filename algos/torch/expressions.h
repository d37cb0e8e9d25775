// Networks and the policy's Gaussian as LibTorch expressions, which autograd differentiates. They
// are as exact as their parameters: float64 where those are.
//
// Axes: B samples, I inputs, O outputs, A action size, P parameters.
#pragma once

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <numbers>
#include <span>
#include <stdexcept>

#include "algos/networks/layer_normalization.h"
#include "algos/networks/policy.h"

namespace gaitbench {

// a copy in float64
inline at::Tensor ToDouble(std::span<const float> x, at::IntArrayRef shape) {
  at::Tensor result = at::empty(shape, at::kDouble);
  std::copy(x.begin(), x.end(), result.mutable_data_ptr<double>());
  return result;
}

// parameters in float64, by which one may differentiate
inline at::Tensor Leaf(std::span<const float> x) {
  return ToDouble(x, {static_cast<int64_t>(x.size())}).requires_grad_();
}

inline at::Tensor GradientOf(const at::Tensor& scalar, const at::Tensor& by,
                             bool create_graph = false) {
  return torch::autograd::grad({scalar}, {by}, {},
                               /*retain_graph=*/create_graph, create_graph)[0];
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
  throw std::logic_error("activation without an expression");
}

// parameters [>= P], x [B,I] -> [B,O]
inline at::Tensor NetworkOf(const MlpLayout& layout, const at::Tensor& parameters, at::Tensor x) {
  for (const auto& layer : layout.layers()) {
    const at::Tensor weight = parameters.narrow(0, layer.weight, layer.in * layer.out);
    x = x.matmul(weight.view({layer.in, layer.out})) + parameters.narrow(0, layer.bias, layer.out);
    if (&layer == &layout.layers().back()) break;
    if (layout.IsNormalized(layer)) {
      x = at::layer_norm(x, {layer.out}, parameters.narrow(0, layout.GainOf(layer), layer.out),
                         parameters.narrow(0, layout.ShiftOf(layer), layer.out),
                         kLayerNormalizationEpsilon);
    }
    x = Activated(layout.shape().activation, x);
  }
  return x;
}

struct Gaussian {
  at::Tensor mean;     // [B,A]
  at::Tensor log_std;  // [A] or [B,A]
};

// A policy's Gaussian at observations x [B,I].
inline Gaussian GaussianOf(const Policy& policy, const at::Tensor& parameters,
                           const at::Tensor& x) {
  const at::Tensor output = NetworkOf(policy.layout(), parameters, x);
  const int64_t size = policy.action_size();
  const bool from_state = output.size(1) > size;
  const at::Tensor free =
      from_state ? output.slice(1, size) : parameters.slice(0, policy.layout().num_parameters());
  const DeviationRule& rule = policy.deviation_rule();
  const bool is_exp = rule.parametrization() == StdParametrization::kExp;
  const at::Tensor std = is_exp ? free.exp() : at::softplus(free);
  return {output.slice(1, 0, size), (std + rule.min_std()).log()};
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

}  // namespace gaitbench
