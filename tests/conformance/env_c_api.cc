// A C interface to BatchedEnv for Python's ctypes, for the comparison with Gymnasium. Every
// function that can fail returns null or -1 and leaves a message in gb_error.
#include <mujoco/mujoco.h>

#include <exception>
#include <string>

#include "envs/batched_env.h"
#include "envs/random.h"
#include "envs/simulation.h"
#include "envs/summation.h"
#include "envs/ziggurat.h"

namespace {

using gaitbench::Autoreset;
using gaitbench::BatchedEnv;

thread_local std::string error;

template <class Function>
int Guarded(Function&& function) {
  try {
    function();
    return 0;
  } catch (const std::exception& exception) {
    error = exception.what();
    return -1;
  }
}

}  // namespace

extern "C" {

const char* gb_error() { return error.c_str(); }

BatchedEnv* gb_make(const char* task_name, const char* options, int num_envs, int num_threads,
                    int autoreset, int persistent) {
  BatchedEnv* env = nullptr;
  Guarded([&] {
    const auto task = gaitbench::ApplyOptions(gaitbench::FindTask(task_name),
                                              nlohmann::json::parse(options), "options");
    env = new BatchedEnv(task, {.num_envs = num_envs,
                                .num_threads = num_threads,
                                .autoreset = static_cast<Autoreset>(autoreset),
                                .persistent = persistent != 0});
  });
  return env;
}
void gb_delete(BatchedEnv* env) { delete env; }

int64_t gb_observation_size(BatchedEnv* env) { return env->observation_size(); }
int64_t gb_action_size(BatchedEnv* env) { return env->action_size(); }
int64_t gb_info_size(BatchedEnv* env) { return env->info_size(); }

// names, sizes and dtypes of the info keys as one line: "name:size:at_reset:float32 ..."
const char* gb_info_keys(BatchedEnv* env) {
  thread_local std::string keys;
  keys.clear();
  for (const gaitbench::InfoKey& key : env->task().info) {
    keys += std::string(key.name) + ":" + std::to_string(key.size) + ":" +
            std::to_string(key.at_reset) + ":" + std::to_string(env->IsFloat32(key.quantity)) + " ";
  }
  return keys.c_str();
}

int gb_reset(BatchedEnv* env, const uint64_t* seed, const uint8_t* mask) {
  return Guarded([&] {
    const std::span<const uint8_t> chosen(mask, mask ? env->num_envs() : 0);
    if (mask && seed)
      env->Reset(chosen, *seed);
    else if (mask)
      env->Reset(chosen);
    else if (seed)
      env->Reset(*seed);
    else
      env->Reset();
  });
}
int gb_step_float(BatchedEnv* env, const float* actions, int64_t size) {
  return Guarded([&] { env->Step(std::span<const float>(actions, size)); });
}
int gb_step_double(BatchedEnv* env, const double* actions, int64_t size) {
  return Guarded([&] { env->Step(std::span<const double>(actions, size)); });
}

const double* gb_observations(BatchedEnv* env) { return env->observations().data(); }
const double* gb_final_observations(BatchedEnv* env) { return env->final_observations().data(); }
const double* gb_rewards(BatchedEnv* env) { return env->rewards().data(); }
const uint8_t* gb_terminated(BatchedEnv* env) { return env->terminated().data(); }
const uint8_t* gb_truncated(BatchedEnv* env) { return env->truncated().data(); }
const uint8_t* gb_bad(BatchedEnv* env) { return env->bad().data(); }
const double* gb_infos(BatchedEnv* env) { return env->infos().data(); }
const double* gb_final_infos(BatchedEnv* env) { return env->final_infos().data(); }
const uint8_t* gb_info_kinds(BatchedEnv* env) {
  return reinterpret_cast<const uint8_t*>(env->info_kinds().data());
}
const double* gb_qpos(BatchedEnv* env, int i) { return env->qpos(i).data(); }
const double* gb_qvel(BatchedEnv* env, int i) { return env->qvel(i).data(); }
int64_t gb_nq(BatchedEnv* env) { return static_cast<int64_t>(env->qpos(0).size()); }
int64_t gb_nv(BatchedEnv* env) { return static_cast<int64_t>(env->qvel(0).size()); }

int gb_set_physics(BatchedEnv* env, int i, const double* qpos, const double* qvel,
                   const double* warmstart) {
  return Guarded([&] {
    const size_t nq = env->qpos(0).size(), nv = env->qvel(0).size();
    env->SetPhysics(i, {qpos, nq}, {qvel, nv}, {warmstart, warmstart ? nv : 0});
  });
}

// `count` numbers of the stream that SeedSequence([first, second]) starts; `second` may be null
void gb_uniform(uint64_t first, const uint64_t* second, double* out, int64_t count) {
  gaitbench::RandomStream stream =
      second ? gaitbench::RandomStream({first, *second}) : gaitbench::RandomStream({first});
  for (int64_t i = 0; i < count; ++i) out[i] = stream.Uniform();
}

// `count` standard normals of the stream that SeedSequence(seed) starts
void gb_normal(uint64_t seed, double* out, int64_t count) {
  gaitbench::RandomStream stream({seed});
  for (int64_t i = 0; i < count; ++i) out[i] = gaitbench::StandardNormal(stream);
}

void gb_sum_of_squares_float32(const float* values, int64_t size, float* out) {
  *out = gaitbench::SumOfSquares(values, size);
}
void gb_sum_of_squares_float64(const double* values, int64_t size, double* out) {
  *out = gaitbench::SumOfSquares(values, size);
}

// whether an episode ends in this pose
int gb_terminates(const char* task_name, const double* qpos, const double* qvel) {
  thread_local const gaitbench::Task* task = nullptr;
  thread_local gaitbench::ModelPtr model;
  thread_local gaitbench::DataPtr data;
  if (!task || task->name != task_name) {
    task = &gaitbench::FindTask(task_name);
    model = gaitbench::CompileModel(*task);
    data.reset(mj_makeData(model.get()));
  }
  mju_copy(data->qpos, qpos, model->nq);
  mju_copy(data->qvel, qvel, model->nv);
  mj_kinematics(model.get(), data.get());
  return task->options.terminate_when_unhealthy &&
         !gaitbench::IsHealthy(*task, model.get(), data.get());
}

}  // extern "C"
