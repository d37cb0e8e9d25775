#include "algos/networks/action_handling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace gaitbench {
namespace {

const std::vector<double> kBounds = {-1, 1, -0.4, 0.8};  // [A,2]
const std::vector<float> kActions = {2, -3, 0.5f, 0, -7, 9};

std::vector<float> Handled(ActionHandling handling) {
  std::vector<float> result(kActions.size());
  HandleActions(handling, kBounds, kActions, result);
  return result;
}

TEST(ActionHandlingTest, RawActionsAreLeftAlone) {
  EXPECT_EQ(Handled(ActionHandling::kRaw), kActions);
}

TEST(ActionHandlingTest, ClippedActionsStayWithinTheBoundsOfTheirDimension) {
  EXPECT_EQ(Handled(ActionHandling::kClipped), (std::vector<float>{1, -0.4f, 0.5f, 0, -1, 0.8f}));
}

TEST(ActionHandlingTest, SquashedActionsAreTanhScaledToTheBounds) {
  const std::vector<float> result = Handled(ActionHandling::kSquashed);
  for (size_t i = 0; i < result.size(); ++i) {
    const double low = kBounds[2 * (i % 2)], high = kBounds[2 * (i % 2) + 1];
    EXPECT_NEAR(result[i], low + (high - low) * (std::tanh(kActions[i]) + 1) / 2, 1e-6);
  }
}

TEST(ActionHandlingTest, UnitActionsAreScaledLinearlyToTheBoundsOfTheirDimension) {
  const std::vector<double> bounds = {-3, 3, 0, 10};
  std::vector<float> result(6);
  ScaleActions(bounds, std::vector<float>{-1, -1, 0, 0, 1, 0.5f}, result);
  EXPECT_EQ(result, (std::vector<float>{-3, 0, 0, 5, 3, 7.5f}));
}

}  // namespace
}  // namespace gaitbench
