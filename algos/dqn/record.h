// What one iteration of deep Q-learning measured: the columns of its run logs.
#pragma once

#include "results/log/columns.h"

namespace gaitbench {

struct DqnRecord {
  EpisodeRecord episodes;
  EvaluationRecord evaluation;
  double num_updates = kNotMeasured;
  double value_loss = kNotMeasured;
  double mean_value = kNotMeasured;
  double value_gradient_norm = kNotMeasured;
  double epsilon = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    EpisodeRecord::Fields(self.episodes, visit);
    EvaluationRecord::Fields(self.evaluation, visit);
    visit("num_updates", self.num_updates, FieldInfo{"updates so far", "updates"});
    visit("value_loss", self.value_loss,
          FieldInfo{"mean squared error of the values to their targets, over this iteration's "
                    "updates"});
    visit("mean_value", self.mean_value, FieldInfo{"mean value, over this iteration's batches"});
    visit("value_gradient_norm", self.value_gradient_norm,
          FieldInfo{"mean over this iteration's updates"});
    visit("epsilon", self.epsilon,
          FieldInfo{"chance of a random value in an action dimension, after this iteration"});
  }
};

}  // namespace gaitbench
