// What one iteration of an on-policy learner measured: the columns of its run logs.
#pragma once

#include "results/log/columns.h"

namespace gaitbench {

struct OnPolicyRecord {
  EpisodeRecord episodes;
  double mean_kl = kNotMeasured;
  double max_ratio = kNotMeasured;
  double clip_fraction = kNotMeasured;
  double effective_sample_share = kNotMeasured;
  double effective_trajectory_share = kNotMeasured;
  double entropy = kNotMeasured;
  double mean_std = kNotMeasured;
  double explained_variance = kNotMeasured;
  double value_loss = kNotMeasured;
  double surrogate_gain = kNotMeasured;
  double policy_gradient_norm = kNotMeasured;
  double value_gradient_norm = kNotMeasured;
  double policy_learning_rate = kNotMeasured;
  double value_learning_rate = kNotMeasured;
  double cg_residual = kNotMeasured;
  double line_search_backtracks = kNotMeasured;
  double heldout_mean_kl = kNotMeasured;
  double heldout_max_ratio = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    EpisodeRecord::Fields(self.episodes, visit);
    visit("mean_kl", self.mean_kl,
          FieldInfo{"mean KL(old||new) over the training observations", "nats"});
    visit("max_ratio", self.max_ratio,
          FieldInfo{"largest new/old probability ratio on the training pairs"});
    visit("clip_fraction", self.clip_fraction,
          FieldInfo{"share of training pairs whose ratio left the clip range"});
    visit("effective_sample_share", self.effective_sample_share,
          FieldInfo{"effective over actual number of training pairs, weighted by new over old "
                    "density: 1 before the update, 1/n where one pair has all the weight"});
    visit("effective_trajectory_share", self.effective_trajectory_share,
          FieldInfo{"the same of whole trajectories, weighted by the products of their ratios"});
    visit("entropy", self.entropy, FieldInfo{"of the policy after the update", "nats"});
    visit("mean_std", self.mean_std,
          FieldInfo{"mean standard deviation of the policy over action dimensions"});
    visit("explained_variance", self.explained_variance,
          FieldInfo{"1 - var(target - V) / var(target), V before the update"});
    visit("value_loss", self.value_loss,
          FieldInfo{"mean squared error of V to its target after the update"});
    visit("surrogate_gain", self.surrogate_gain,
          FieldInfo{"surrogate of the new policy minus that of the old"});
    visit("policy_gradient_norm", self.policy_gradient_norm,
          FieldInfo{"mean over optimizer steps, before clipping; TRPO: of the one gradient"});
    visit("value_gradient_norm", self.value_gradient_norm,
          FieldInfo{"mean over optimizer steps, before clipping"});
    visit("policy_learning_rate", self.policy_learning_rate, FieldInfo{"in this iteration"});
    visit("value_learning_rate", self.value_learning_rate, FieldInfo{"in this iteration"});
    visit("cg_residual", self.cg_residual,
          FieldInfo{"TRPO: |Fx - g| / |g| after the last step of conjugate gradients"});
    visit("line_search_backtracks", self.line_search_backtracks,
          FieldInfo{"TRPO: halvings before acceptance; the allowed number when none was accepted",
                    "steps"});
    visit("heldout_mean_kl", self.heldout_mean_kl,
          FieldInfo{"mean KL(old||new) over held-out observations of the old policy", "nats"});
    visit("heldout_max_ratio", self.heldout_max_ratio,
          FieldInfo{"largest new/old probability ratio on held-out pairs"});
  }
};

}  // namespace gaitbench
