// What one iteration of an off-policy learner measured: the columns of its run logs.
#pragma once

#include "results/log/columns.h"

namespace gaitbench {

struct OffPolicyRecord {
  EpisodeRecord episodes;
  EvaluationRecord evaluation;
  double num_updates = kNotMeasured;
  double critic_loss = kNotMeasured;
  double mean_value = kNotMeasured;
  double critic_gradient_norm = kNotMeasured;
  double policy_gradient_norm = kNotMeasured;
  double entropy = kNotMeasured;
  double mean_std = kNotMeasured;
  double entropy_coef = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    EpisodeRecord::Fields(self.episodes, visit);
    EvaluationRecord::Fields(self.evaluation, visit);
    visit("num_updates", self.num_updates, FieldInfo{"critic updates so far", "updates"});
    visit("critic_loss", self.critic_loss,
          FieldInfo{"mean squared error of the critics to their targets, summed over them, mean "
                    "over this iteration's updates"});
    visit("mean_value", self.mean_value,
          FieldInfo{"mean value of the first critic, over this iteration's batches"});
    visit("critic_gradient_norm", self.critic_gradient_norm,
          FieldInfo{"of the first critic, mean over this iteration's updates"});
    visit("policy_gradient_norm", self.policy_gradient_norm,
          FieldInfo{"mean over this iteration's updates of the policy"});
    visit("entropy", self.entropy,
          FieldInfo{"minus the mean log density of the actions of those updates", "nats"});
    visit("mean_std", self.mean_std,
          FieldInfo{"mean deviation before tanh of the Gaussians of those updates"});
    visit("entropy_coef", self.entropy_coef, FieldInfo{"after this iteration"});
  }
};

}  // namespace gaitbench
