#include "algos/dqn/family.h"

#include "algos/dqn/dqn_learner.h"

namespace gaitbench {
namespace {

// Seyde et al. 2023's decoupled Q-learning without its prioritized replay, with the network, batch
// and Polyak averaging of the other learners from a replay buffer
DqnSettings Dqn(const std::string&) { return {}; }

DqnSettings Small(const std::string& robot) {
  DqnSettings settings = Dqn(robot);
  settings.hidden_sizes = {64, 64};
  settings.batch_size = 128;
  return settings;
}

DqnSettings Shortened(const DqnSettings& settings) {
  DqnSettings shortened = settings;
  Shorten(shortened);
  return shortened;
}

}  // namespace

const Family& DqnFamily() {
  static const Family family = MakeFamily(FamilyOf<DqnSettings>{
      .name = "dqn",
      .meaning = "learners of the values of discretized actions, each dimension apart: DQN",
      .presets = {{"dqn", "deep Q-learning, three values for each action dimension, double-Q", Dqn},
                  {"dqn_small", "dqn with 64 units a layer and batches of 128", Small}},
      .check = CheckSettings,
      .env_steps_per_iteration = [](const DqnSettings& settings) { return settings.horizon; },
      .shortened = Shortened,
      .make_learner = [](const DqnSettings& settings, const LearnerSpec& spec)
          -> std::unique_ptr<Learner> { return std::make_unique<DqnLearner>(settings, spec); },
      .read_actor = ReadGreedyActor});
  return family;
}

}  // namespace gaitbench
