#include "algos/networks/mlp.h"

#include <gtest/gtest.h>

#include "tests/algos/autograd.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

struct Case {
  MlpShape shape;
  int64_t num_samples;
};

std::string_view NameOf(Activation activation) {
  for (const auto& [value, name] : Names(activation)) {
    if (value == activation) return name;
  }
  return "?";
}

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.shape.inputs;
  for (int64_t units : c.shape.hidden) *out << "-" << units;
  *out << "-" << c.shape.outputs << " " << NameOf(c.shape.activation) << " x" << c.num_samples;
}

// One network with random parameters and input, and its activations.
class MlpTest : public testing::TestWithParam<Case> {
 protected:
  MlpTest()
      : num_samples(GetParam().num_samples),
        layout(GetParam().shape),
        parameters(RandomFloats(layout.num_parameters(), stream, 0.2)),
        input(RandomFloats(num_samples * layout.shape().inputs, stream)),
        activations(layout, num_samples) {
    Forward(layout, parameters, input, activations);
  }

  int64_t num_outputs() const { return num_samples * layout.shape().outputs; }
  at::Tensor Expected(const at::Tensor& flat) const {
    return NetworkOf(layout, flat, ToDouble(input, {num_samples, layout.shape().inputs}));
  }
  std::vector<float> BackwardOf(const std::vector<float>& by_output) {
    std::vector<float> gradient(layout.num_parameters(), NAN);  // Backward overwrites
    Backward(layout, parameters, input, by_output, activations, gradient);
    return gradient;
  }
  std::vector<float> JvpOf(const std::vector<float>& direction) {
    std::vector<float> tangent(num_outputs(), NAN);
    Jvp(layout, parameters, input, direction, activations, tangent);
    return tangent;
  }

  RandomStream stream{1};
  int64_t num_samples;
  MlpLayout layout;
  std::vector<float> parameters, input;
  MlpActivations activations;
};

class JvpTest : public MlpTest {};

TEST_P(MlpTest, OutputIsTheNetworksInDouble) {
  EXPECT_LT(RelativeError(activations.output(), Expected(Leaf(parameters))), 2e-6);
}

TEST_P(MlpTest, GradientIsAutograds) {
  const std::vector<float> by_output = RandomFloats(num_outputs(), stream);
  const at::Tensor flat = Leaf(parameters);
  const at::Tensor output = Expected(flat);
  const at::Tensor expected =
      GradientOf((output * ToDouble(by_output, output.sizes())).sum(), flat);
  EXPECT_LT(RelativeError(BackwardOf(by_output), expected),
            2e-6);  // float32 rounding of sums over the samples
}

// each weight matrix and bias by itself, so that a small one cannot hide behind a large one
TEST_P(MlpTest, GradientOfEachLayerIsAutograds) {
  const std::vector<float> by_output = RandomFloats(num_outputs(), stream);
  const at::Tensor flat = Leaf(parameters);
  const at::Tensor output = Expected(flat);
  const at::Tensor expected =
      GradientOf((output * ToDouble(by_output, output.sizes())).sum(), flat);
  const std::vector<float> gradient = BackwardOf(by_output);
  for (const auto& layer : layout.layers()) {
    const auto error_of = [&](int64_t offset, int64_t size) {
      return RelativeError(std::span(gradient).subspan(offset, size),
                           expected.narrow(0, offset, size));
    };
    EXPECT_LT(error_of(layer.weight, layer.in * layer.out), 4e-6);
    EXPECT_LT(error_of(layer.bias, layer.out), 4e-6);
    if (!layout.IsNormalized(layer)) continue;
    EXPECT_LT(error_of(layout.GainOf(layer), layer.out), 4e-6);
    EXPECT_LT(error_of(layout.ShiftOf(layer), layer.out), 4e-6);
  }
}

TEST_P(MlpTest, InputGradientIsAutograds) {
  const std::vector<float> by_output = RandomFloats(num_outputs(), stream);
  const int64_t num_inputs = layout.shape().inputs;
  const at::Tensor x = ToDouble(input, {num_samples, num_inputs}).requires_grad_();
  const at::Tensor output = NetworkOf(layout, Leaf(parameters).detach(), x);
  const at::Tensor expected = GradientOf((output * ToDouble(by_output, output.sizes())).sum(), x);
  for (int64_t first : {int64_t{0}, num_inputs - 2}) {
    std::vector<float> gradient(num_samples * (num_inputs - first), NAN);
    InputGradient(layout, parameters, input, by_output, first, activations, gradient);
    EXPECT_LT(RelativeError(gradient, expected.slice(1, first)), 3e-6);
  }
}

