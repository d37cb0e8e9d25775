#include "algos/derivative_free/family.h"

#include <algorithm>

#include "algos/derivative_free/derivative_free_learner.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

// The paper's robots are paid for moving, and without their healthy_reward scores say so. A pole
// that is balanced gains by it alone.
bool GainsByHealthAlone(const std::string& robot) {
  return std::ranges::any_of(Tasks(), [&](const Task& task) {
    const auto gains = [&](Quantity quantity) {
      return std::ranges::find(task.reward.gains, quantity) != task.reward.gains.end();
    };
    return task.robot == robot && gains(Quantity::kHealthyReward) &&
           !gains(Quantity::kForwardReward) && !gains(Quantity::kHeightReward);
  });
}

// Mania et al. 2018, table 9, V2-t on Hopper, as in the RL Zoo of Stable-Baselines3
DerivativeFreeSettings ArsV2t(const std::string& robot) {
  DerivativeFreeSettings settings;
  settings.score_healthy_reward = GainsByHealthAlone(robot);
  return settings;
}

// The same table, V1 on Swimmer
DerivativeFreeSettings ArsV1(const std::string& robot) {
  DerivativeFreeSettings settings = ArsV2t(robot);
  settings.observation_normalization = false;
  settings.directions = settings.top_directions = 1;
  settings.step_size = 0.02;
  settings.direction_std = 0.01;
  return settings;
}

// Szita & Lorincz 2006's form with deviations for normalized observations
DerivativeFreeSettings CrossEntropy(const std::string& robot) {
  DerivativeFreeSettings settings;
  settings.method = SearchMethod::kCem;
  settings.score_healthy_reward = GainsByHealthAlone(robot);
  return settings;
}

DerivativeFreeSettings Shortened(const DerivativeFreeSettings& settings) {
  constexpr int64_t kEnvSteps = 512;
  DerivativeFreeSettings shortened = settings;
  shortened.iteration_steps = 0;
  shortened.horizon = std::clamp<int64_t>(kEnvSteps / NumCandidates(settings), 1, settings.horizon);
  return shortened;
}

constexpr auto kScoreSource = "M; on pendulums ours";

// Parameters of all candidates as they are proposed, kept and tried.
int64_t CandidateBytes(const DerivativeFreeSettings& settings, const BatchedEnv& env, int64_t) {
  constexpr int64_t kBytes = 2 * sizeof(double) + sizeof(float);
  return NumCandidates(settings) * LayoutOf(settings, env).num_parameters() * kBytes;
}

}  // namespace

const Family& DerivativeFreeFamily() {
  static const Family family = MakeFamily(FamilyOf<DerivativeFreeSettings>{
      .name = "derivative_free",
      .meaning = "learners that try parameters and keep what does well: random search, CEM",
      .letters = "M: Mania et al. 2018 (arXiv:1803.07055) and its code; R: Rubinstein & Kroese "
                 "2004, The Cross-Entropy Method; L: Szita & Lorincz 2006, Neural Computation "
                 "18(12); ours: chosen here",
      .presets = {{"ars",
                   "augmented random search over a linear policy, V2-t: normalized observations, "
                   "the best directions only",
                   ArsV2t,
                   {{"", "M, table 9"}, {"score_healthy_reward", kScoreSource}}},
                  {"ars_v1",
                   "its simplest form: one direction, observations as they are",
                   ArsV1,
                   {{"", "M, table 9"}, {"score_healthy_reward", kScoreSource}}},
                  {"cem",
                   "cross-entropy method over a linear policy",
                   CrossEntropy,
                   {{"score_healthy_reward", "ours, as ars"}}}},
      .check = CheckSettings,
      .env_steps_per_iteration = EnvStepsPerIteration,
      .shortened = Shortened,
      .bytes_held = CandidateBytes,
      .make_learner = MakeLearner<DerivativeFreeLearner, DerivativeFreeSettings>,
      .read_actor = ReadSearchedActor});
  return family;
}

}  // namespace gaitbench
