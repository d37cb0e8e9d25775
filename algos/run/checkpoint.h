// A run on disk: in the middle of training, as a checkpoint that goes on with the same bits, and at
// its end, as a policy that Python reads. Both are safetensors files.
#pragma once

#include <filesystem>

#include "algos/on_policy/trainer.h"

namespace gaitbench {

// Everything that decides what comes next: parameters, Adam's moments, filters, streams,
// simulations, counters, and the log so far. Written to a temporary name, synced, renamed.
void WriteCheckpoint(const Trainer& trainer, const std::filesystem::path& path);

// Throws what ReadCheckpoint would throw of the file as a whole, without making a trainer.
void CheckCheckpoint(const std::filesystem::path& path, const RunSpec& spec);

// The trainer of `spec` as it was saved. Throws ConfigError if the file cannot be read, was cut
// off, is of another version, or belongs to a run with other settings.
Trainer ReadCheckpoint(const std::filesystem::path& path, const RunSpec& spec,
                       int64_t num_threads = 1);

// policy.<layer>.weight [in,out] and .bias [out], log_std [A], observation_mean and observation_std
// [O]; how to use them is in the metadata: mean action = network((o - mean) / (std + 1e-8)),
// clipped where observation_clip_range is given. With state_dependent_std there is no log_std: the
// first half of the network's output is the mean, the second what the deviation is made of
// (deviation.h). Where that is not log_std itself, std_parameter [A] has it of other policies.
void WritePolicy(const Trainer& trainer, const std::filesystem::path& path);

}  // namespace gaitbench
