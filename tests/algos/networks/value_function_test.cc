#include "algos/networks/value_function.h"

#include <gtest/gtest.h>

#include "tests/algos/autograd.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

constexpr float kClipRange = 0.2f;

class ValueFunctionTest : public testing::TestWithParam<int64_t> {
 protected:
  static constexpr int64_t kSamples = 64;

  ValueFunctionTest() : value_function(PolicySettings{}, GetParam(), kSamples, stream) {
    Randomize(value_function, stream, 0.1);
    observation = RandomFloats(kSamples * GetParam(), stream);
    const std::span<const float> value = value_function.Values(observation);
    for (int64_t b = 0; b < kSamples; ++b) {
      // old values within, above and below the range; targets on both sides
      old_value.push_back(value[b] + static_cast<float>(0.3 * stream.Normal()));
      target.push_back(value[b] + static_cast<float>(stream.Normal()));
    }
  }

  at::Tensor ValueOf(const at::Tensor& parameters) const {
    return NetworkOf(value_function.layout(), parameters,
                     ToDouble(observation, {kSamples, GetParam()}))
        .squeeze(1);
  }
  template <class LossOf, class Objective>
  void ExpectGradient(LossOf&& loss, Objective&& objective) {
    std::vector<float> gradient(value_function.parameters().size(), NAN);
    const double mean = value_function.Gradient(observation, loss, gradient);
    const at::Tensor flat = Leaf(value_function.parameters());
    const at::Tensor expected = objective(flat);
    EXPECT_NEAR(mean, Item(expected), 1e-6 * Item(expected));
    EXPECT_LT(RelativeError(gradient, GradientOf(expected, flat)), 2e-6);

    const at::Tensor point = flat.detach();
    const at::Tensor direction = ToDouble(RandomFloats(point.size(0), stream), point.sizes());
    constexpr double kStep = 1e-7;  // short, so that no sample crosses a bound
    const double difference =
        Item(objective(point + kStep * direction) - objective(point - kStep * direction)) /
        (2 * kStep);
    const at::Tensor written_out = ToDouble(gradient, point.sizes());
    EXPECT_NEAR(Item(written_out.dot(direction)), difference,
                2e-6 * Item(written_out.norm() * direction.norm()));
  }

  RandomStream stream{1};
  ValueFunction value_function;
  std::vector<float> observation, old_value, target;
};

TEST_P(ValueFunctionTest, GradientOfTheSquaredErrorIsAutograds) {
  ExpectGradient([&](float value, int64_t b) { return SquaredError(value, target[b]); },
                 [&](const at::Tensor& flat) {
                   return (ValueOf(flat) - ToDouble(target, {kSamples})).square().mean();
                 });
}

TEST_P(ValueFunctionTest, GradientOfHubersLossIsAutograds) {
  ExpectGradient([&](float value, int64_t b) { return HuberLoss(value, target[b]); },
                 [&](const at::Tensor& flat) {
                   return 2 * at::huber_loss(ValueOf(flat), ToDouble(target, {kSamples}));
                 });
}

TEST_P(ValueFunctionTest, GradientOfTheClippedSquaredErrorIsAutograds) {
  ExpectGradient(
      [&](float value, int64_t b) {
        return ClippedSquaredError(value, old_value[b], target[b], kClipRange);
      },
      [&](const at::Tensor& flat) {
        const at::Tensor v = ValueOf(flat), t = ToDouble(target, {kSamples}),
                         old = ToDouble(old_value, {kSamples});
        const at::Tensor kept = old + (v - old).clamp(-double{kClipRange}, double{kClipRange});
        EXPECT_GT(((kept - t).square() > (v - t).square()).sum().item<int64_t>(), 3);
        return at::max((v - t).square(), (kept - t).square()).mean();
      });
}

TEST_P(ValueFunctionTest, GradientOfTheMaxThenSquaredErrorIsAutograds) {
  ExpectGradient(
      [&](float value, int64_t b) {
        return MaxThenSquaredError(value, old_value[b], target[b], kClipRange);
      },
      [&](const at::Tensor& flat) {
        const at::Tensor v = ValueOf(flat), t = ToDouble(target, {kSamples}),
                         old = ToDouble(old_value, {kSamples});
        const at::Tensor kept = old + (v - old).clamp(-double{kClipRange}, double{kClipRange});
        EXPECT_GT((kept > v).sum().item<int64_t>(), 3);
        return at::max(v - t, kept - t).square().mean();
      });
}

TEST(ValueFunctionSizesTest, TheValueFunctionHasItsOwnLayersOrThePolicys) {
  PolicySettings config;
  config.hidden_sizes = {16, 8};
  RandomStream stream({1});
  using Sizes = std::vector<int64_t>;
  EXPECT_EQ(ValueFunction(config, 5, 1, stream).layout().shape().hidden, (Sizes{16, 8}));
  config.value_hidden_sizes = {32};
  EXPECT_EQ(ValueFunction(config, 5, 1, stream).layout().shape().hidden, Sizes{32});
  EXPECT_EQ(ValueFunction(config, 5, 1, stream).parameters().size(), 5u * 32 + 32 + 32 + 1);
  EXPECT_EQ(Policy(config, 5, 2, 1, stream).layout().shape().hidden, (Sizes{16, 8}));
}

INSTANTIATE_TEST_SUITE_P(Robots, ValueFunctionTest, testing::Values(11, 17, 376));

TEST(ValueFunctionSizesTest, MoreSamplesThanItsCapacityAreAnError) {
  RandomStream stream({1});
  ValueFunction value_function(PolicySettings{}, 3, 4, stream);
  const auto loss = [](float value, int64_t) { return SquaredError(value, 0); };
  std::vector<float> gradient(value_function.parameters().size()), short_one(5);
  EXPECT_EQ(value_function.Values(std::vector<float>(12)).size(), 4);
  EXPECT_THROW(value_function.Values(std::vector<float>(15)), std::logic_error);
  EXPECT_THROW(value_function.Gradient(std::vector<float>(15), loss, gradient), std::logic_error);
  EXPECT_THROW(value_function.Gradient(std::vector<float>(3), loss, short_one), std::logic_error);
  EXPECT_NO_THROW(value_function.Gradient(std::vector<float>(3), loss, gradient));
}

}  // namespace
}  // namespace gaitbench
