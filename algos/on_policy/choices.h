// The settings that are one of a few names; what each name does stands beside the setting in
// config.h.
#pragma once

#include <array>
#include <utility>

namespace gaitbench {

enum class StepRule { kPpo, kTrpo, kNpg };
constexpr auto Names(StepRule) {
  return std::array{std::pair{StepRule::kPpo, "ppo"}, std::pair{StepRule::kTrpo, "trpo"},
                    std::pair{StepRule::kNpg, "npg"}};
}

enum class Activation { kTanh, kRelu, kElu, kLeakyRelu };
constexpr auto Names(Activation) {
  return std::array{std::pair{Activation::kTanh, "tanh"}, std::pair{Activation::kRelu, "relu"},
                    std::pair{Activation::kElu, "elu"},
                    std::pair{Activation::kLeakyRelu, "leaky_relu"}};
}

enum class Initialization { kOrthogonal, kXavier, kHe, kLecun };
constexpr auto Names(Initialization) {
  return std::array{std::pair{Initialization::kOrthogonal, "orthogonal"},
                    std::pair{Initialization::kXavier, "xavier"},
                    std::pair{Initialization::kHe, "he"},
                    std::pair{Initialization::kLecun, "lecun"}};
}

enum class StdParametrization { kExp, kSoftplus };
constexpr auto Names(StdParametrization) {
  return std::array{std::pair{StdParametrization::kExp, "exp"},
                    std::pair{StdParametrization::kSoftplus, "softplus"}};
}

enum class ActionHandling { kRaw, kClipped, kSquashed };
constexpr auto Names(ActionHandling) {
  return std::array{std::pair{ActionHandling::kRaw, "raw"},
                    std::pair{ActionHandling::kClipped, "clipped"},
                    std::pair{ActionHandling::kSquashed, "squashed"}};
}

enum class RewardScaling { kNone, kReturns, kRewards };
constexpr auto Names(RewardScaling) {
  return std::array{std::pair{RewardScaling::kNone, "none"},
                    std::pair{RewardScaling::kReturns, "returns"},
                    std::pair{RewardScaling::kRewards, "rewards"}};
}

enum class Truncation { kTerminal, kBootstrap };
constexpr auto Names(Truncation) {
  return std::array{std::pair{Truncation::kTerminal, "terminal"},
                    std::pair{Truncation::kBootstrap, "bootstrap"}};
}

enum class CutoffBootstrap { kLastValue, kNextValue };
constexpr auto Names(CutoffBootstrap) {
  return std::array{std::pair{CutoffBootstrap::kLastValue, "last_value"},
                    std::pair{CutoffBootstrap::kNextValue, "next_value"}};
}

enum class AdvantageNormalization { kNone, kMinibatch, kRollout };
constexpr auto Names(AdvantageNormalization) {
  return std::array{std::pair{AdvantageNormalization::kNone, "none"},
                    std::pair{AdvantageNormalization::kMinibatch, "minibatch"},
                    std::pair{AdvantageNormalization::kRollout, "rollout"}};
}

enum class GradientClipping { kNone, kPolicy, kValue, kEach, kJoint };
constexpr auto Names(GradientClipping) {
  return std::array{
      std::pair{GradientClipping::kNone, "none"}, std::pair{GradientClipping::kPolicy, "policy"},
      std::pair{GradientClipping::kValue, "value"}, std::pair{GradientClipping::kEach, "each"},
      std::pair{GradientClipping::kJoint, "joint"}};
}

enum class ValueLossForm { kSquared, kHuber };
constexpr auto Names(ValueLossForm) {
  return std::array{std::pair{ValueLossForm::kSquared, "squared"},
                    std::pair{ValueLossForm::kHuber, "huber"}};
}

enum class ValueClipForm { kSquareThenMax, kMaxThenSquare };
constexpr auto Names(ValueClipForm) {
  return std::array{std::pair{ValueClipForm::kSquareThenMax, "square_then_max"},
                    std::pair{ValueClipForm::kMaxThenSquare, "max_then_square"}};
}

enum class PolicyObjective { kRatio, kLogProb, kKlPenalty };
constexpr auto Names(PolicyObjective) {
  return std::array{std::pair{PolicyObjective::kRatio, "ratio"},
                    std::pair{PolicyObjective::kLogProb, "log_prob"},
                    std::pair{PolicyObjective::kKlPenalty, "kl_penalty"}};
}

enum class ClipForm { kAdditive, kReciprocal };
constexpr auto Names(ClipForm) {
  return std::array{std::pair{ClipForm::kAdditive, "additive"},
                    std::pair{ClipForm::kReciprocal, "reciprocal"}};
}

enum class KlDirection { kOldNew, kNewOld };
constexpr auto Names(KlDirection) {
  return std::array{std::pair{KlDirection::kOldNew, "old_new"},
                    std::pair{KlDirection::kNewOld, "new_old"}};
}

}  // namespace gaitbench
