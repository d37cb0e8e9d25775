// Backtracking line search of a trust-region step: tries scale = 1, shrink, shrink^2, ... and takes
// the first that gains, stays inside the region, and gains at least accept_ratio of what the linear
// model predicts.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace gaitbench {

struct LineSearchOptions {
  int64_t max_steps;
  double shrink;
  double accept_ratio;
  double max_kl;  // nats
};

// of a trial at some scale
struct TrialStep {
  double gain;  // surrogate minus the old policy's
  double kl;    // nats
};

enum class LineSearchStatus {
  kAccepted,
  kRefused,    // every trial
  kNoAscent,   // nothing was tried: the linear model predicts no gain
  kNotFinite,  // the predicted gain, or the last trial's gain or KL
};

struct LineSearchResult {
  double scale = 0;        // 0: none was accepted
  int64_t backtracks = 0;  // trials refused; max_steps where none was accepted
  LineSearchStatus status;
  std::string message;  // the status with its numbers
};

// predicted_gain: of the full step, by the linear model.
LineSearchResult LineSearch(const LineSearchOptions& options, double predicted_gain,
                            const std::function<TrialStep(double scale)>& evaluate);

}  // namespace gaitbench