// <u, J v> = <J^T u, v>
TEST_P(JvpTest, JvpIsTheTransposeOfBackward) {
  const std::vector<float> u = RandomFloats(num_outputs(), stream);
  const std::vector<float> v = RandomFloats(layout.num_parameters(), stream);
  const at::Tensor tangent = ToDouble(JvpOf(v), {num_outputs()});
  const at::Tensor by_parameters = ToDouble(BackwardOf(u), {layout.num_parameters()});
  const at::Tensor u_double = ToDouble(u, {num_outputs()});
  const double left = Item(u_double.dot(tangent));
  const double right = Item(by_parameters.dot(ToDouble(v, {layout.num_parameters()})));
  EXPECT_NEAR(left, right, 1e-6 * Item(u_double.norm() * tangent.norm()));
}

TEST_P(JvpTest, JvpIsTheFiniteDifference) {
  const std::vector<float> v = RandomFloats(layout.num_parameters(), stream);
  const at::Tensor flat = ToDouble(parameters, {layout.num_parameters()});
  const at::Tensor direction = ToDouble(v, {layout.num_parameters()});
  constexpr double kStep = 1e-8;  // short, so that no unit crosses its kink
  const at::Tensor difference =
      (Expected(flat + kStep * direction) - Expected(flat - kStep * direction)) / (2 * kStep);
  EXPECT_LT(RelativeError(JvpOf(v), difference), 2e-6);
}

constexpr auto kTanh = Activation::kTanh, kRelu = Activation::kRelu, kElu = Activation::kElu,
               kLeakyRelu = Activation::kLeakyRelu;

const auto kRobots =
    testing::Values(Case{{11, {64, 64}, 3, kTanh}, 64}, Case{{17, {64, 64}, 6, kTanh}, 64},
                    Case{{376, {64, 64}, 17, kTanh}, 64}, Case{{11, {64, 64}, 1, kTanh}, 2048},
                    Case{{11, {64, 64}, 3, kTanh}, 1}, Case{{11, {64, 64}, 3, kRelu}, 64},
                    Case{{376, {64, 64}, 17, kRelu}, 64});
const auto kActivations = testing::Values(
    Case{{11, {64, 64}, 3, kElu}, 64}, Case{{376, {64, 64}, 17, kElu}, 64},
    Case{{11, {64, 64}, 3, kLeakyRelu}, 64}, Case{{376, {64, 64}, 17, kLeakyRelu}, 64});
const auto kDepths =
    testing::Values(Case{{11, {}, 3, kTanh}, 64}, Case{{11, {32}, 3, kTanh}, 64},
                    Case{{11, {32}, 3, kRelu}, 64}, Case{{11, {64, 64, 64}, 3, kTanh}, 64},
                    Case{{17, {64, 64, 64}, 6, kRelu}, 65}, Case{{5, {7, 3}, 2, kTanh}, 9});
const auto kNormalized = testing::Values(
    Case{{14, {256, 256}, 1, kRelu, /*layer_normalization=*/true}, 256},
    Case{{14, {64, 64}, 1, kRelu, true}, 128}, Case{{5, {7, 3}, 2, kTanh, true}, 9});

INSTANTIATE_TEST_SUITE_P(Robots, MlpTest, kRobots);
INSTANTIATE_TEST_SUITE_P(Activations, MlpTest, kActivations);
INSTANTIATE_TEST_SUITE_P(Depths, MlpTest, kDepths);
INSTANTIATE_TEST_SUITE_P(Normalized, MlpTest, kNormalized);
INSTANTIATE_TEST_SUITE_P(Robots, JvpTest, kRobots);
INSTANTIATE_TEST_SUITE_P(Activations, JvpTest, kActivations);
INSTANTIATE_TEST_SUITE_P(Depths, JvpTest, kDepths);

