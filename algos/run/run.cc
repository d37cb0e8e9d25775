#include "algos/run/run.h"

#include "algos/learner/clock.h"

namespace gaitbench {

int64_t EnvStepsPerIteration(const RunSpec& spec) {
  return spec.settings.family->env_steps_per_iteration(spec.settings.values);
}

Run::Run(const RunSpec& spec, int64_t num_threads) : spec_(spec) {
  learner_ = spec.settings.family->make_learner(
      spec.settings.values,
      {.task = ApplyOptions(FindTask(spec.environment), spec.environment_options),
       .seed = spec.seed,
       .num_iterations = spec.num_iterations,
       .num_threads = num_threads});
  log_.environment = spec.environment;
  log_.variant = spec.variant;
  log_.seed = spec.seed;
  log_.num_iterations = spec.num_iterations;
  log_.environment_options = spec.environment_options;
  log_.config = ConfigJson(spec.settings);
  log_.columns = learner_->Columns();
}

void Run::Iterate() {
  const Clock::time_point start = Clock::now();
  const IterationOutcome outcome = learner_->Iterate(iteration(), log_.columns);
  if (outcome.divergence)
    log_.diverged = {.iteration = iteration() - 1, .reason = *outcome.divergence};
  const double total = SecondsSince(start);
  log_.timing.push_back({.physics = outcome.physics_seconds,
                         .inference = outcome.acting_seconds - outcome.physics_seconds,
                         .update = total - outcome.acting_seconds,
                         .total = total});
}

void Run::Restore(RunLog log, const TensorFile& learner, const std::string& where) {
  log.columns = log_.columns.FilledFrom(log.columns);
  log.config = log_.config;
  log_ = std::move(log);
  learner_->Restore(learner, where);
}

}  // namespace gaitbench
