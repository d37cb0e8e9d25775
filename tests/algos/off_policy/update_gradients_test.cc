// The gradients of one update, which Adam's steps would not tell from a multiple of them, against
// autograd of the losses in float64 and finite differences.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "algos/off_policy/networks.h"
#include "tests/algos/autograd.h"
#include "tests/algos/off_policy/squashed_action.h"
#include "tests/algos/samples.h"

namespace gaitbench {
namespace {

constexpr int64_t kSamples = 32, kObservation = 5, kAction = 3;

struct Case {
  std::string name;
  nlohmann::json changes;
};

void PrintTo(const Case& test_case, std::ostream* out) { *out << test_case.name; }

ReplayBatch RandomBatch(RandomStream& stream) {
  ReplayBatch batch(kSamples, kObservation, kAction);
  batch.observation = RandomFloats(kSamples * kObservation, stream);
  batch.action = RandomFloats(kSamples * kAction, stream, 0.3);
  batch.reward = RandomFloats(kSamples, stream);
  batch.next_observation = RandomFloats(kSamples * kObservation, stream);
  batch.discount.assign(kSamples, 0.9f);
  return batch;
}

// Adam's mean after its first step, from which the coefficient's gradient follows.
double EntropyGradient(const OffPolicySettings& settings, OffPolicyNetworks& networks) {
  float mean = NAN;
  OffPolicyNetworks::Saved(networks, [&](const std::string& name, auto& member) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, Adam>) {
      if (name == "entropy_adam") mean = member.state().mean[0];
    }
  });
  return mean / (1 - settings.adam_beta1);
}

using Loss = std::function<at::Tensor(const at::Tensor& parameters)>;

void ExpectGradient(std::span<const float> written_out, const Loss& loss,
                    std::span<const float> parameters, RandomStream& stream) {
  const at::Tensor leaf = Leaf(parameters);
  EXPECT_LT(RelativeError(written_out, GradientOf(loss(leaf), leaf)), 3e-6);

  const at::Tensor point = leaf.detach(), gradient = ToDouble(written_out, point.sizes());
  const at::Tensor direction = ToDouble(RandomFloats(point.size(0), stream), point.sizes());
  constexpr double kStep = 1e-8;  // short, so that no unit crosses its kink
  const double difference =
      Item(loss(point + kStep * direction) - loss(point - kStep * direction)) / (2 * kStep);
  EXPECT_NEAR(Item(gradient.dot(direction)), difference,
              3e-6 * Item(gradient.norm() * direction.norm()));
}

// Before an update and after it, with what it drew.
class UpdateGradientsTest : public testing::TestWithParam<Case> {
 protected:
  UpdateGradientsTest()
      : settings(Settings()),
        shape(settings.ActorOf(kObservation, kAction)),
        networks(settings, kObservation, kAction, stream, stream),
        batch(RandomBatch(stream)) {
    std::vector<TrainedNetwork*> trained = {&networks.actor()};
    for (TrainedNetwork& critic : networks.critics()) trained.push_back(&critic);
    for (TrainedNetwork* network : trained) {
      const auto size = static_cast<int64_t>(network->parameters.size());
      network->parameters = RandomFloats(size, stream, 0.4);
      network->target = RandomFloats(size, stream, 0.4);
      before.push_back(network->parameters);
    }
    RandomStream noise_of_update({7}), same_noise({7});
    const std::span<const float> target = networks.Targets(settings, batch, same_noise);
    targets.assign(target.begin(), target.end());
    if (settings.actor == ActorKind::kSquashedGaussian)
      noise = RandomFloats(kSamples * kAction, same_noise);
    networks.Update(settings, batch, noise_of_update);
  }

  static OffPolicySettings Settings() {
    OffPolicySettings settings;
    settings.hidden_sizes = {16, 8};
    settings.batch_size = settings.warmup_steps = kSamples;
    settings.entropy_coef = 0.3;
    ReadJson(GetParam().changes, settings, "case");
    return settings;
  }

  at::Tensor Observations() const { return ToDouble(batch.observation, {kSamples, kObservation}); }
  // [B]
  at::Tensor ValueOf(const at::Tensor& critic, const at::Tensor& action) const {
    return NetworkOf(networks.critic_layout(), critic, at::cat({Observations(), action}, 1))
        .squeeze(1);
  }
  SquashedAction ActionOf(const at::Tensor& actor) const {
    return SquashedActionOf(shape, networks.actor_layout(), actor, Observations(), noise);
  }

