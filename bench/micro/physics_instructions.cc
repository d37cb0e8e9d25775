// The physics of one task for bench/micro/physics_instructions.py: env steps with random controls
// from upright starts, all of them in one function, which callgrind counts.
//
// usage: physics_instructions TASK plain|savings ENV_STEPS
#include <mujoco/mujoco.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "envs/exact_savings.h"
#include "envs/simulation.h"

namespace {

using namespace gaitbench;

struct DataDeleter {
  void operator()(mjData* data) const { mj_deleteData(data); }
};

}  // namespace

extern "C" [[gnu::noinline]] void CountedPhysics(const ExactSavings& savings, mjData* data,
                                                 int64_t num_steps) {
  for (int64_t i = 0; i < num_steps; ++i) savings.Step(data);
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const Task& task = FindTask(argv[1]);
  const ModelPtr model = CompileModel(task);
  const ExactSavings savings(model.get(), std::strcmp(argv[2], "savings") == 0);
  const std::unique_ptr<mjData, DataDeleter> data(mj_makeData(model.get()));
  std::vector<double> observation(ObservationSize(task, *model)), info(InfoSize(task));
  Episode episode{.stream = RandomStream({0}).Save()};
  RandomStream controls({1});
  const auto reset = [&] {
    ResetSimulation(task, model.get(), data.get(), episode, observation.data(), info.data());
  };
  reset();
  for (int64_t step = 0, num_steps = std::stoll(argv[3]); step < num_steps; ++step) {
    for (int i = 0; i < model->nu; ++i) {
      const double* range = model->actuator_ctrlrange + 2 * i;
      data->ctrl[i] = controls.Uniform(range[0], range[1]);
    }
    CountedPhysics(savings, data.get(), task.options.frame_skip);
    if (!IsHealthy(task, model.get(), data.get())) reset();
  }
}
