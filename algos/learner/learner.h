// What a run trains: acts, learns and measures, one iteration after the other. Everything around it
// (logs, checkpoints, policy files, evaluation, plans, progress) knows only this.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "envs/random.h"
#include "envs/task.h"
#include "results/log/columns.h"
#include "results/log/safetensors.h"

namespace gaitbench {

// What a learner is made for, beside its family's settings.
struct LearnerSpec {
  Task task;
  int64_t seed = 0;
  int64_t num_iterations = 0;  // of the whole run
  int64_t num_threads = 1;     // for its environments
};

struct IterationOutcome {
  double physics_seconds = 0;                  // inside the environments
  double acting_seconds = 0;                   // physics included
  std::optional<std::string> divergence = {};  // what is not finite; ends the run
};

class Learner {
 public:
  virtual ~Learner() = default;

  // The columns of its log, empty. Those of EpisodeRecord are among them.
  virtual LogColumns Columns() const = 0;

  // Iteration `iteration`, counted from 0, whose record is appended to `columns`.
  virtual IterationOutcome Iterate(int64_t iteration, LogColumns& columns) = 0;

  // Everything that decides what comes next. Restore takes what a learner of the same settings and
  // LearnerSpec saved; ConfigError at `where` if the file does not fit.
  virtual void Save(TensorFile& file) const = 0;
  virtual void Restore(const TensorFile& file, const std::string& where) = 0;

  // What is too much to be written whole each time: files of a folder beside the checkpoint, which
  // stay as they are once written. SaveParts comes before Save, RestoreParts after Restore; until
  // the next SaveParts, what the last one left must do for the Save that followed it.
  virtual void SaveParts(const std::filesystem::path&) {}
  virtual void RestoreParts(const std::filesystem::path&) {}

  // What its family needs to make an Actor of what was learned so far.
  virtual void SaveActor(TensorFile& file) const = 0;
};

// A policy at work.
class Actor {
 public:
  Actor() = default;
  Actor(const Actor&) = delete;  // some hold views into their own members
  Actor& operator=(const Actor&) = delete;
  virtual ~Actor() = default;

  // The environment's action [A] at an observation [O]; a sample where `noise` is given and the
  // policy has one, else its mean or its best.
  virtual void Act(std::span<const double> observation, RandomStream* noise,
                   std::span<float> action) = 0;
};

}  // namespace gaitbench
