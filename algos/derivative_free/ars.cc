#include "algos/derivative_free/ars.h"

#include <algorithm>
#include <cmath>

#include "algos/kernels/saved.h"
#include "algos/kernels/sizes.h"

namespace gaitbench {
namespace {

// With n in the denominator.
double Deviation(const std::vector<double>& x) {
  const auto count = static_cast<double>(x.size());
  double mean = 0, squares = 0;
  for (double value : x) mean += value / count;
  for (double value : x) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / count);
}

class Ars : public Search {
 public:
  Ars(const DerivativeFreeSettings& settings, SearchStart start)
      : settings_(settings), searched_(std::move(start.searched)) {
    state_ = {start.noise, std::move(start.parameters)};
  }

  std::vector<double> Propose(int64_t) override {
    const size_t size = state_.parameters.size();
    directions_.assign(settings_.directions * size, 0);
    for (size_t i = 0; i < directions_.size(); ++i)
      if (searched_[i % size]) directions_[i] = state_.noise.Normal();
    std::vector<double> candidates;  // plus and minus each direction
    candidates.reserve(2 * directions_.size());
    for (int64_t n = 0; n < settings_.directions; ++n) {
      for (double sign : {1.0, -1.0}) {
        for (size_t i = 0; i < size; ++i)
          candidates.push_back(state_.parameters[i] +
                               sign * settings_.direction_std * directions_[n * size + i]);
      }
    }
    return candidates;
  }

  void Learn(std::span<const double> scores) override {
    std::vector<double> plus, minus;
    for (size_t k = 0; k < scores.size(); k += 2) {
      plus.push_back(scores[k]);
      minus.push_back(scores[k + 1]);
    }
    ArsStep(settings_, {directions_, plus, minus}, state_.parameters);
  }

  std::span<const double> parameters() const override { return state_.parameters; }
  double MeanStd() const override { return settings_.direction_std; }

  void Save(const std::string& name, TensorFile& file) const override {
    gaitbench::Save(state_, name, file);
  }
  void Restore(const TensorFile& file, const std::string& name, const std::string& where) override {
    gaitbench::Restore(file, name, where, state_);
  }

 private:
  struct State {
    RandomStream noise;
    std::vector<double> parameters;  // [P]

    template <class Self, class Visit>
    static void Saved(Self& self, Visit&& visit) {
      visit("noise", self.noise);
      visit("parameters", self.parameters);
    }
  };

  DerivativeFreeSettings settings_;
  std::vector<uint8_t> searched_;
  State state_;
  std::vector<double> directions_;  // [N,P], of the candidates proposed last
};

}  // namespace

void ArsStep(const DerivativeFreeSettings& settings, const ScoredDirections& scored,
             std::span<double> parameters) {
  const size_t size = parameters.size(), num_directions = scored.plus.size();
  RequireSize("scores", scored.minus.size(), num_directions);
  RequireSize("directions", scored.directions.size(), num_directions * size);
  std::vector<double> better(num_directions);
  std::ranges::transform(scored.plus, scored.minus, better.begin(),
                         [](double plus, double minus) { return std::max(plus, minus); });
  std::vector<int64_t> top = BestFirst(better);
  top.resize(settings.top_directions);

  std::vector<double> scores;
  for (int64_t n : top) scores.insert(scores.end(), {scored.plus[n], scored.minus[n]});
  const double sigma = settings.reward_std_scaling ? Deviation(scores) : 1;
  if (sigma == 0) return;  // no candidate is better than another
  const double factor = settings.step_size / (static_cast<double>(top.size()) * sigma);
  for (int64_t n : top) {
    const double weight = factor * (scored.plus[n] - scored.minus[n]);
    for (size_t i = 0; i < size; ++i) parameters[i] += weight * scored.directions[n * size + i];
  }
}

std::unique_ptr<Search> MakeArs(const DerivativeFreeSettings& settings, SearchStart start) {
  return std::make_unique<Ars>(settings, std::move(start));
}

}  // namespace gaitbench
