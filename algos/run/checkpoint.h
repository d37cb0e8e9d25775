// A run on disk: in the middle of training, as a checkpoint that goes on with the same bits, and at
// its end, as a policy that Python reads. Both are safetensors files.
#pragma once

#include <filesystem>

#include "algos/run/run.h"

namespace gaitbench {

// Everything that decides what comes next: what the learner saves, and the log so far. Written to a
// temporary name, synced, renamed. What the learner saves in parts is in a folder beside it.
void WriteCheckpoint(Run& run, const std::filesystem::path& path);

// Throws what ReadCheckpoint would throw of the file as a whole, without making a learner.
void CheckCheckpoint(const std::filesystem::path& path, const RunSpec& spec);

// The run of `spec` as it was saved. Throws ConfigError if the file cannot be read, was cut off, is
// of another version, or belongs to a run with other settings.
Run ReadCheckpoint(const std::filesystem::path& path, const RunSpec& spec, int64_t num_threads = 1);

// Whatever is left of it.
void RemoveCheckpoint(const std::filesystem::path& path);

// What the learner's actor is made of, with the run it comes from in the metadata; the
// tensors are in its family's header, algos/on_policy/actor.h and others.
void WritePolicy(const Run& run, const std::filesystem::path& path);

}  // namespace gaitbench
