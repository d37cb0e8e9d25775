// The bodies of the benchmarks, for instructions.py to count: valgrind's callgrind adds up what
// runs between entering and leaving Counted. Each is run by a process of its own, forked when what
// the learner's bodies work on is made.
//
// usage: instructions TASK WHAT COUNT [WHAT COUNT ...]
#include <mujoco/mujoco.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/micro/learner_fixture.h"
#include "bench/micro/off_policy_fixture.h"
#include "envs/exact_savings.h"
#include "envs/simulation.h"

// noipa: a copy for one caller would have another name
extern "C" [[gnu::noipa]] void Counted(const std::function<void()>& body) { body(); }

namespace {

using namespace gaitbench;

// Env steps of physics with random controls over their range, started again where health is lost.
void Physics(const std::string& name, int64_t count, bool with_savings) {
  const Task& task = FindTask(name);
  const ModelPtr model = CompileModel(task);
  const ExactSavings savings(model.get(), with_savings);
  const DataPtr data(mj_makeData(model.get()));
  std::vector<double> observation(ObservationSize(task, *model)), info(InfoSize(task));
  Episode episode{.stream = RandomStream({0}).Save()};
  RandomStream controls({1});
  const auto reset = [&] {
    ResetSimulation(task, model.get(), data.get(), episode, observation.data(), info.data());
  };
  reset();
  for (int64_t step = 0; step < count; ++step) {
    for (int i = 0; i < model->nu; ++i) {
      const double* range = model->actuator_ctrlrange + 2 * i;
      data->ctrl[i] = controls.Uniform(range[0], range[1]);
    }
    Counted([&] {
      for (int64_t i = 0; i < task.options.frame_skip; ++i) savings.Step(data.get());
    });
    if (!IsHealthy(task, model.get(), data.get())) reset();
  }
}

// Whole env steps: actions, physics, reward, observation, info, resets.
void EnvSteps(const std::string& name, int64_t count) {
  BatchedEnv env(FindTask(name), {.autoreset = Autoreset::kSameStep});
  env.Reset(0);
  RandomStream stream({1});
  std::vector<float> action(env.action_size());
  for (int64_t step = 0; step < count; ++step) {
    for (float& a : action) a = static_cast<float>(stream.Uniform(-1, 1));
    Counted([&] { env.Step(std::span<const float>(action)); });
  }
}

template <class Body>
void Learner(LearnerFixture& fixture, int64_t count) {
  Body body(fixture);
  for (int64_t k = 0; k < count; ++k) Counted([&] { body(); });
}

template <class Body>
void OffPolicy(const std::string& name, int64_t count) {
  Body body("sac", name);
  for (int64_t k = 0; k < count; ++k) Counted([&] { body(); });
}

const std::map<std::string, std::function<void(const std::string&, int64_t)>> kBodies = {
    {"mj_step", [](auto& task, int64_t count) { Physics(task, count, /*with_savings=*/false); }},
    {"physics", [](auto& task, int64_t count) { Physics(task, count, /*with_savings=*/true); }},
    {"env_step", EnvSteps},
    {"sac_update", OffPolicy<OffPolicyUpdateBody>},
    {"sac_products", OffPolicy<OffPolicyProductsBody>},
};

const std::map<std::string, std::function<void(LearnerFixture&, int64_t)>> kLearnerBodies = {
    {"policy_minibatch", Learner<PolicyMinibatchBody>},
    {"value_minibatch", Learner<ValueMinibatchBody>},
    {"fisher_product", Learner<FisherProductBody>},
    {"inference", Learner<InferenceBody>},
};

// Whether it ended well.
bool RunForked(const std::function<void()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    body();
    _exit(EXIT_SUCCESS);
  }
  int status = EXIT_FAILURE;
  return child > 0 && waitpid(child, &status, 0) == child && status == EXIT_SUCCESS;
}

int Usage() {
  std::cerr << "usage: instructions TASK WHAT COUNT [WHAT COUNT ...]; WHAT is one of:\n";
  for (const auto& [name, function] : kBodies) std::cerr << "  " << name << '\n';
  for (const auto& [name, function] : kLearnerBodies) std::cerr << "  " << name << '\n';
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::optional<LearnerFixture> fixture;
  if (argc < 4 || argc % 2 != 0) return Usage();
  const std::string task = argv[1];
  for (int i = 2; i < argc; i += 2) {
    const int64_t count = std::stoll(argv[i + 1]);
    const auto of_learner = kLearnerBodies.find(argv[i]);
    if (of_learner == kLearnerBodies.end() && !kBodies.contains(argv[i])) return Usage();
    if (of_learner != kLearnerBodies.end() && !fixture) fixture.emplace(task);
    const bool ended_well = RunForked([&] {
      of_learner != kLearnerBodies.end() ? of_learner->second(*fixture, count)
                                         : kBodies.at(argv[i])(task, count);
    });
    if (!ended_well) return 1;
  }
}