TEST(MlpTest, NormalizedLayersHaveNoTangent) {
  const MlpLayout layout({1, {1}, 1, kRelu, true});
  EXPECT_EQ(layout.num_parameters(), 2 + 2 + 2);
  MlpActivations activations(layout, 1);
  std::vector<float> parameters(6), x(1), tangent(1);
  Forward(layout, parameters, x, activations);
  EXPECT_THROW(Jvp(layout, parameters, x, parameters, activations, tangent), std::logic_error);
}

// as PyTorch's
TEST(MlpTest, LeakyReluAtZeroHasTheSmallSlope) {
  const MlpLayout layout({1, {1}, 1, kLeakyRelu});
  MlpActivations activations(layout, 1);
  const std::vector<float> parameters = {1, 0, 1, 0};
  const std::vector<float> zero = {0}, one = {1};
  std::vector<float> gradient(4);
  Forward(layout, parameters, zero, activations);
  Backward(layout, parameters, zero, one, activations, gradient);
  EXPECT_EQ(gradient, (std::vector<float>{0, 0.01f, 0, 1}));
}

// relu at exactly 0 has derivative 0, and NaN does not become 0
TEST(MlpTest, ReluKeepsNanAndStopsAtZero) {
  const MlpLayout layout({1, {1}, 1, kRelu});
  MlpActivations activations(layout, 1);
  const std::vector<float> parameters = {1, 0, 1, 0};  // weight, bias, weight, bias
  const std::vector<float> zero = {0}, not_a_number = {NAN}, one = {1};
  std::vector<float> gradient(4);
  Forward(layout, parameters, zero, activations);
  Backward(layout, parameters, zero, one, activations, gradient);
  EXPECT_EQ(gradient, (std::vector<float>{0, 0, 0, 1}));
  Forward(layout, parameters, not_a_number, activations);
  EXPECT_TRUE(std::isnan(activations.output()[0]));
}

// The message of the logic_error that a call throws; empty without one.
template <class Call>
std::string ErrorOf(Call&& call) {
  try {
    call();
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

TEST(MlpTest, EveryWrongSizeIsAnErrorWithBothNumbers) {
  const MlpLayout layout({3, {4}, 2, kTanh});  // 3 x 4 + 4 + 4 x 2 + 2 = 26 parameters
  MlpActivations activations(layout, 5);
  using Floats = std::vector<float>;
  const Floats parameters(26), two_inputs(6);
  Floats gradient(26), output(4);
  const auto forward = [&](size_t num_parameters, size_t num_inputs) {
    return ErrorOf(
        [&] { Forward(layout, Floats(num_parameters), Floats(num_inputs), activations); });
  };
  EXPECT_EQ(forward(25, 6), "parameters: 25 numbers where 26 belong");
  EXPECT_EQ(forward(26, 7), "input: 7 numbers are no rows of 3");
  EXPECT_EQ(forward(26, 18), "samples: 6 where 5 fit");
  EXPECT_EQ(forward(26, 15), "");
  ASSERT_EQ(forward(26, 6), "");
  EXPECT_EQ(activations.output().size(), 4);
  const auto backward = [&](size_t num_inputs, size_t num_outputs, size_t num_parameters) {
    Floats result(num_parameters);
    return ErrorOf([&] {
      Backward(layout, parameters, Floats(num_inputs), Floats(num_outputs), activations, result);
    });
  };
  EXPECT_EQ(backward(9, 4, 26), "input of these activations: 9 numbers where 6 belong");
  EXPECT_EQ(backward(6, 5, 26), "output gradient: 5 numbers where 4 belong");
  EXPECT_EQ(backward(6, 4, 27), "gradient: 27 numbers where 26 belong");
  EXPECT_EQ(backward(6, 4, 26), "");
  const auto jvp = [&](size_t num_inputs, size_t num_directions, size_t num_outputs) {
    Floats result(num_outputs);
    return ErrorOf([&] {
      Jvp(layout, parameters, Floats(num_inputs), Floats(num_directions), activations, result);
    });
  };
  EXPECT_EQ(jvp(3, 26, 4), "input of these activations: 3 numbers where 6 belong");
  EXPECT_EQ(jvp(6, 24, 4), "direction: 24 numbers where 26 belong");
  EXPECT_EQ(jvp(6, 26, 2), "output tangent: 2 numbers where 4 belong");
  EXPECT_EQ(jvp(6, 26, 4), "");
}

}  // namespace
}  // namespace gaitbench
