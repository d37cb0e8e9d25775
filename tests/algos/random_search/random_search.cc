#include "tests/algos/random_search/random_search.h"

#include "algos/kernels/saved.h"
#include "algos/learner/streams.h"

namespace gaitbench {
namespace {

struct RandomSearchSettings {
  int64_t horizon = 200;
  double noise = 0.1;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("horizon", self.horizon,
          FieldInfo{"env steps on which a candidate is judged", "env steps", 1, 1e7}.ChangesCost());
    visit("noise", self.noise, FieldInfo{"deviation of a candidate from the best one", "", 0, 10});
  }
};

using Weights = std::vector<double>;  // [A,O]

// action = weights x observation
void ActLinearly(const Weights& weights, std::span<const double> observation,
                 std::span<float> action) {
  for (size_t a = 0; a < action.size(); ++a) {
    double sum = 0;
    for (size_t o = 0; o < observation.size(); ++o)
      sum += weights[a * observation.size() + o] * observation[o];
    action[a] = static_cast<float>(sum);
  }
}

class RandomSearch : public Learner {
 public:
  RandomSearch(const RandomSearchSettings& settings, const LearnerSpec& spec)
      : settings_(settings),
        env_(spec.task, {.num_envs = 1, .autoreset = Autoreset::kSameStep}),
        noise_(MakeStream(spec.seed, Purpose::kActionNoise)),
        best_(env_.action_size() * env_.observation_size()) {
    env_.Reset(static_cast<uint64_t>(spec.seed));
  }

  LogColumns Columns() const override { return LogColumns::Of<EpisodeRecord>(); }

  IterationOutcome Iterate(int64_t iteration, LogColumns& columns) override {
    Weights candidate = best_;
    for (double& weight : candidate) weight += settings_.noise * noise_.Normal();
    EpisodeRecord record = {.env_steps = static_cast<double>((iteration + 1) * settings_.horizon)};
    const double score = Judge(candidate, record);
    if (iteration == 0 || score > best_score_) {
      best_ = candidate;
      best_score_ = score;
    }
    columns.Append(record);
    return {};
  }

  void Save(TensorFile& file) const override { gaitbench::Save(*this, "random_search", file); }
  void Restore(const TensorFile& file, const std::string& where) override {
    gaitbench::Restore(file, "random_search", where, *this);
  }
  void SaveActor(TensorFile& file) const override { gaitbench::Save(best_, "weights", file); }

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("env", self.env_);
    visit("noise", self.noise_);
    visit("best", self.best_);
    visit("best_score", self.best_score_);
  }

 private:
  // The sum of rewards over the horizon; episodes that ended are recorded.
  double Judge(const Weights& weights, EpisodeRecord& record) {
    std::vector<float> action(env_.action_size());
    double score = 0, episode_return = 0, finished_returns = 0;
    record.num_episodes = 0;
    env_.Reset();
    for (int64_t t = 0; t < settings_.horizon; ++t) {
      ActLinearly(weights, env_.observations(), action);
      env_.Step(std::span<const float>(action));
      score += env_.rewards()[0];
      episode_return += env_.rewards()[0];
      if (!env_.terminated()[0] && !env_.truncated()[0]) continue;
      finished_returns += std::exchange(episode_return, 0);
      ++record.num_episodes;
    }
    if (record.num_episodes > 0) record.mean_return = finished_returns / record.num_episodes;
    return score;
  }

  RandomSearchSettings settings_;
  BatchedEnv env_;
  RandomStream noise_;
  Weights best_;
  double best_score_ = 0;
};

class LinearActor : public Actor {
 public:
  explicit LinearActor(Weights weights) : weights_(std::move(weights)) {}
  void Act(std::span<const double> observation, RandomStream*, std::span<float> action) override {
    ActLinearly(weights_, observation, action);
  }

 private:
  Weights weights_;
};

}  // namespace

const Family& RandomSearchFamily() {
  static const Family family = MakeFamily(FamilyOf<RandomSearchSettings>{
      .name = "random_search",
      .meaning = "random search over a linear policy",
      .presets = {{"random_search", "the default",
                   [](const std::string&) { return RandomSearchSettings(); }}},
      .check = [](const RandomSearchSettings&, const std::string&) {},
      .env_steps_per_iteration =
          [](const RandomSearchSettings& settings) { return settings.horizon; },
      .shortened = [](const RandomSearchSettings& settings) { return settings; },
      .make_learner = [](const RandomSearchSettings& settings, const LearnerSpec& spec)
          -> std::unique_ptr<Learner> { return std::make_unique<RandomSearch>(settings, spec); },
      .read_actor = [](const RandomSearchSettings&, const TensorFile& file, const BatchedEnv& env,
                       const std::string& where) -> std::unique_ptr<Actor> {
        Weights weights(env.action_size() * env.observation_size());
        Restore(file, "weights", where, weights);
        return std::make_unique<LinearActor>(std::move(weights));
      }});
  return family;
}

}  // namespace gaitbench
