#include "algos/on_policy/policy_step.h"

#include "algos/on_policy/joint_update.h"
#include "algos/on_policy/npg.h"
#include "algos/on_policy/ppo.h"
#include "algos/on_policy/trpo.h"

namespace gaitbench {

std::unique_ptr<PolicyStep> MakePolicyStep(const OnPolicySettings& settings, int64_t run_seed) {
  switch (settings.step_rule) {
    case StepRule::kPpo:
      return settings.joint_update ? MakeJointStep(run_seed) : MakePpoStep(run_seed);
    case StepRule::kTrpo:
      return MakeTrpoStep(run_seed);
    case StepRule::kNpg:
      return MakeNpgStep(run_seed);
  }
  throw std::logic_error("step rule without a step");
}

}  // namespace gaitbench
