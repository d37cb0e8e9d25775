// One run, from seed to run log. A run shares nothing with its neighbours: the same (environment,
// settings, seed, number of iterations) gives the same bits in every result, whoever runs beside it
// and in whatever order.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "algos/learner/learner.h"
#include "algos/run/families.h"
#include "results/log/run_log.h"

namespace gaitbench {

// The unit of work, of storage and of determinism.
struct RunSpec {
  std::string environment;  // "Hopper-v4"
  std::string variant;      // "ppo"
  int64_t seed = 0;
  int64_t num_iterations = 488;
  nlohmann::json environment_options = nlohmann::json::object();  // envs/task.h, TaskOptions
  LearnerSettings settings;

  bool operator==(const RunSpec&) const = default;
};

int64_t EnvStepsPerIteration(const RunSpec& spec);

class Run {
 public:
  // num_threads: for the environments of this run.
  explicit Run(const RunSpec& spec, int64_t num_threads = 1);

  bool finished() const { return log_.diverged || iteration() == spec_.num_iterations; }
  int64_t iteration() const { return static_cast<int64_t>(log_.num_recorded()); }

  void Iterate();

  const RunSpec& spec() const { return spec_; }
  const RunLog& log() const { return log_; }
  const Learner& learner() const { return *learner_; }
  Learner& learner() { return *learner_; }

  // Goes on from where a run of the same spec was: its log, and what its learner saved.
  void Restore(RunLog log, const TensorFile& learner, const std::string& where);

 private:
  RunSpec spec_;
  RunLog log_;
  std::unique_ptr<Learner> learner_;
};

}  // namespace gaitbench
