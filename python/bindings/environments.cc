// BatchedEnv with NumPy arrays. Axes as there: N environments, O observation, A action, I info.
#include <unistd.h>

#include <atomic>

#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "envs/batched_env.h"
#include "python/bindings/bindings.h"
#include "results/log/json_text.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace gaitbench {
namespace {

// A BatchedEnv that one thread of one process uses at a time.
class GuardedEnv {
 public:
  GuardedEnv(const Task& task, const BatchedEnvConfig& config)
      : env_(task, config), has_threads_(config.num_threads > 1) {}

  // The environment beside the call in progress, for what only reads.
  const BatchedEnv& env() const { return env_; }

  // Calls the function on the environment without Python's lock.
  template <class Function>
  void Use(Function&& function) {
    if (has_threads_ && getpid() != process_)
      throw std::runtime_error(
          "the environment's threads stayed in the process that forked this one: make it here");
    if (busy_.test_and_set())
      throw std::runtime_error("the environment is in use by another thread");
    struct Release {
      std::atomic_flag& flag;
      ~Release() { flag.clear(); }
    } release{busy_};
    const nb::gil_scoped_release unlocked;
    function(env_);
  }

 private:
  BatchedEnv env_;
  bool has_threads_;
  pid_t process_ = getpid();
  std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
};

using Self = nb::pointer_and_handle<GuardedEnv>;

// The environment's own memory, which the array keeps alive.
template <class T>
nb::ndarray<nb::numpy, T> View(Self self, std::span<T> values,
                               std::initializer_list<size_t> shape) {
  return nb::ndarray<nb::numpy, T>(values.data(), shape, self.h);
}
template <class T>
nb::ndarray<nb::numpy, T> Rows(Self self, std::span<T> values, int64_t row_size) {
  return View(self, values,
              {static_cast<size_t>(self.p->env().num_envs()), static_cast<size_t>(row_size)});
}
template <class T>
nb::ndarray<nb::numpy, T> Column(Self self, std::span<T> values) {
  return View(self, values, {values.size()});
}

// Nothing that simulates reads observations: their views may be written.
std::span<double> Writable(std::span<const double> observations) {
  return {const_cast<double*>(observations.data()), observations.size()};
}

void Make(GuardedEnv* self, const std::string& task, const std::string& options, int64_t num_envs,
          int64_t num_threads, const std::string& autoreset) {
  BatchedEnvConfig config{.num_envs = num_envs, .num_threads = num_threads};
  ReadJson(nlohmann::ordered_json(autoreset), config.autoreset, "autoreset");
  new (self)
      GuardedEnv(ApplyOptions(FindTask(task), ParseJsonFile(options, "options"), task), config);
}

using Mask = nb::ndarray<const bool, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Seeds = std::vector<std::optional<uint64_t>>;

void Reset(GuardedEnv& self, const std::optional<Mask>& mask, const Seeds& seeds) {
  const auto* chosen = mask ? reinterpret_cast<const uint8_t*>(mask->data()) : nullptr;
  const std::span chosen_envs(chosen, mask ? mask->size() : 0);
  self.Use([&](BatchedEnv& env) { env.Reset(chosen_envs, seeds); });
}

template <class Action>
using Actions = nb::ndarray<const Action, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

template <class Action>
void Step(GuardedEnv& self, const Actions<Action>& actions) {
  const std::span values(actions.data(), actions.size());
  self.Use([&](BatchedEnv& env) { env.Step(values); });
}

// Of each info key: name, size, whether a reset reports it, whether it is a float32 as things are.
std::vector<std::tuple<std::string, int64_t, bool, bool>> InfoKeys(const GuardedEnv& self) {
  std::vector<std::tuple<std::string, int64_t, bool, bool>> keys;
  for (const InfoKey& key : self.env().task().info)
    keys.emplace_back(key.name, key.size, key.at_reset, self.env().IsFloat32(key.quantity));
  return keys;
}

nb::bytes SaveState(GuardedEnv& self) {
  std::string state;
  self.Use([&](const BatchedEnv& env) { state = env.SaveState(); });
  return nb::bytes(state.data(), state.size());
}

std::vector<std::tuple<std::string, int64_t>> TaskLimits() {
  std::vector<std::tuple<std::string, int64_t>> limits;
  for (const Task& task : Tasks()) limits.emplace_back(task.name, task.options.max_episode_steps);
  return limits;
}

}  // namespace

void AddEnvironments(nb::module_& module) {
  module.def("task_limits", &TaskLimits, "Every task's id and time limit in env steps.");

  nb::class_<GuardedEnv>(module, "BatchedEnv",
                         "N simulations of one task, stepped together without Python's lock.")
      .def("__init__", &Make, "task"_a, "options"_a, "num_envs"_a, "num_threads"_a, "autoreset"_a)
      .def("reset", &Reset, "mask"_a.none(), "seeds"_a)
      .def("step", &Step<float>, "actions"_a.noconvert())
      .def("step", &Step<double>, "actions"_a.noconvert())
      .def("save_state", &SaveState)
      .def("restore_state",
           [](GuardedEnv& self, const nb::bytes& state) {
             self.Use([view = std::string_view(state.c_str(), state.size())](BatchedEnv& env) {
               env.RestoreState(view);
             });
           })
      .def("info_keys", &InfoKeys)
      .def("bad_reason",
           [](const GuardedEnv& self, int64_t env) { return self.env().BadReason(env); })
      .def_prop_ro("action_bounds",
                   [](Self self) {
                     const auto bounds = self.p->env().action_bounds();
                     return View(self, bounds, {bounds.size() / 2, 2});
                   })
      .def_prop_ro("observations",
                   [](Self self) {
                     const BatchedEnv& env = self.p->env();
                     return Rows(self, Writable(env.observations()), env.observation_size());
                   })
      .def_prop_ro("final_observations",
                   [](Self self) {
                     const BatchedEnv& env = self.p->env();
                     return Rows(self, env.final_observations(), env.observation_size());
                   })
      .def_prop_ro("rewards", [](Self self) { return Column(self, self.p->env().rewards()); })
      .def_prop_ro("terminated", [](Self self) { return Column(self, self.p->env().terminated()); })
      .def_prop_ro("truncated", [](Self self) { return Column(self, self.p->env().truncated()); })
      .def_prop_ro("bad", [](Self self) { return Column(self, self.p->env().bad()); })
      .def_prop_ro("infos",
                   [](Self self) {
                     const BatchedEnv& env = self.p->env();
                     return Rows(self, env.infos(), env.info_size());
                   })
      .def_prop_ro("final_infos",
                   [](Self self) {
                     const BatchedEnv& env = self.p->env();
                     return Rows(self, env.final_infos(), env.info_size());
                   })
      .def_prop_ro("info_kinds", [](Self self) {
        const std::span<const InfoKind> kinds = self.p->env().info_kinds();
        return Column(self,
                      std::span(reinterpret_cast<const uint8_t*>(kinds.data()), kinds.size()));
      });
}

}  // namespace gaitbench
