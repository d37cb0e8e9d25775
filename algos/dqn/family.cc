#include "algos/dqn/family.h"

#include "algos/dqn/dqn_learner.h"

namespace gaitbench {
namespace {

// Seyde et al. 2023's decoupled Q-learning without what docs/off_policy.md lists, with the network,
// batch and Polyak averaging of the other learners from a replay buffer
DqnSettings Dqn(const std::string&) { return {}; }

DqnSettings Small(const std::string& robot) {
  DqnSettings settings = Dqn(robot);
  settings.hidden_sizes = {64, 64};
  settings.batch_size = 128;
  return settings;
}

}  // namespace

const Family& DqnFamily() {
  static const Family family = MakeFamily(FamilyOf<DqnSettings>{
      .name = "dqn",
      .meaning = "learners of the values of discretized actions, each dimension apart: DQN",
      .letters = "Q: Mnih et al. 2015, Nature 518; V: van Hasselt et al. 2016 (arXiv:1509.06461); "
                 "S: Seyde et al. 2023 (arXiv:2210.12566); B, D, F, H, P: as of off_policy "
                 "learners; ours: chosen here",
      .warmup = kWarmupSetting,
      .presets =
          {{"dqn", "deep Q-learning, three values for each action dimension, double-Q", Dqn},
           {"dqn_small", "dqn with 64 units a layer and batches of 128", Small, {{"", "ours"}}}},
      .check = CheckSettings,
      .env_steps_per_iteration = HorizonOf<DqnSettings>,
      .shortened = Shortened<DqnSettings>,
      .evaluation_steps = EvaluationStepsOf<DqnSettings>,
      .bytes_held =
          [](const DqnSettings& settings, const BatchedEnv& env, int64_t num_steps) {
            return BufferBytes(settings, env, num_steps) +
                   TrainedNetwork::Bytes(
                       settings.NetworkOf(env.observation_size(), env.action_size()),
                       settings.batch_size);
          },
      .check_memory = CheckCapacityOf<DqnSettings>,
      .make_learner = MakeLearner<DqnLearner, DqnSettings>,
      .read_actor = ReadGreedyActor});
  return family;
}

}  // namespace gaitbench
