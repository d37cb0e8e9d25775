// Derivatives by LibTorch: expressions in float64, rounded to the floats that the rest of the
// program works with. A shared object of its own, so that only runs that ask for it need LibTorch.
#include <ATen/Parallel.h>
#include <torch/headeronly/version.h>

#include "algos/kernels/gradient_norm.h"
#include "algos/on_policy/autograd_library.h"
#include "algos/torch/objective.h"

namespace gaitbench {
namespace {

at::Tensor Rows(std::span<const float> x, int64_t width) {
  return ToDouble(x, {static_cast<int64_t>(x.size()) / width, width});
}

at::Tensor Vector(std::span<const float> x) {
  return ToDouble(x, {static_cast<int64_t>(x.size())});
}

void CopyTo(const at::Tensor& from, std::span<float> to) {
  const at::Tensor rounded = from.detach().to(at::kFloat).contiguous();
  std::copy_n(rounded.const_data_ptr<float>(), to.size(), to.begin());
}

// The samples of a batch in float64, at a policy's parameters.
struct PolicyExpressions {
  PolicyExpressions(const PolicyBatch& batch, const Policy& policy, const at::Tensor& parameters)
      : now(GaussianOf(policy, parameters,
                       Rows(batch.samples.observation, policy.observation_size()))),
        log_prob(LogProbOf(now, Rows(batch.samples.action, policy.action_size()))),
        old_log_prob(Vector(batch.old_log_prob)),
        advantage(Vector(batch.advantage)),
        trajectory(at::tensor(at::ArrayRef(batch.trajectory.data(), batch.trajectory.size()))) {}

  Gaussian now;
  at::Tensor log_prob, old_log_prob, advantage;  // [B]
  at::Tensor trajectory;                         // [B], or []
};

Gaussian Expression(const GaussianAt& at) {
  const at::Tensor log_std = Rows(at.log_std, at.action_size);
  return {Rows(at.mean, at.action_size), at.row_stride() ? log_std : log_std[0]};
}

class Autograd : public Derivatives {
 public:
  double PolicyGradient(const PolicyGoal& goal, const PolicyBatch& batch, Policy& policy,
                        std::span<float> gradient) const override {
    const at::Tensor leaf = Leaf(policy.parameters());
    const PolicyExpressions at(batch, policy, leaf);
    const at::Tensor surrogate =
        SurrogateOf(goal, at.log_prob, at.old_log_prob, at.advantage, at.trajectory).mean();
    at::Tensor objective = surrogate + goal.entropy_coef * MeanEntropyOf(at.now);
    if (goal.kl_coef) {
      const Gaussian old = Expression(batch.old);
      objective = objective - *goal.kl_coef * MeanKlOf(old, at.now);
    }
    CopyTo(GradientOf(goal.coef * objective, leaf), gradient);
    return goal.coef * surrogate.item<double>();
  }

  void ValueGradient(const ValueGoal& goal, const ValueBatch& batch, ValueFunction& value_function,
                     std::span<float> gradient) const override {
    const MlpLayout& layout = value_function.layout();
    const at::Tensor leaf = Leaf(value_function.parameters());
    const at::Tensor observation = Rows(batch.observation, layout.shape().inputs);
    const at::Tensor value = NetworkOf(layout, leaf, observation).squeeze(1);
    const at::Tensor loss = ValueLossOf(goal, value, Vector(batch.old_value), Vector(batch.target));
    CopyTo(GradientOf(goal.coef * loss.mean(), leaf), gradient);
  }

  // the Hessian of KL(old||new) at new = old, by differentiating twice
  LinearMap FisherProduct(std::span<const float> observation, double damping,
                          Policy& policy) const override {
    const at::Tensor leaf = Leaf(policy.parameters());
    const Gaussian now = GaussianOf(policy, leaf, Rows(observation, policy.observation_size()));
    const Gaussian old = {now.mean.detach(), now.log_std.detach()};
    const at::Tensor by_leaf = GradientOf(MeanKlOf(old, now), leaf, /*create_graph=*/true);
    return [=](std::span<const float> v, std::span<float> product) {
      const at::Tensor direction = Vector(v);
      const at::Tensor fisher = GradientOf(by_leaf.dot(direction), leaf, /*create_graph=*/true);
      CopyTo(fisher + damping * direction, product);
    };
  }

  PolicyTrial TryPolicy(const PolicyBatch& batch, KlDirection direction,
                        Policy& policy) const override {
    const PolicyExpressions at(batch, policy, Vector(policy.parameters()));
    const Gaussian old = Expression(batch.old);
    const at::Tensor kl =
        direction == KlDirection::kOldNew ? MeanKlOf(old, at.now) : MeanKlOf(at.now, old);
    const PolicyGoal plain = {};
    return {
        .surrogate =
            SurrogateOf(plain, at.log_prob, at.old_log_prob, at.advantage).mean().item<double>(),
        .kl = kl.item<double>()};
  }

  // Kingma & Ba 2015 (arXiv:1412.6980), algorithm 1
  double AdamStep(std::span<const float> gradient, double learning_rate,
                  std::optional<double> max_norm, Adam& adam,
                  std::span<float> parameters) const override {
    const AdamState state = adam.state();
    const double time = static_cast<double>(++state.num_steps);
    at::Tensor g = Vector(gradient);
    const double norm = g.norm().item<double>();
    if (max_norm) g = g * BoundingFactor(norm, *max_norm);
    const at::Tensor mean = state.beta1 * Vector(state.mean) + (1 - state.beta1) * g;
    const at::Tensor square = state.beta2 * Vector(state.square) + (1 - state.beta2) * g.square();
    const at::Tensor mean_hat = mean / (1 - std::pow(state.beta1, time));
    const at::Tensor square_hat = square / (1 - std::pow(state.beta2, time));
    const at::Tensor step = learning_rate * mean_hat / (square_hat.sqrt() + state.epsilon);
    CopyTo(mean, state.mean);
    CopyTo(square, state.square);
    CopyTo(Vector(parameters) - step, parameters);
    return norm;
  }
};

}  // namespace
}  // namespace gaitbench

extern "C" gaitbench::AutogradLibrary gaitbench_autograd() {
  at::set_num_threads(1);  // a worker is one thread
  static const gaitbench::Autograd autograd;
  return {.derivatives = &autograd, .libtorch_version = TORCH_VERSION};
}
