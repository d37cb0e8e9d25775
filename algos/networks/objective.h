// Objectives of one sample with their derivatives. The chain from an objective of the log density
// to the policy's parameters is written once (policy.h), so a new surrogate is ten lines here.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gaitbench {

// of one sample, to be maximized, and its derivative by the new log density
struct Surrogate {
  float value, by_log_prob;
};

// ratio x advantage: the plain policy-gradient surrogate (Kakade & Langford 2002; TRPO,
// PPO-NoClip).
inline Surrogate RatioSurrogate(float log_prob, float old_log_prob, float advantage) {
  const float ratio = std::exp(log_prob - old_log_prob);
  return {ratio * advantage, ratio * advantage};
}

// log density x advantage: REINFORCE (Williams 1992) and A2C.
inline Surrogate LogProbSurrogate(float log_prob, float advantage) {
  return {log_prob * advantage, advantage};
}

// What the clipped surrogate keeps the ratio within.
struct RatioBounds {
  float low, high;
};

// Schulman et al. 2017 (arXiv:1707.06347), equation 7.
inline Surrogate ClippedSurrogate(float log_prob, float old_log_prob, float advantage,
                                  const RatioBounds& bounds) {
  const float ratio = std::exp(log_prob - old_log_prob);
  const bool clipped = advantage > 0 ? ratio > bounds.high : ratio < bounds.low;
  if (clipped) return {(advantage > 0 ? bounds.high : bounds.low) * advantage, 0};
  return {ratio * advantage, ratio * advantage};
}
inline Surrogate ClippedSurrogate(float log_prob, float old_log_prob, float advantage,
                                  float clip_range) {
  return ClippedSurrogate(log_prob, old_log_prob, advantage,
                          RatioBounds{1 - clip_range, 1 + clip_range});
}

// of one sample, to be minimized, and its derivative by the new value
struct ValueLoss {
  float value, by_value;
};

inline ValueLoss SquaredError(float value, float target) {
  const float error = value - target;
  return {error * error, 2 * error};
}

// Huber's loss (1964) with threshold 1, scaled to agree with the squared error near 0.
inline ValueLoss HuberLoss(float value, float target) {
  const float error = value - target;
  if (std::abs(error) <= 1) return SquaredError(value, target);
  return {2 * std::abs(error) - 1, error > 0 ? 2.0f : -2.0f};
}

// The larger of the squared errors of V and of V kept within clip_range of the old V (Engstrom et
// al. 2020, item 1).
inline ValueLoss ClippedSquaredError(float value, float old_value, float target, float clip_range) {
  const ValueLoss plain = SquaredError(value, target);
  if (std::abs(value - old_value) <= clip_range) return plain;  // to the bit
  const float change = std::clamp(value - old_value, -clip_range, clip_range);
  const float kept = SquaredError(old_value + change, target).value;
  return kept > plain.value ? ValueLoss{kept, 0} : plain;  // NaN stays NaN
}

// The square of the larger signed error of the two, as in the first release of Engstrom et al.'s
// code.
inline ValueLoss MaxThenSquaredError(float value, float old_value, float target, float clip_range) {
  if (std::abs(value - old_value) <= clip_range) return SquaredError(value, target);  // to the bit
  const float change = std::clamp(value - old_value, -clip_range, clip_range);
  const float kept = old_value + change;
  return kept > value ? ValueLoss{SquaredError(kept, target).value, 0}
                      : SquaredError(value, target);  // NaN stays NaN
}

}  // namespace gaitbench
