#include "results/paper/paper_indices.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "results/compare/names.h"

namespace gaitbench {
namespace {

constexpr std::array kVariants = {"ppo", "ppo_m", "trpo", "trpo_plus"};  // order of the strata

struct Term {
  size_t minuend, subtrahend;  // indices into kVariants
};

struct Definition {
  const char* name;
  std::array<Term, 2> terms;
};

constexpr std::array kIndices = {Definition{"AAI", {Term{0, 3}, Term{1, 2}}},
                                 Definition{"ACLI", {Term{0, 1}, Term{3, 2}}}};

double Value(const Definition& index, const Strata& strata) {
  double largest = 0;
  for (const auto [minuend, subtrahend] : index.terms) {
    largest = std::max(largest, std::abs(Mean(strata[minuend]) - Mean(strata[subtrahend])));
  }
  return largest;
}

}  // namespace

std::vector<PaperIndex> PaperIndices(const std::string& environment, const PaperVariants& returns,
                                     const BootstrapOptions& options) {
  const Strata strata = {returns.ppo, returns.ppo_m, returns.trpo, returns.trpo_plus};
  if (std::any_of(strata.begin(), strata.end(),
                  [](const auto& stratum) { return stratum.empty(); }))
    return {};
  std::vector<PaperIndex> indices;
  for (const Definition& definition : kIndices) {
    PaperIndex index{
        .environment = environment, .name = definition.name, .value = Value(definition, strata)};
    index.interval = StratifiedInterval(
        strata, [&](const Strata& resample) { return Value(definition, resample); }, options);
    for (const auto [minuend, subtrahend] : definition.terms) {
      index.terms.push_back(
          {.name = DisplayName(kVariants[minuend]) + " - " + DisplayName(kVariants[subtrahend]),
           .value = Mean(strata[minuend]) - Mean(strata[subtrahend]),
           .interval = MeanDifferenceInterval(strata[minuend], strata[subtrahend], options)});
    }
    indices.push_back(std::move(index));
  }
  const auto excess = [](const Strata& sample) {
    return Value(kIndices[1], sample) - Value(kIndices[0], sample);
  };
  indices.push_back({.environment = environment,
                     .name = "ACLI - AAI",
                     .value = excess(strata),
                     .interval = StratifiedInterval(strata, excess, options),
                     .terms = {{"ACLI", indices[1].value, indices[1].interval},
                               {"AAI", indices[0].value, indices[0].interval}}});
  return indices;
}

std::vector<PaperIndex> PaperIndices(const Comparison& comparison) {
  std::vector<PaperIndex> indices;
  for (const std::string& environment : comparison.environments) {
    const auto returns = [&](std::string_view variant) {
      const VariantResult* result = comparison.Find(environment, variant);
      return result ? result->returns : std::vector<double>{};
    };
    const PaperVariants variants = {returns("ppo"), returns("ppo_m"), returns("trpo"),
                                    returns("trpo_plus")};
    for (PaperIndex& index : PaperIndices(environment, variants, comparison.options.Bootstrap()))
      indices.push_back(std::move(index));
  }
  return indices;
}

}  // namespace gaitbench
