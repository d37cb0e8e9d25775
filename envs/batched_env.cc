#include "envs/batched_env.h"

#include <fmt/format.h>
#include <mujoco/mjbatch.h>
#include <mujoco/mujoco.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

#include "envs/batched_env_impl.h"
#include "envs/hand_over.h"
#include "envs/simulation.h"

namespace gaitbench {
namespace {

void RequireSize(std::string_view what, size_t found, int64_t expected) {
  if (std::cmp_equal(found, expected)) return;
  throw std::invalid_argument(fmt::format("{}: expected {} values, got {}", what, expected, found));
}

}  // namespace

BatchedEnv::Impl::Impl(const Task& simulated, const BatchedEnvConfig& settings)
    : task(simulated), config(settings) {
  if (mj_version() != mjVERSION_HEADER)
    throw std::runtime_error(
        fmt::format("built for MuJoCo {}, found {}", mjVERSION_HEADER, mj_version()));
  CheckRange(config.num_envs, {.meaning = "", .min = 1, .max = 1e6}, "num_envs");
  CheckRange(config.num_threads, {.meaning = "", .min = 1, .max = 1024}, "num_threads");

  const ModelPtr compiled = CompileModel(task);
  mjBatchConfig batch_config;
  mjb_defaultConfig(&batch_config);
  batch_config.nthread = static_cast<int>(std::min(config.num_threads, config.num_envs));
  batch_config.persistent = config.persistent;
  char error[1000] = "";
  batch.reset(mjb_makeBatch(compiled.get(), static_cast<int>(config.num_envs), &batch_config, error,
                            sizeof error));
  if (!batch) throw ConfigError(task.name, fmt::format("MuJoCo makes no batch: {}", error));
  model = mjb_model(batch.get());
  savings.emplace(model, task.options.exact_savings);
  observation_size = ObservationSize(task, *model);
  info_size = InfoSize(task);

  const auto n = static_cast<size_t>(config.num_envs);
  episodes.assign(n, {});
  for (size_t env = 0; env < n; ++env) episodes[env].stream = RandomStream({env}).Save();
  observations.assign(n * observation_size, 0);
  infos.assign(n * info_size, 0);
  if (config.autoreset == Autoreset::kSameStep) {
    final_observations = observations;
    final_infos = infos;
  }
  rewards.assign(n, 0);
  started.assign(n, 0);
  terminated.assign(n, 0);
  truncated.assign(n, 0);
  bad.assign(n, 0);
  info_kinds.assign(n, InfoKind::kNone);
}

template <mjfBatchFunc function>
int BatchedEnv::Impl::Apply(const int* ids, int num_ids) {
  const mjfBatchFunc on_thread = [](const mjModel* on_model, mjData* data, int env, void* self) {
    Impl& impl = *static_cast<Impl*>(self);
    TakeOver(impl.to_threads, impl.from_threads);
    function(on_model, data, env, self);
    HandBack();
  };
  HandOver(to_threads);
  const int num_failed = mjb_apply(batch.get(), ids, num_ids, on_thread, this, /*save=*/1);
  TakeOver(from_threads);
  return num_failed;
}

void BatchedEnv::Impl::ResetOne(const mjModel* model, mjData* data, int env, void* self) {
  Impl& impl = *static_cast<Impl*>(self);
  if (impl.reset_mask && !impl.reset_mask[env]) return;
  ResetSimulation(impl.task, model, data, impl.episodes[env],
                  impl.observations.data() + env * impl.observation_size,
                  impl.infos.data() + env * impl.info_size);
  impl.info_kinds[env] = InfoKind::kReset;
}

template <class Action>
void BatchedEnv::Impl::StepOne(const mjModel* model, mjData* data, int env, void* self) {
  Impl& impl = *static_cast<Impl*>(self);
  const bool ended = impl.terminated[env] || impl.truncated[env];
  if (ended && impl.config.autoreset == Autoreset::kNextStep) {
    impl.rewards[env] = 0;
    impl.bad[env] = 0;
    impl.terminated[env] = impl.truncated[env] = 0;
    return ResetOne(model, data, env, self);
  }

  const Action* action;
  if constexpr (std::is_same_v<Action, float>)
    action = impl.float_actions + int64_t{env} * model->nu;
  else
    action = impl.double_actions + int64_t{env} * model->nu;
  double* observation = impl.observations.data() + env * impl.observation_size;
  double* info = impl.infos.data() + env * impl.info_size;
  StepOutput output{.observation = observation, .info = info};
  StepSimulation(impl.task, model, data, action, impl.episodes[env], output, &*impl.savings);
  impl.rewards[env] = output.reward;
  impl.bad[env] = output.bad;
  impl.terminated[env] = output.terminated;
  impl.truncated[env] = impl.episodes[env].num_steps >= impl.task.options.max_episode_steps;
  impl.info_kinds[env] = InfoKind::kStep;

  if (impl.config.autoreset == Autoreset::kSameStep &&
      (impl.terminated[env] || impl.truncated[env])) {
    std::copy_n(observation, impl.observation_size,
                impl.final_observations.data() + env * impl.observation_size);
    std::copy_n(info, impl.info_size, impl.final_infos.data() + env * impl.info_size);
    ResetOne(model, data, env, self);
  }
}

void BatchedEnv::Impl::CheckSteppable(size_t num_actions) const {
  RequireSize("actions", num_actions, config.num_envs * model->nu);
  if (!IsStarted()) throw std::logic_error("Step before the first Reset");
  if (config.autoreset != Autoreset::kDisabled) return;
  for (int64_t env = 0; env < config.num_envs; ++env) {
    if (terminated[env] || truncated[env])
      throw std::logic_error(
          fmt::format("Step of environment {}, whose episode has ended: reset it first", env));
  }
}

template <class Action>
void BatchedEnv::Impl::Step(std::span<const Action> actions) {
  CheckSteppable(actions.size());
  if constexpr (std::is_same_v<Action, float>)
    float_actions = actions.data();
  else
    double_actions = actions.data();
  last_actions_float = std::is_same_v<Action, float>;
  reset_mask = nullptr;
  errors.clear();
  if (Apply<StepOne<Action>>() > 0) EndFailed();
}

// Ends the episodes in which MuJoCo raised an error, which left them in the middle of the step:
// their last observation stands.
void BatchedEnv::Impl::EndFailed() {
  const int* status = mjb_status(batch.get());
  std::vector<uint8_t> failed(config.num_envs);
  for (int64_t env = 0; env < config.num_envs; ++env) {
    if (!status[env]) continue;
    errors[env] = mjb_error(batch.get(), static_cast<int>(env));
    failed[env] = bad[env] = terminated[env] = 1;
    truncated[env] = 0;
    rewards[env] = 0;
    info_kinds[env] = InfoKind::kNone;
    if (config.autoreset == Autoreset::kSameStep) {
      std::copy_n(observations.begin() + env * observation_size, observation_size,
                  final_observations.begin() + env * observation_size);
      std::fill_n(final_infos.begin() + env * info_size, info_size, 0);
    }
  }
  if (config.autoreset != Autoreset::kSameStep) return;
  reset_mask = failed.data();
  Apply<ResetOne>();
  reset_mask = nullptr;
}

std::vector<std::optional<uint64_t>> BatchedEnv::Impl::SeedsFrom(uint64_t first) const {
  std::vector<std::optional<uint64_t>> seeds;
  for (int64_t env = 0; env < config.num_envs; ++env) seeds.emplace_back(first + env);
  return seeds;
}

void BatchedEnv::Impl::Start(std::span<const uint8_t> mask, Seeds seeds) {
  const auto chosen = [&](int64_t env) { return mask.empty() || mask[env]; };
  bool any = false;
  for (int64_t env = 0; env < config.num_envs; ++env) any |= chosen(env);
  if (!any) throw std::invalid_argument("reset mask: expected at least one environment, got none");
  for (int64_t env = 0; env < config.num_envs; ++env) {
    info_kinds[env] = InfoKind::kNone;
    if (!chosen(env)) continue;
    if (!seeds.empty() && seeds[env]) episodes[env].stream = RandomStream({*seeds[env]}).Save();
    started[env] = 1;
    terminated[env] = truncated[env] = bad[env] = 0;
    rewards[env] = 0;
  }
  reset_mask = mask.empty() ? nullptr : mask.data();
  const int num_failed = Apply<ResetOne>();
  reset_mask = nullptr;
  if (num_failed > 0) throw std::runtime_error(task.name + ": MuJoCo cannot reset");
}

BatchedEnv::BatchedEnv(const Task& task, const BatchedEnvConfig& config)
    : impl_(std::make_unique<Impl>(task, config)) {}
BatchedEnv::~BatchedEnv() = default;
BatchedEnv::BatchedEnv(BatchedEnv&&) noexcept = default;
BatchedEnv& BatchedEnv::operator=(BatchedEnv&&) noexcept = default;

const Task& BatchedEnv::task() const { return impl_->task; }
int64_t BatchedEnv::num_envs() const { return impl_->config.num_envs; }
int64_t BatchedEnv::observation_size() const { return impl_->observation_size; }
int64_t BatchedEnv::action_size() const { return impl_->model->nu; }
int64_t BatchedEnv::info_size() const { return impl_->info_size; }
std::span<const double> BatchedEnv::action_bounds() const {
  return {impl_->model->actuator_ctrlrange, 2 * static_cast<size_t>(action_size())};
}

void BatchedEnv::Reset(uint64_t seed) { impl_->Start({}, impl_->SeedsFrom(seed)); }
void BatchedEnv::Reset() { impl_->Start({}, {}); }
void BatchedEnv::Reset(std::span<const uint8_t> mask) {
  RequireSize("reset mask", mask.size(), num_envs());
  impl_->Start(mask, {});
}
void BatchedEnv::Reset(std::span<const uint8_t> mask, uint64_t seed) {
  RequireSize("reset mask", mask.size(), num_envs());
  impl_->Start(mask, impl_->SeedsFrom(seed));
}
void BatchedEnv::Reset(std::span<const uint8_t> mask,
                       std::span<const std::optional<uint64_t>> seeds) {
  if (!mask.empty()) RequireSize("reset mask", mask.size(), num_envs());
  RequireSize("seeds", seeds.size(), num_envs());
  impl_->Start(mask, seeds);
}

void BatchedEnv::Step(std::span<const float> actions) { impl_->Step(actions); }
void BatchedEnv::Step(std::span<const double> actions) { impl_->Step(actions); }

std::span<const double> BatchedEnv::observations() const { return impl_->observations; }
std::span<const double> BatchedEnv::final_observations() const { return impl_->final_observations; }
std::span<const double> BatchedEnv::rewards() const { return impl_->rewards; }
std::span<const uint8_t> BatchedEnv::terminated() const { return impl_->terminated; }
std::span<const uint8_t> BatchedEnv::truncated() const { return impl_->truncated; }
std::span<const double> BatchedEnv::infos() const { return impl_->infos; }
std::span<const InfoKind> BatchedEnv::info_kinds() const { return impl_->info_kinds; }
std::span<const double> BatchedEnv::final_infos() const { return impl_->final_infos; }
std::span<const uint8_t> BatchedEnv::bad() const { return impl_->bad; }

bool BatchedEnv::IsFloat32(Quantity quantity) const {
  const Task& task = impl_->task;
  const bool is_control =
      quantity == Quantity::kControlReward ||
      (quantity == Quantity::kControlOrContactReward && !task.options.use_contact_forces);
  return is_control && impl_->last_actions_float &&
         task.reward.control_cost == ControlCost::kAction;
}

std::string BatchedEnv::BadReason(int64_t env) const {
  if (!impl_->bad[env]) return "";
  const auto error = impl_->errors.find(env);
  return error == impl_->errors.end() ? "a number that is NaN or beyond 1e10" : error->second;
}

std::span<const double> BatchedEnv::qpos(int64_t env) const {
  return {impl_->Qpos(env), static_cast<size_t>(impl_->model->nq)};
}
std::span<const double> BatchedEnv::qvel(int64_t env) const {
  return {impl_->Qpos(env, mjSTATE_QVEL), static_cast<size_t>(impl_->model->nv)};
}

void BatchedEnv::Impl::RefreshOne(const mjModel* model, mjData* data, int env, void* self) {
  Impl& impl = *static_cast<Impl*>(self);
  RefreshSimulation(impl.task, model, data, impl.episodes[env],
                    impl.observations.data() + env * impl.observation_size);
}

void BatchedEnv::SetPhysics(int64_t env, std::span<const double> qpos, std::span<const double> qvel,
                            std::span<const double> qacc_warmstart) {
  if (env < 0 || env >= num_envs()) throw std::out_of_range(fmt::format("no environment {}", env));
  RequireSize("qpos", qpos.size(), impl_->model->nq);
  RequireSize("qvel", qvel.size(), impl_->model->nv);
  std::copy(qpos.begin(), qpos.end(), impl_->Qpos(env));
  std::copy(qvel.begin(), qvel.end(), impl_->Qpos(env, mjSTATE_QVEL));
  if (!qacc_warmstart.empty()) {
    RequireSize("qacc_warmstart", qacc_warmstart.size(), impl_->model->nv);
    std::copy(qacc_warmstart.begin(), qacc_warmstart.end(), impl_->Qpos(env, mjSTATE_WARMSTART));
  }
  const int id = static_cast<int>(env);
  impl_->Apply<Impl::RefreshOne>(&id, 1);
}

}  // namespace gaitbench
