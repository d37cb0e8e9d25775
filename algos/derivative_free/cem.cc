#include "algos/derivative_free/cem.h"

#include <algorithm>
#include <cmath>

#include "algos/kernels/saved.h"
#include "algos/kernels/sizes.h"

namespace gaitbench {
namespace {

class Cem : public Search {
 public:
  Cem(const DerivativeFreeSettings& settings, SearchStart start)
      : settings_(settings), searched_(std::move(start.searched)) {
    for (uint8_t searched : searched_)
      state_.gaussian.std.push_back(searched ? settings.initial_std : 0);
    state_.gaussian.mean = std::move(start.parameters);
    state_.noise = start.noise;
  }

  std::vector<double> Propose(int64_t generation) override {
    const auto& [mean, std] = state_.gaussian;
    const double extra = ExtraVariance(settings_, generation);
    candidates_.clear();
    for (int64_t k = 0; k < settings_.population; ++k) {
      for (size_t i = 0; i < mean.size(); ++i) {
        const double deviation = std::sqrt(std[i] * std[i] + extra);
        candidates_.push_back(searched_[i] ? mean[i] + deviation * state_.noise.Normal() : mean[i]);
      }
    }
    return candidates_;
  }

  void Learn(std::span<const double> scores) override {
    CemStep(settings_, candidates_, scores, state_.gaussian);
  }

  std::span<const double> parameters() const override { return state_.gaussian.mean; }
  double MeanStd() const override {
    double sum = 0, count = 0;
    for (size_t i = 0; i < searched_.size(); ++i) {
      if (!searched_[i]) continue;
      sum += state_.gaussian.std[i];
      ++count;
    }
    return sum / count;
  }

  void Save(const std::string& name, TensorFile& file) const override {
    gaitbench::Save(state_, name, file);
  }
  void Restore(const TensorFile& file, const std::string& name, const std::string& where) override {
    gaitbench::Restore(file, name, where, state_);
  }

 private:
  struct State {
    RandomStream noise;
    SearchGaussian gaussian;

    template <class Self, class Visit>
    static void Saved(Self& self, Visit&& visit) {
      visit("noise", self.noise);
      visit("mean", self.gaussian.mean);
      visit("std", self.gaussian.std);
    }
  };

  DerivativeFreeSettings settings_;
  std::vector<uint8_t> searched_;
  State state_;
  std::vector<double> candidates_;  // [K,P], proposed last
};

}  // namespace

void CemStep(const DerivativeFreeSettings& settings, std::span<const double> candidates,
             std::span<const double> scores, SearchGaussian& gaussian) {
  const size_t size = gaussian.mean.size();
  RequireSize("candidates", candidates.size(), scores.size() * size);
  std::vector<int64_t> elites = BestFirst(scores);
  elites.resize(NumElites(settings));
  const auto count = static_cast<double>(elites.size());
  for (size_t i = 0; i < size; ++i) {
    double mean = 0, squares = 0;
    for (int64_t k : elites) mean += candidates[k * size + i] / count;
    for (int64_t k : elites) {
      const double deviation = candidates[k * size + i] - mean;
      squares += deviation * deviation;
    }
    const double weight = settings.smoothing;
    gaussian.mean[i] = (1 - weight) * gaussian.mean[i] + weight * mean;
    gaussian.std[i] = (1 - weight) * gaussian.std[i] + weight * std::sqrt(squares / count);
  }
}

double ExtraVariance(const DerivativeFreeSettings& settings, int64_t generation) {
  const double left =
      1 - static_cast<double>(generation) / static_cast<double>(settings.extra_std_generations);
  return settings.extra_std * settings.extra_std * std::max(0.0, left);
}

std::unique_ptr<Search> MakeCem(const DerivativeFreeSettings& settings, SearchStart start) {
  return std::make_unique<Cem>(settings, std::move(start));
}

}  // namespace gaitbench
