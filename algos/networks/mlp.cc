#include "algos/networks/mlp.h"

#include <cmath>

#include "algos/kernels/kernels.h"
#include "algos/kernels/sizes.h"
#include "algos/networks/layer_normalization.h"

namespace gaitbench {
namespace {

constexpr float kLeakySlope = 0.01f;

void Activate(Activation activation, int64_t n, float* x) {
  const auto each = [&](auto function) {
    for (int64_t i = 0; i < n; ++i) x[i] = function(x[i]);
  };
  switch (activation) {  // each keeps NaN
    case Activation::kTanh:
      return CurrentKernels().tanh(n, x);
    case Activation::kRelu:
      return each([](float z) { return z < 0 ? 0 : z; });
    case Activation::kElu:
      return each([](float z) { return z < 0 ? std::expm1(z) : z; });
    case Activation::kLeakyRelu:
      return each([](float z) { return z < 0 ? kLeakySlope * z : z; });
  }
}

// What an affine map, or the chain through it, does itself of the activation.
Then AtOnce(Activation activation) {
  if (activation == Activation::kTanh) return Then::kTanh;
  return activation == Activation::kRelu ? Then::kRelu : Then::kNothing;
}

// g [n] *= d activation / d its input, from its output y
void TimesDerivative(Activation activation, int64_t n, const float* y, float* g) {
  const auto each = [&](auto derivative) {
    for (int64_t i = 0; i < n; ++i) g[i] *= derivative(y[i]);
  };
  switch (activation) {
    case Activation::kTanh:
      return CurrentKernels().times_tanh_derivative(n, y, g);
    case Activation::kRelu:
      return CurrentKernels().times_relu_derivative(n, y, g);
    case Activation::kElu:
      return each([](float out) { return out > 0 ? 1.0f : out + 1; });
    case Activation::kLeakyRelu:
      return each([](float out) { return out > 0 ? 1.0f : kLeakySlope; });
  }
}

// What Backward and Jvp look at: the network's parameters, and the input that Forward had last.
void CheckInputs(const MlpLayout& layout, std::span<const float> parameters,
                 std::span<const float> input, const MlpActivations& activations) {
  RequireSize("parameters", parameters.size(), layout.num_parameters());
  RequireSize("input of these activations", input.size(),
              activations.num_samples * layout.shape().inputs);
}

// The gradient by layer l's affine map, in its scratch, from the gradient g by the map above it.
// With `gradient`, that by the layer's gain and shift too.
const float* BelowOf(const MlpLayout& layout, std::span<const float> parameters, size_t l,
                     const float* g, MlpActivations& activations, float* gradient) {
  const auto& above = layout.layers()[l + 1];
  const auto& layer = layout.layers()[l];
  const int64_t num_samples = activations.num_samples;
  float* below = activations.scratch[l].data();
  const float *w = parameters.data() + above.weight, *y = activations.after[l].data();
  const Activation activation = layout.shape().activation;
  const Then then = AtOnce(activation);
  CurrentKernels().multiply_by_derivative(num_samples, above.in, above.out, g, w, then, y, below);
  if (then == Then::kNothing) TimesDerivative(activation, num_samples * layer.out, y, below);
  if (layout.IsNormalized(layer)) {
    NormalizeRowsBackward(num_samples, layer.out, parameters.data() + layout.GainOf(layer),
                          activations.normalized[l].data(), activations.inverse_deviation[l].data(),
                          below, gradient ? gradient + layout.GainOf(layer) : nullptr,
                          gradient ? gradient + layout.ShiftOf(layer) : nullptr);
  }
  return below;
}

}  // namespace

MlpLayout::MlpLayout(const MlpShape& shape) : shape_(shape) {
  int64_t in = shape.inputs;
  const auto add = [&](int64_t out) {
    layers_.push_back({.in = in, .out = out, .weight = size_, .bias = size_ + in * out});
    size_ += in * out + out;
    in = out;
  };
  for (int64_t hidden : shape.hidden) {
    add(hidden);
    if (shape.layer_normalization) size_ += 2 * hidden;
  }
  add(shape.outputs);
}

MlpActivations::MlpActivations(const MlpLayout& layout, int64_t capacity)
    : max_samples(capacity), num_outputs(layout.shape().outputs) {
  for (const auto& layer : layout.layers()) {
    after.emplace_back(max_samples * layer.out);
    scratch.emplace_back(max_samples * layer.out);
    if (!layout.IsNormalized(layer)) continue;
    normalized.emplace_back(max_samples * layer.out);
    inverse_deviation.emplace_back(max_samples);
  }
}

int64_t MlpActivations::Bytes(const MlpLayout& layout, int64_t max_samples) {
  int64_t a_sample = 0;
  for (const auto& layer : layout.layers())
    a_sample += layout.IsNormalized(layer) ? 3 * layer.out + 1 : 2 * layer.out;
  return static_cast<int64_t>(sizeof(float)) * a_sample * max_samples;
}

void Forward(const MlpLayout& layout, std::span<const float> parameters,
             std::span<const float> input, MlpActivations& activations) {
  RequireSize("parameters", parameters.size(), layout.num_parameters());
  const int64_t num_samples = RowsOf("input", input.size(), layout.shape().inputs);
  RequireRoom("samples", num_samples, activations.max_samples);
  activations.num_samples = num_samples;
  const auto& layers = layout.layers();
  const Kernels& kernels = CurrentKernels();
  const bool is_normalized = layout.shape().layer_normalization;
  const Activation activation = layout.shape().activation;
  const Then then_hidden = is_normalized ? Then::kNothing : AtOnce(activation);
  const float* x = input.data();
  for (size_t l = 0; l < layers.size(); ++l) {
    const MlpLayout::Layer& layer = layers[l];
    const bool is_hidden = l + 1 < layers.size();
    float* y = activations.after[l].data();
    kernels.affine(num_samples, layer.out, layer.in, x, parameters.data() + layer.weight,
                   parameters.data() + layer.bias, is_hidden ? then_hidden : Then::kNothing, y);
    if (is_hidden && is_normalized) {
      NormalizeRows(num_samples, layer.out, parameters.data() + layout.GainOf(layer),
                    parameters.data() + layout.ShiftOf(layer), y, activations.normalized[l].data(),
                    activations.inverse_deviation[l].data());
    }
    if (is_hidden && then_hidden == Then::kNothing)
      Activate(activation, num_samples * layer.out, y);
    x = y;
  }
}

void Backward(const MlpLayout& layout, std::span<const float> parameters,
              std::span<const float> input, std::span<const float> output_gradient,
              MlpActivations& activations, std::span<float> gradient) {
  CheckInputs(layout, parameters, input, activations);
  const int64_t num_samples = activations.num_samples;
  RequireSize("output gradient", output_gradient.size(), num_samples * layout.shape().outputs);
  RequireSize("gradient", gradient.size(), layout.num_parameters());
  const Kernels& kernels = CurrentKernels();
  const auto& layers = layout.layers();
  const float* g = output_gradient.data();
  for (size_t l = layers.size(); l-- > 0;) {
    const auto& [in, out, weight, bias] = layers[l];
    const float* x = l == 0 ? input.data() : activations.after[l - 1].data();
    kernels.multiply(Transposed::kLeft, in, out, num_samples, x, g, /*accumulate=*/false,
                     gradient.data() + weight);
    kernels.sum_rows(num_samples, out, g, gradient.data() + bias);
    if (l > 0) g = BelowOf(layout, parameters, l - 1, g, activations, gradient.data());
  }
}

void InputGradient(const MlpLayout& layout, std::span<const float> parameters,
                   std::span<const float> input, std::span<const float> output_gradient,
                   int64_t first_input, MlpActivations& activations,
                   std::span<float> input_gradient) {
  CheckInputs(layout, parameters, input, activations);
  const int64_t num_samples = activations.num_samples;
  const int64_t num_inputs = layout.shape().inputs - first_input;
  RequireSize("output gradient", output_gradient.size(), num_samples * layout.shape().outputs);
  RequireSize("input gradient", input_gradient.size(), num_samples * num_inputs);
  const auto& layers = layout.layers();
  const float* g = output_gradient.data();
  for (size_t l = layers.size() - 1; l > 0; --l)
    g = BelowOf(layout, parameters, l - 1, g, activations, nullptr);
  const float* weight = parameters.data() + layers[0].weight + first_input * layers[0].out;
  CurrentKernels().multiply(Transposed::kRight, num_samples, num_inputs, layers[0].out, g, weight,
                            /*accumulate=*/false, input_gradient.data());
}

void Jvp(const MlpLayout& layout, std::span<const float> parameters, std::span<const float> input,
         std::span<const float> direction, MlpActivations& activations,
         std::span<float> output_tangent) {
  if (layout.shape().layer_normalization)
    throw std::logic_error("a tangent of a network with layer normalization");
  CheckInputs(layout, parameters, input, activations);
  const int64_t num_samples = activations.num_samples;
  RequireSize("direction", direction.size(), layout.num_parameters());
  RequireSize("output tangent", output_tangent.size(), num_samples * layout.shape().outputs);
  const auto& layers = layout.layers();
  const float* t_below = nullptr;
  for (size_t l = 0; l < layers.size(); ++l) {
    const auto& [in, out, weight, bias] = layers[l];
    const bool is_output = l + 1 == layers.size();
    const float* x = l == 0 ? input.data() : activations.after[l - 1].data();
    float* t = is_output ? output_tangent.data() : activations.scratch[l].data();
    CurrentKernels().affine(num_samples, out, in, x, direction.data() + weight,
                            direction.data() + bias, Then::kNothing, t);
    if (l > 0) {
      CurrentKernels().multiply(Transposed::kNone, num_samples, out, in, t_below,
                                parameters.data() + weight, /*accumulate=*/true, t);
    }
    if (!is_output)
      TimesDerivative(layout.shape().activation, num_samples * out, activations.after[l].data(), t);
    t_below = t;
  }
}

}  // namespace gaitbench
