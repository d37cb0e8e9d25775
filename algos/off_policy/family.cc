#include "algos/off_policy/family.h"

#include "algos/off_policy/actor.h"
#include "algos/off_policy/off_policy_learner.h"
#include "algos/off_policy/presets.h"

namespace gaitbench {

const Family& OffPolicyFamily() {
  static const Family family = MakeFamily(FamilyOf<OffPolicySettings>{
      .name = "off_policy",
      .meaning = "learners that learn from all that they went through: DDPG, TD3, SAC",
      .letters = "B: Stable-Baselines3 2.x with the MuJoCo rows of its RL Zoo; C: CleanRL; D: "
                 "Lillicrap et al. 2016, DDPG (arXiv:1509.02971); F: Fujimoto et al. 2018, TD3 "
                 "(arXiv:1802.09477); H: Haarnoja et al. 2018, SAC (arXiv:1801.01290, 1812.05905), "
                 "its code is softlearning; P: Pardo et al. 2018 (arXiv:1712.00378); ours: chosen "
                 "here",
      .warmup = kWarmupSetting,
      .presets = OffPolicyPresets(),
      .check = CheckSettings,
      .env_steps_per_iteration = HorizonOf<OffPolicySettings>,
      .shortened = Shortened<OffPolicySettings>,
      .evaluation_steps = EvaluationStepsOf<OffPolicySettings>,
      .bytes_held =
          [](const OffPolicySettings& settings, const BatchedEnv& env, int64_t num_steps) {
            const int64_t o = env.observation_size(), a = env.action_size();
            return BufferBytes(settings, env, num_steps) +
                   TrainedNetwork::Bytes(settings.ActorOf(o, a).network(), settings.batch_size) +
                   settings.num_critics *
                       TrainedNetwork::Bytes(settings.CriticOf(o, a), settings.batch_size);
          },
      .check_memory = CheckCapacityOf<OffPolicySettings>,
      .make_learner = MakeLearner<OffPolicyLearner, OffPolicySettings>,
      .read_actor = ReadSquashedActor});
  return family;
}

}  // namespace gaitbench
