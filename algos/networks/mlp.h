// A multilayer perceptron with its parameters in one flat buffer and its derivatives written out:
// no graph is built, so one run costs what its arithmetic costs. Tests hold it to autograd in
// float64.
//
// Axes: B samples, I inputs, H hidden units, O outputs, P parameters. Matrices are row-major.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace gaitbench {

enum class Activation { kTanh, kRelu, kElu, kLeakyRelu };
constexpr auto Names(Activation) {
  return std::array{std::pair{Activation::kTanh, "tanh"}, std::pair{Activation::kRelu, "relu"},
                    std::pair{Activation::kElu, "elu"},
                    std::pair{Activation::kLeakyRelu, "leaky_relu"}};
}

struct MlpShape {
  int64_t inputs;
  std::vector<int64_t> hidden;
  int64_t outputs;
  Activation activation = Activation::kTanh;
  bool layer_normalization = false;  // of each hidden layer, before its activation
};

// Where each layer's weight [in,out] and bias [out] lie in the flat buffer, in floats; with layer
// normalization, gain [out] and shift [out] of each hidden layer too.
class MlpLayout {
 public:
  explicit MlpLayout(const MlpShape& shape);

  struct Layer {
    int64_t in, out, weight, bias;  // sizes, then offsets
  };
  const std::vector<Layer>& layers() const { return layers_; }
  const MlpShape& shape() const { return shape_; }
  bool IsNormalized(const Layer& layer) const {
    return shape_.layer_normalization && &layer != &layers_.back();
  }
  static int64_t GainOf(const Layer& layer) { return layer.bias + layer.out; }
  static int64_t ShiftOf(const Layer& layer) { return GainOf(layer) + layer.out; }
  int64_t num_parameters() const { return size_; }  // P
  // The hidden layers' parameters come first; the last layer, the head, begins here.
  int64_t head() const { return layers_.back().weight; }

 private:
  MlpShape shape_;
  std::vector<Layer> layers_;
  int64_t size_ = 0;
};

// What Forward keeps for Backward and Jvp; made once, used for every minibatch of at most
// max_samples.
struct MlpActivations {
  MlpActivations(const MlpLayout& layout, int64_t max_samples);

  static int64_t Bytes(const MlpLayout& layout, int64_t max_samples);

  int64_t max_samples, num_outputs;       // capacity; O
  int64_t num_samples = 0;                // B, of the last Forward
  std::vector<std::vector<float>> after;  // per layer [B,out]: hidden units after activation, then
                                          // the output
  std::vector<std::vector<float>> scratch;  // per layer [B,out]
  // of layer normalization, per hidden layer: rows before gain and shift [B,out], and one over each
  // row's deviation [B]
  std::vector<std::vector<float>> normalized, inverse_deviation;

  // [B,O]
  std::span<float> output() { return std::span(after.back()).first(num_samples * num_outputs); }
};

// The sizes of all spans are checked: they are exactly what is said here, and B is at most
// max_samples.

// parameters [P], input [B,I] -> activations.output() [B,O]
void Forward(const MlpLayout& layout, std::span<const float> parameters,
             std::span<const float> input, MlpActivations& activations);

// d objective / d parameters, given d objective / d output [B,O] and the activations of the same
// input. Overwrites `gradient` [P].
void Backward(const MlpLayout& layout, std::span<const float> parameters,
              std::span<const float> input, std::span<const float> output_gradient,
              MlpActivations& activations, std::span<float> gradient);

// d objective / d input from column `first_input` on, [B,I - first_input], into input_gradient; the
// parameters are held fixed.
void InputGradient(const MlpLayout& layout, std::span<const float> parameters,
                   std::span<const float> input, std::span<const float> output_gradient,
                   int64_t first_input, MlpActivations& activations,
                   std::span<float> input_gradient);

// Directional derivative of the output along `direction` [P]: J v [B,O] (Pearlmutter 1994), into
// output_tangent. With Backward (J^T u) it makes the Fisher-vector product J^T M J v.
// Networks with layer normalization have none, a std::logic_error.
void Jvp(const MlpLayout& layout, std::span<const float> parameters, std::span<const float> input,
         std::span<const float> direction, MlpActivations& activations,
         std::span<float> output_tangent);

}  // namespace gaitbench
