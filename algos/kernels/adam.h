// Adam, Kingma & Ba 2015 (arXiv:1412.6980), algorithm 1, as torch.optim.Adam computes it, with an
// optional bound on the gradient's norm (torch.nn.utils.clip_grad_norm_).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

// One for all networks of a learner.
struct AdamSettings {
  double adam_epsilon = 1e-5;
  double adam_beta1 = 0.9;
  double adam_beta2 = 0.999;

  bool operator==(const AdamSettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("adam_epsilon", self.adam_epsilon,
          FieldInfo{"epsilon of Adam", "", 0, 1,
                    "Engstrom et al. 2020's code, Baselines: 1e-5; PyTorch: 1e-8"});
    visit("adam_beta1", self.adam_beta1,
          FieldInfo{"decay of Adam's mean", "", 0, 0.999999, "arXiv:1412.6980"});
    visit("adam_beta2", self.adam_beta2,
          FieldInfo{"decay of Adam's mean square", "", 0, 0.99999999, "arXiv:1412.6980"});
  }
};

// What Adam keeps, for a step that is computed elsewhere.
struct AdamState {
  double epsilon, beta1, beta2;
  int64_t& num_steps;
  std::span<float> mean, square;  // [P]
};

class Adam {
 public:
  Adam(int64_t num_parameters, double epsilon, double beta1 = 0.9, double beta2 = 0.999)
      : epsilon_(epsilon),
        beta1_(beta1),
        beta2_(beta2),
        mean_(num_parameters),
        square_(num_parameters) {}
  Adam(int64_t num_parameters, const AdamSettings& settings)
      : Adam(num_parameters, settings.adam_epsilon, settings.adam_beta1, settings.adam_beta2) {}

  // Moves `parameters` [P] against `gradient` [P], to which weight_decay times the parameters is
  // added, then scaled down to max_norm where it is longer. Returns the norm before that.
  double Step(std::span<const float> gradient, double learning_rate, std::optional<double> max_norm,
              std::span<float> parameters, double weight_decay = 0);

  AdamState state() { return {epsilon_, beta1_, beta2_, num_steps_, mean_, square_}; }

  // Whether both moments are. A second moment that overflows stops its parameter in silence: each
  // step is divided by infinity.
  bool IsFinite() const;

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("num_steps", self.num_steps_);
    visit("mean", self.mean_);
    visit("square", self.square_);
  }

 private:
  double epsilon_, beta1_, beta2_;
  int64_t num_steps_ = 0;
  std::vector<float> mean_, square_;  // [P]
  std::vector<float> decaying_;       // [P], scratch: gradient with weight decay
};

}  // namespace gaitbench
