// A learner of the derivative-free family: proposes parameters, tries them, moves by their scores.
#pragma once

#include <memory>
#include <optional>

#include "algos/derivative_free/candidate_rollouts.h"
#include "algos/derivative_free/record.h"
#include "algos/derivative_free/search.h"
#include "algos/learner/learner.h"

namespace gaitbench {

class DerivativeFreeLearner : public Learner {
 public:
  DerivativeFreeLearner(const DerivativeFreeSettings& settings, const LearnerSpec& spec);

  LogColumns Columns() const override { return LogColumns::Of<DerivativeFreeRecord>(); }
  IterationOutcome Iterate(int64_t iteration, LogColumns& columns) override;
  void Save(TensorFile& file) const override;
  void Restore(const TensorFile& file, const std::string& where) override;
  void SaveActor(TensorFile& file) const override;

 private:
  // Proposes candidates, tries them and learns from their trials, which it returns.
  std::vector<Trial> Generation(TrialSeconds& seconds);
  std::optional<std::string> FindDivergence(const std::vector<Trial>& trials) const;

  template <class Self, class Visit>
  static void VisitSaved(Self& self, Visit&& visit);

  DerivativeFreeSettings settings_;
  CandidateRollouts rollouts_;
  std::unique_ptr<Search> search_;
  RandomStream resets_;
  RunningMoments moments_;  // of all observations before the generation
  int64_t generations_ = 0, env_steps_ = 0;
};

}  // namespace gaitbench
