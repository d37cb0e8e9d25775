// Env steps of BatchedEnv on two threads against a plain loop of mj_step calls, by a hash
// of every state: nothing leaks from one simulation into another, whichever thread's mjData they
// pass through. One physics step an env step, so that it stays affordable.
#include <gtest/gtest.h>

#include <algorithm>

#include "envs/batched_env.h"
#include "tests/envs/hash.h"
#include "tests/envs/mujoco_data.h"
#include "tests/envs/num_steps.h"

namespace gaitbench {
namespace {

constexpr int64_t kNumEnvs = 8;
#ifdef __SANITIZE_THREAD__
constexpr int64_t kShare = 10;  // a race shows early and each env step takes long
#else
constexpr int64_t kShare = 1;
#endif

void FillAction(RandomStream& stream, double bound, std::span<double> action) {
  for (double& number : action) number = stream.Uniform(-bound, bound);
}

std::vector<uint64_t> HashesOfBatch(const Task& task, int64_t num_steps, double bound) {
  BatchedEnv env(task, {.num_envs = kNumEnvs, .num_threads = 2, .autoreset = Autoreset::kSameStep});
  std::vector<RandomStream> streams;
  for (uint64_t i = 0; i < kNumEnvs; ++i) streams.push_back(RandomStream({i, 1}));
  std::vector<Hash> hashes(kNumEnvs);
  std::vector<double> actions(kNumEnvs * env.action_size());
  env.Reset(0);
  for (int64_t step = 0; step < num_steps; ++step) {
    for (int64_t i = 0; i < kNumEnvs; ++i)
      FillAction(streams[i], bound,
                 std::span(actions).subspan(i * env.action_size(), env.action_size()));
    env.Step(actions);
    for (int64_t i = 0; i < kNumEnvs; ++i) {
      hashes[i].Add(env.qpos(i));
      hashes[i].Add(env.qvel(i));
    }
  }
  std::vector<uint64_t> values;
  for (const Hash& hash : hashes) values.push_back(hash.value);
  return values;
}

uint64_t HashOfPlainLoop(const Task& task, int64_t num_steps, double bound, uint64_t env) {
  const MujocoData simulation(task);
  mjModel* m = simulation.m();
  mjData* d = simulation.d();
  RandomStream actions({env, 1});
  Episode episode{.stream = RandomStream({env}).Save()};
  std::vector<double> observation(ObservationSize(task, *m)), info(InfoSize(task));
  const auto reset = [&] { ResetSimulation(task, m, d, episode, observation.data(), info.data()); };
  reset();
  Hash hash;
  int64_t episode_steps = 0;
  for (int64_t step = 0; step < num_steps; ++step) {
    FillAction(actions, bound, std::span(d->ctrl, m->nu));
    mj_step(m, d);
    if (++episode_steps >= task.options.max_episode_steps || !IsHealthy(task, m, d)) {
      reset();
      episode_steps = 0;
    }
    hash.Add({d->qpos, static_cast<size_t>(m->nq)});
    hash.Add({d->qvel, static_cast<size_t>(m->nv)});
  }
  return hash.value;
}

std::vector<Task> NewestVersions() {
  std::vector<Task> tasks;
  std::ranges::copy_if(Tasks(), std::back_inserter(tasks),
                       [](const Task& task) { return task.version == kNewestVersion; });
  return tasks;
}

class PlainLoopTest : public testing::TestWithParam<Task> {};

TEST_P(PlainLoopTest, BatchEqualsPlainLoop) {
  const Task task = ApplyOptions(GetParam(), {{"frame_skip", 1}});
  const double bound = BatchedEnv(task, {}).action_bounds()[1];
  const int64_t num_steps =
      NumStepsOr(static_cast<int64_t>(50'000 / task.relative_cost)) / kShare / kNumEnvs;
  const std::vector<uint64_t> hashes = HashesOfBatch(task, num_steps, bound);
  for (uint64_t env = 0; env < kNumEnvs; ++env)
    EXPECT_EQ(hashes[env], HashOfPlainLoop(task, num_steps, bound, env)) << "environment " << env;
  std::printf("PARITY %s: %d batched env steps against a plain loop, by hash\n", task.name.c_str(),
              static_cast<int>(num_steps * kNumEnvs));
}

INSTANTIATE_TEST_SUITE_P(Tasks, PlainLoopTest, testing::ValuesIn(NewestVersions()),
                         [](const auto& test) { return std::string(test.param.robot); });

}  // namespace
}  // namespace gaitbench
