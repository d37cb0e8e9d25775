#include "algos/on_policy/family.h"

#include <algorithm>
#include <cmath>

#include "algos/on_policy/actor.h"
#include "algos/on_policy/autograd_library.h"
#include "algos/on_policy/on_policy_learner.h"
#include "algos/on_policy/presets.h"

namespace gaitbench {
namespace {

OnPolicySettings Shortened(const OnPolicySettings& settings) {
  constexpr int64_t kSamples = 256;
  OnPolicySettings shortened = settings;
  shortened.horizon = std::clamp<int64_t>(kSamples / settings.num_envs, 2, settings.horizon);
  const double share =
      static_cast<double>(shortened.horizon) / static_cast<double>(settings.horizon);
  for (int64_t* minibatches : {&shortened.value_minibatches, &shortened.policy_minibatches}) {
    *minibatches = std::max<int64_t>(1, std::lround(share * static_cast<double>(*minibatches)));
  }
  return shortened;
}

nlohmann::ordered_json Libraries(const OnPolicySettings& settings) {
  if (settings.derivatives != DerivativesBy::kAutograd) return nlohmann::ordered_json::object();
  return {{"libtorch", LoadAutograd().libtorch_version}};
}

}  // namespace

const Family& OnPolicyFamily() {
  static const Family family = MakeFamily(FamilyOf<OnPolicySettings>{
      .name = "on_policy",
      .meaning = "learners that act with their policy and learn from what it did: PPO, TRPO, A2C",
      .letters =
          "E: Engstrom et al. 2020 (arXiv:2005.12729), with the number of its section 3 list, "
          "and its code; S: Schulman et al. 2017 (arXiv:1707.06347); T: Schulman et al. 2015 "
          "(arXiv:1502.05477); A: Andrychowicz et al. 2020 (arXiv:2006.05990); P: Pardo et "
          "al. 2018 (arXiv:1712.00378); ours: chosen here",
      .presets = OnPolicyPresets(),
      .check = CheckSettings,
      .env_steps_per_iteration =
          [](const OnPolicySettings& settings) { return settings.horizon * settings.num_envs; },
      .shortened = Shortened,
      .libraries = Libraries,
      .make_learner = MakeLearner<OnPolicyLearner, OnPolicySettings>,
      .read_actor = ReadGaussianActor});
  return family;
}

}  // namespace gaitbench
