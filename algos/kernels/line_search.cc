#include "algos/kernels/line_search.h"

namespace gaitbench {

LineSearchResult LineSearch(const LineSearchOptions& options, double predicted_gain,
                            const std::function<TrialStep(double scale)>& evaluate) {
  double scale = 1;
  for (int64_t i = 0; i < options.max_steps; ++i, scale *= options.shrink) {
    const TrialStep trial = evaluate(scale);
    // NaN in either fails a comparison, so it is refused
    const bool inside = trial.gain > 0 && trial.kl <= options.max_kl;
    if (inside && trial.gain / (scale * predicted_gain) > options.accept_ratio) return {scale, i};
  }
  return {0, options.max_steps};
}

}  // namespace gaitbench
