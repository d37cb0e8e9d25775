// Env steps per second of each task: BatchedEnv against the bare loop of mj_step calls on the same
// model, from the same states, with the same controls. The two alternate, so that what disturbs one
// disturbs the other; `of_bare` is their ratio, with the bare loop taken once for each thread.
#include <benchmark/benchmark.h>
#include <mujoco/mujoco.h>

#include <chrono>
#include <vector>

#include "envs/batched_env.h"
#include "envs/simulation.h"

namespace gaitbench {
namespace {

constexpr int64_t kWarmUp = 40;      // env steps of each simulation, to leave the start pose
constexpr int64_t kEnvSteps = 1024;  // of all simulations together, timed at once

double Seconds(auto&& function) {
  const auto start = std::chrono::steady_clock::now();
  function();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<float> RandomActions(int64_t size, double bound) {
  RandomStream stream({1});
  std::vector<float> actions(size);
  for (float& action : actions) action = static_cast<float>(stream.Uniform(-bound, bound));
  return actions;
}

// The states where BatchedEnv(seed 0) is after its warm-up, and after each reset since.
class BareLoop {
 public:
  BareLoop(const Task& task, int64_t num_envs, const std::vector<float>& actions)
      : task_(task),
        num_envs_(num_envs),
        actions_(actions),
        model_(CompileModel(task)),
        data_(mj_makeData(model_.get())) {
    std::vector<double> observation(ObservationSize(task, *model_)), info(InfoSize(task) + 1);
    for (int64_t env = 0; env < num_envs; ++env) {
      Episode episode{.stream = RandomStream({static_cast<uint64_t>(env)}).Save()};
      const auto reset = [&] {
        ResetSimulation(task, model_.get(), data_.get(), episode, observation.data(), info.data());
      };
      reset();
      for (int64_t step = 0; step < NumSteps(); ++step) {
        if (step == kWarmUp) Record(env, step);
        StepOutput output{.observation = observation.data(), .info = info.data()};
        StepSimulation(task, model_.get(), data_.get(), Action(env, step), episode, output);
        if (!output.terminated && episode.num_steps < task.options.max_episode_steps) continue;
        reset();
        if (step >= kWarmUp) Record(env, step + 1);
      }
    }
  }

  int64_t NumSteps() const { return kWarmUp + kEnvSteps / num_envs_; }
  const float* Action(int64_t env, int64_t step) const {
    return actions_.data() + (step * num_envs_ + env) * model_->nu;
  }

  void Run() {
    auto next = starts_.begin();
    for (int64_t env = 0; env < num_envs_; ++env) {
      for (int64_t step = kWarmUp; step < NumSteps(); ++step) {
        while (next != starts_.end() && next->env == env && next->step == step)
          mj_setState(model_.get(), data_.get(), (next++)->state.data(), mjSTATE_INTEGRATION);
        std::copy_n(Action(env, step), model_->nu, data_->ctrl);
        for (int64_t i = 0; i < task_.options.frame_skip; ++i) mj_step(model_.get(), data_.get());
      }
      while (next != starts_.end() && next->env == env) ++next;
    }
  }

 private:
  struct Start {
    int64_t env, step;
    std::vector<double> state;
  };

  void Record(int64_t env, int64_t step) {
    std::vector<double> state(mj_stateSize(model_.get(), mjSTATE_INTEGRATION));
    mj_getState(model_.get(), data_.get(), state.data(), mjSTATE_INTEGRATION);
    starts_.push_back({env, step, std::move(state)});
  }

  Task task_;
  int64_t num_envs_;
  const std::vector<float>& actions_;
  ModelPtr model_;
  DataPtr data_;
  std::vector<Start> starts_;
};

void BM_EnvStep(benchmark::State& state, const Task& task) {
  const int64_t num_threads = state.range(0), num_envs = state.range(1);
  BatchedEnv env(task, {.num_envs = num_envs,
                        .num_threads = num_threads,
                        .autoreset = Autoreset::kSameStep,
                        .persistent = state.range(2) != 0});
  const int64_t row = num_envs * env.action_size();
  const std::vector<float> actions =
      RandomActions((kWarmUp + kEnvSteps / num_envs) * row, env.action_bounds()[1]);
  BareLoop bare(task, num_envs, actions);
  const auto step = [&](int64_t index) { env.Step(std::span(actions).subspan(index * row, row)); };
  env.Reset(0);
  for (int64_t i = 0; i < kWarmUp; ++i) step(i);
  const std::string start = env.SaveState();

  double bare_time = 0, batched_time = 0;
  for (auto _ : state) {
    bare_time += Seconds([&] { bare.Run(); });
    env.RestoreState(start);
    const double time = Seconds([&] {
      for (int64_t i = kWarmUp; i < bare.NumSteps(); ++i) step(i);
    });
    batched_time += time;
    state.SetIterationTime(time);
  }
  const auto num_env_steps = static_cast<double>(state.iterations() * kEnvSteps);
  state.SetItemsProcessed(state.iterations() * kEnvSteps);
  state.counters["bare_per_second"] = num_env_steps / bare_time;
  state.counters["of_bare"] = bare_time / batched_time / static_cast<double>(num_threads);
}

const bool kRegistered = [] {
  for (const Task& task : Tasks()) {
    if (task.version != kNewestVersion) continue;
    benchmark::RegisterBenchmark(("BM_EnvStep/" + task.name).c_str(),
                                 [&task](benchmark::State& state) { BM_EnvStep(state, task); })
        ->ArgNames({"threads", "simulations", "persistent"})
        ->ArgsProduct({{1, 2}, {8, 64}, {0, 1}})
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  }
  return true;
}();

}  // namespace
}  // namespace gaitbench
