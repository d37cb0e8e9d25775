// Saving and restoring a BatchedEnv.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "envs/batched_env_impl.h"

namespace gaitbench {

// The arrays that make up a saved state, beside MuJoCo's rows.
template <class Self, class Visit>
void BatchedEnv::Impl::StateArrays(Self& self, Visit&& visit) {
  visit(self.episodes);
  visit(self.observations);
  visit(self.final_observations);
  visit(self.rewards);
  visit(self.infos);
  visit(self.final_infos);
  visit(self.terminated);
  visit(self.truncated);
  visit(self.bad);
  visit(self.info_kinds);
}

std::string BatchedEnv::Impl::StateHeader() const {
  nlohmann::ordered_json options = WriteOptions(task);
  options.erase("exact_savings");  // a state goes on with or without
  const nlohmann::ordered_json header = {{"state", 1},
                                         {"task", task.name},
                                         {"options", options},
                                         {"num_envs", config.num_envs},
                                         {"autoreset", WriteJson(config.autoreset)},
                                         {"mujoco", mj_versionString()},
                                         {"row", mjb_nstate(batch.get())}};
  return header.dump() + "\n";
}

std::string BatchedEnv::SaveState() const {
  if (!impl_->IsStarted()) throw std::logic_error("SaveState before the first Reset");
  std::string state = impl_->StateHeader();
  const size_t row_bytes = num_envs() * mjb_nstate(impl_->batch.get()) * sizeof(mjtNum);
  state.append(reinterpret_cast<const char*>(mjb_state(impl_->batch.get())), row_bytes);
  Impl::StateArrays(*impl_, [&](const auto& array) {
    state.append(reinterpret_cast<const char*>(array.data()), array.size() * sizeof array[0]);
  });
  return state;
}

void BatchedEnv::RestoreState(std::string_view state) {
  const std::string header = impl_->StateHeader();
  if (!state.starts_with(header))
    throw ConfigError("environment state",
                      "expected one of " + header.substr(0, header.size() - 1));
  const size_t row_bytes = num_envs() * mjb_nstate(impl_->batch.get()) * sizeof(mjtNum);
  size_t size = row_bytes;
  Impl::StateArrays(*impl_, [&](const auto& array) { size += array.size() * sizeof array[0]; });
  state.remove_prefix(header.size());
  if (state.size() != size)
    throw ConfigError("environment state",
                      fmt::format("expected {} bytes, got {}", size, state.size()));
  std::memcpy(mjb_state(impl_->batch.get()), state.data(), row_bytes);
  state.remove_prefix(row_bytes);
  Impl::StateArrays(*impl_, [&](auto& array) {
    const size_t bytes = array.size() * sizeof array[0];
    if (bytes > 0) std::memcpy(array.data(), state.data(), bytes);
    state.remove_prefix(bytes);
  });
  for (const Episode& episode : impl_->episodes) {
    if (!RandomStream::CanBe(episode.stream))
      throw ConfigError("environment state", "has a random generator that cannot be");
  }
  std::ranges::fill(impl_->started, 1);
}

}  // namespace gaitbench
