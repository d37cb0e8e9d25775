// What one iteration of a derivative-free learner measured: the columns of its run logs.
#pragma once

#include "results/log/columns.h"

namespace gaitbench {

struct DerivativeFreeRecord {
  EpisodeRecord episodes;
  double best_score = kNotMeasured;
  double mean_score = kNotMeasured;
  double score_std = kNotMeasured;
  double step_norm = kNotMeasured;
  double parameter_norm = kNotMeasured;
  double search_std = kNotMeasured;
  double generations = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    EpisodeRecord::Fields(self.episodes, visit);
    visit("best_score", self.best_score, FieldInfo{"of the iteration's candidates", "return"});
    visit("mean_score", self.mean_score, FieldInfo{"over the candidates", "return"});
    visit("score_std", self.score_std,
          FieldInfo{"standard deviation over the candidates", "return"});
    visit("step_norm", self.step_norm, FieldInfo{"Euclidean length of the parameters' change"});
    visit("parameter_norm", self.parameter_norm,
          FieldInfo{"Euclidean length of the parameters after it"});
    visit("search_std", self.search_std,
          FieldInfo{"standard deviation of candidates around the parameters, mean over those "
                    "searched, after the iteration and without extra_std"});
    visit("generations", self.generations, FieldInfo{"in this iteration", "generations"});
  }
};

}  // namespace gaitbench
