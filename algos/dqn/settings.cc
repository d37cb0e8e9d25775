#include "algos/dqn/settings.h"

#include <algorithm>

#include "algos/networks/num_weights.h"

namespace gaitbench {

void CheckSettings(const DqnSettings& settings, const std::string& where) {
  CheckReplay(settings, where);
  CheckNumWeights(settings.hidden_sizes, where + ".hidden_sizes");
}

double EpsilonAt(const DqnSettings& settings, int64_t num_steps) {
  if (num_steps < settings.warmup_steps) return 1;
  const double gone = static_cast<double>(num_steps - settings.warmup_steps) /
                      static_cast<double>(settings.epsilon_steps);
  const double share = std::clamp(gone, 0.0, 1.0);
  return (1 - share) * settings.epsilon_start + share * settings.epsilon_end;
}

}  // namespace gaitbench
