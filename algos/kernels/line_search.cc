#include "algos/kernels/line_search.h"

#include <fmt/format.h>

#include <cmath>

namespace gaitbench {

LineSearchResult LineSearch(const LineSearchOptions& options, double predicted_gain,
                            const std::function<TrialStep(double scale)>& evaluate) {
  using enum LineSearchStatus;
  if (!std::isfinite(predicted_gain) || predicted_gain <= 0) {
    return {.backtracks = options.max_steps,
            .status = std::isfinite(predicted_gain) ? kNoAscent : kNotFinite,
            .message = fmt::format("predicted gain {:.3g}", predicted_gain)};
  }
  double scale = 1;
  TrialStep trial{};
  for (int64_t i = 0; i < options.max_steps; ++i, scale *= options.shrink) {
    trial = evaluate(scale);
    // NaN in either fails a comparison, so it is refused
    const bool inside = trial.gain > 0 && trial.kl <= options.max_kl;
    if (inside && trial.gain / (scale * predicted_gain) > options.accept_ratio) {
      return {scale, i, kAccepted,
              fmt::format("gain {:.3g}, KL {:.3g} at scale {:.3g}", trial.gain, trial.kl, scale)};
    }
  }
  const bool finite = std::isfinite(trial.gain) && std::isfinite(trial.kl);
  return {.backtracks = options.max_steps,
          .status = finite ? kRefused : kNotFinite,
          .message = fmt::format("gain {:.3g}, KL {:.3g} in the last of {} trials", trial.gain,
                                 trial.kl, options.max_steps)};
}

}  // namespace gaitbench