  RandomStream stream{1};
  OffPolicySettings settings;
  ActorShape shape;
  OffPolicyNetworks networks;
  ReplayBatch batch;
  std::vector<std::vector<float>> before;  // parameters of the actor, then of the critics
  std::vector<float> targets, noise;       // [B], [B,A] of the policy's update
};

// mean (Q - y)^2; weight decay is Adam's
TEST_P(UpdateGradientsTest, OfTheCritics) {
  const at::Tensor y = ToDouble(targets, {kSamples});
  const at::Tensor taken = ToDouble(batch.action, {kSamples, kAction});
  for (size_t k = 0; k < networks.critics().size(); ++k) {
    const Loss loss = [&](const at::Tensor& critic) {
      return (ValueOf(critic, taken) - y).square().mean();
    };
    ExpectGradient(networks.critics()[k].gradient, loss, before[k + 1], stream);
  }
}

// mean (entropy_coef log_prob - Q), of the critics as their own update left them
TEST_P(UpdateGradientsTest, OfThePolicyThroughTheCritics) {
  const double entropy_coef = settings.HasEntropy() ? settings.entropy_coef : 0;
  const bool smaller = settings.climbed_critic == ClimbedCritic::kSmaller;
  const auto climbed = [&](const at::Tensor& action) {
    at::Tensor value = ValueOf(Leaf(networks.critics()[0].parameters), action);
    if (networks.critics().size() == 1 || !smaller) return value;
    const at::Tensor second = ValueOf(Leaf(networks.critics()[1].parameters), action);
    const int64_t num_second = (second < value).sum().item<int64_t>();
    EXPECT_TRUE(num_second > 0 && num_second < kSamples) << "one critic is always the smaller";
    return at::minimum(value, second);
  };
  const Loss loss = [&](const at::Tensor& actor) {
    const SquashedAction at = ActionOf(actor);
    return (entropy_coef * at.log_prob - climbed(at.action)).mean();
  };
  ExpectGradient(networks.actor().gradient, loss, before[0], stream);
}

// -log entropy_coef (mean log_prob + target entropy), of the actor before its own update
TEST_P(UpdateGradientsTest, OfTheEntropyCoefficient) {
  if (!settings.LearnsEntropyCoef()) return;
  const at::Tensor log_prob = ActionOf(Leaf(before[0]).detach()).log_prob;
  const double target = settings.target_entropy_per_action * static_cast<double>(kAction);
  const Loss loss = [&](const at::Tensor& log_coef) {
    return -(log_coef * (log_prob + target)).mean();
  };
  const std::array gradient = {static_cast<float>(EntropyGradient(settings, networks))};
  const std::array log_coef = {static_cast<float>(std::log(settings.entropy_coef))};
  ExpectGradient(gradient, loss, log_coef, stream);
}

constexpr auto kGaussian = "squashed_gaussian";
INSTANTIATE_TEST_SUITE_P(
    Choices, UpdateGradientsTest,
    testing::Values(Case{"one critic", {{"num_critics", 1}}},
                    Case{"the first of two", {{"num_critics", 2}}},
                    Case{"the smaller of two", {{"num_critics", 2}, {"climbed_critic", "smaller"}}},
                    Case{"smoothed and normalized",
                         {{"target_smoothing", true}, {"critic_layer_normalization", true}}},
                    Case{"Gaussian without entropy", {{"actor", kGaussian}}},
                    Case{"fixed coefficient, one critic",
                         {{"actor", kGaussian}, {"entropy_term", "fixed"}}},
                    Case{"learned coefficient, the first of two",
                         {{"actor", kGaussian}, {"entropy_term", "learned"}, {"num_critics", 2}}},
                    Case{"learned coefficient, the smaller of two",
                         {{"actor", kGaussian},
                          {"entropy_term", "learned"},
                          {"num_critics", 2},
                          {"climbed_critic", "smaller"},
                          {"log_std_bound", "scaled"},
                          {"log_std_min", -5},
                          {"target_entropy_per_action", -0.5}}}));

}  // namespace
}  // namespace gaitbench
