#include "algos/derivative_free/derivative_free_learner.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

#include "algos/kernels/saved.h"
#include "algos/learner/streams.h"
#include "algos/networks/initialization.h"

namespace gaitbench {
namespace {

constexpr const char* kSearchName = "search";  // of its tensors in a checkpoint

std::vector<float> ToFloats(std::span<const double> x) {
  std::vector<float> rounded(x.size());
  std::ranges::transform(x, rounded.begin(),
                         [](double value) { return static_cast<float>(value); });
  return rounded;
}

// The last layer begins at 0, so that a policy does nothing at first; hidden layers are Xavier's.
SearchStart StartOf(const DerivativeFreeSettings& settings, const MlpLayout& layout, int64_t seed) {
  RandomStream weights = MakeStream(seed, Purpose::kPolicyWeights);
  std::vector<float> parameters(layout.num_parameters());
  Initialize(layout, Initialization::kXavier, /*head_gain=*/0, weights, parameters);
  SearchStart start = {.parameters = {parameters.begin(), parameters.end()},
                       .searched = std::vector<uint8_t>(parameters.size(), 1),
                       .noise = MakeStream(seed, Purpose::kSearchNoise)};
  for (const MlpLayout::Layer& layer : layout.layers()) {
    if (!settings.biases) std::fill_n(start.searched.begin() + layer.bias, layer.out, 0);
  }
  return start;
}

double Norm(std::span<const double> x) {
  double squares = 0;
  for (double value : x) squares += value * value;
  return std::sqrt(squares);
}

// What the trials of an iteration say. Empty where a generation before went through all of its env
// steps.
DerivativeFreeRecord RecordOf(const std::vector<Trial>& trials) {
  DerivativeFreeRecord record;
  record.episodes.num_episodes = 0;
  if (trials.empty()) return record;
  const auto count = static_cast<double>(trials.size());
  record.best_score = std::ranges::max(trials, {}, &Trial::score).score;
  record.mean_score = record.score_std = 0;
  for (const Trial& trial : trials) record.mean_score += trial.score / count;
  for (const Trial& trial : trials)
    record.score_std += std::pow(trial.score - record.mean_score, 2) / (count - 1);
  record.score_std = std::sqrt(record.score_std);
  double returns = 0, lengths = 0, episodes = 0;
  for (const Trial& trial : trials) {
    if (!trial.completed) continue;
    returns += trial.episode_return;
    lengths += static_cast<double>(trial.length);
    ++episodes;
  }
  record.episodes.num_episodes = episodes;
  if (episodes == 0) return record;
  record.episodes.mean_return = returns / episodes;
  record.episodes.mean_episode_length = lengths / episodes;
  return record;
}

}  // namespace

DerivativeFreeLearner::DerivativeFreeLearner(const DerivativeFreeSettings& settings,
                                             const LearnerSpec& spec)
    : settings_(settings),
      rollouts_(settings, spec),
      search_(MakeSearch(settings, StartOf(settings, rollouts_.layout(), spec.seed))),
      resets_(MakeStream(spec.seed, Purpose::kResets)),
      moments_(rollouts_.env().observation_size()) {}

IterationOutcome DerivativeFreeLearner::Iterate(int64_t iteration, LogColumns& columns) {
  const std::vector<double> before(search_->parameters().begin(), search_->parameters().end());
  const int64_t generations_before = generations_;
  const int64_t end = (iteration + 1) * EnvStepsPerIteration(settings_);
  TrialSeconds seconds;
  std::vector<Trial> trials;
  IterationOutcome outcome;
  while (env_steps_ < end && !outcome.divergence) {
    std::ranges::move(Generation(seconds), std::back_inserter(trials));
    outcome.divergence = FindDivergence(trials);
  }
  outcome.physics_seconds = seconds.physics;
  outcome.acting_seconds = seconds.all;

  DerivativeFreeRecord record = RecordOf(trials);
  record.episodes.env_steps = static_cast<double>(env_steps_);
  record.generations = static_cast<double>(generations_ - generations_before);
  std::vector<double> step(before.size());
  std::ranges::transform(search_->parameters(), before, step.begin(), std::minus());
  record.step_norm = Norm(step);
  record.parameter_norm = Norm(search_->parameters());
  record.search_std = search_->MeanStd();
  columns.Append(record);
  return outcome;
}

std::vector<Trial> DerivativeFreeLearner::Generation(TrialSeconds& seconds) {
  const std::vector<float> candidates = ToFloats(search_->Propose(generations_));
  std::vector<uint64_t> seeds(NumCandidates(settings_));
  for (uint64_t& seed : seeds) seed = DrawResetSeed(resets_);
  std::vector<Trial> trials = rollouts_.Try(candidates, seeds, ScaleOf(moments_), seconds);
  std::vector<double> scores;
  for (const Trial& trial : trials) {
    scores.push_back(trial.score);
    moments_.Add(trial.observed);
    env_steps_ += trial.length;
  }
  ++generations_;
  // of scores that are no numbers nothing is learned, and the run ends
  if (std::ranges::all_of(scores, [](double score) { return std::isfinite(score); }))
    search_->Learn(scores);
  return trials;
}

std::optional<std::string> DerivativeFreeLearner::FindDivergence(
    const std::vector<Trial>& trials) const {
  const auto is_finite = [](double x) { return std::isfinite(x); };
  if (!std::ranges::all_of(trials, is_finite, &Trial::score))
    return "a candidate's score is not finite";
  if (!std::ranges::all_of(search_->parameters(), is_finite)) return "a parameter is not finite";
  return std::nullopt;
}

template <class Self, class Visit>
void DerivativeFreeLearner::VisitSaved(Self& self, Visit&& visit) {
  visit("resets", self.resets_);
  visit("moments", self.moments_);
  visit("generations", self.generations_);
  visit("env_steps", self.env_steps_);
}

void DerivativeFreeLearner::Save(TensorFile& file) const {
  search_->Save(kSearchName, file);
  VisitSaved(*this,
             [&](const char* name, const auto& member) { gaitbench::Save(member, name, file); });
}

void DerivativeFreeLearner::Restore(const TensorFile& file, const std::string& where) {
  search_->Restore(file, kSearchName, where);
  VisitSaved(*this, [&](const char* name, auto& member) {
    gaitbench::Restore(file, name, where, member);
  });
}

void DerivativeFreeLearner::SaveActor(TensorFile& file) const {
  SaveSearchedActor(rollouts_.layout(), ToFloats(search_->parameters()), ScaleOf(moments_), file);
}

}  // namespace gaitbench
