// The named choices of an off-policy learner.
#pragma once

#include <array>
#include <utility>

namespace gaitbench {

enum class ActorKind { kDeterministic, kSquashedGaussian };
constexpr auto Names(ActorKind) {
  return std::array{std::pair{ActorKind::kDeterministic, "deterministic"},
                    std::pair{ActorKind::kSquashedGaussian, "squashed_gaussian"}};
}

// What bounds the actor's log standard deviation.
enum class LogStdBound { kClamped, kScaled };
constexpr auto Names(LogStdBound) {
  return std::array{std::pair{LogStdBound::kClamped, "clamped"},
                    std::pair{LogStdBound::kScaled, "scaled"}};
}

enum class EntropyTerm { kNone, kFixed, kLearned };
constexpr auto Names(EntropyTerm) {
  return std::array{std::pair{EntropyTerm::kNone, "none"}, std::pair{EntropyTerm::kFixed, "fixed"},
                    std::pair{EntropyTerm::kLearned, "learned"}};
}

// Which critic the actor climbs, where there are two.
enum class ClimbedCritic { kFirst, kSmaller };
constexpr auto Names(ClimbedCritic) {
  return std::array{std::pair{ClimbedCritic::kFirst, "first"},
                    std::pair{ClimbedCritic::kSmaller, "smaller"}};
}

enum class ExplorationNoise { kNone, kGaussian, kOrnsteinUhlenbeck };
constexpr auto Names(ExplorationNoise) {
  return std::array{std::pair{ExplorationNoise::kNone, "none"},
                    std::pair{ExplorationNoise::kGaussian, "gaussian"},
                    std::pair{ExplorationNoise::kOrnsteinUhlenbeck, "ornstein_uhlenbeck"}};
}

}  // namespace gaitbench
