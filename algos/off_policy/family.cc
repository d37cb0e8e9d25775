#include "algos/off_policy/family.h"

#include "algos/off_policy/actor.h"
#include "algos/off_policy/off_policy_learner.h"
#include "algos/off_policy/presets.h"

namespace gaitbench {
namespace {

OffPolicySettings Shortened(const OffPolicySettings& settings) {
  OffPolicySettings shortened = settings;
  Shorten(shortened);
  return shortened;
}

}  // namespace

const Family& OffPolicyFamily() {
  static const Family family = MakeFamily(FamilyOf<OffPolicySettings>{
      .name = "off_policy",
      .meaning = "learners that learn from all that they went through: DDPG, TD3, SAC",
      .presets = OffPolicyPresets(),
      .check = CheckSettings,
      .env_steps_per_iteration = [](const OffPolicySettings& settings) { return settings.horizon; },
      .shortened = Shortened,
      .make_learner = [](const OffPolicySettings& settings,
                         const LearnerSpec& spec) -> std::unique_ptr<Learner> {
        return std::make_unique<OffPolicyLearner>(settings, spec);
      },
      .read_actor = ReadSquashedActor});
  return family;
}

}  // namespace gaitbench
