// The settings of on-policy learners that are one of a few names; what each name does stands beside
// the setting in settings.h.
#pragma once

#include <array>
#include <utility>

namespace gaitbench {

enum class StepRule { kPpo, kTrpo, kNpg };
constexpr auto Names(StepRule) {
  return std::array{std::pair{StepRule::kPpo, "ppo"}, std::pair{StepRule::kTrpo, "trpo"},
                    std::pair{StepRule::kNpg, "npg"}};
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

enum class ValueTarget { kLambdaReturn, kReturn };
constexpr auto Names(ValueTarget) {
  return std::array{std::pair{ValueTarget::kLambdaReturn, "lambda_return"},
                    std::pair{ValueTarget::kReturn, "return"}};
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

enum class PolicyObjective { kRatio, kLogProb, kKlPenalty, kTrajectoryRatio };
constexpr auto Names(PolicyObjective) {
  return std::array{std::pair{PolicyObjective::kRatio, "ratio"},
                    std::pair{PolicyObjective::kLogProb, "log_prob"},
                    std::pair{PolicyObjective::kKlPenalty, "kl_penalty"},
                    std::pair{PolicyObjective::kTrajectoryRatio, "trajectory_ratio"}};
}

enum class ClipForm { kAdditive, kReciprocal };
constexpr auto Names(ClipForm) {
  return std::array{std::pair{ClipForm::kAdditive, "additive"},
                    std::pair{ClipForm::kReciprocal, "reciprocal"}};
}

enum class DerivativesBy { kWrittenOut, kAutograd };
constexpr auto Names(DerivativesBy) {
  return std::array{std::pair{DerivativesBy::kWrittenOut, "written_out"},
                    std::pair{DerivativesBy::kAutograd, "autograd"}};
}

}  // namespace gaitbench
