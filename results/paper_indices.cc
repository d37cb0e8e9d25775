#include "results/paper_indices.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "results/names.h"

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
      index.terms.emplace_back(
          DisplayName(kVariants[minuend]) + " - " + DisplayName(kVariants[subtrahend]),
          Mean(strata[minuend]) - Mean(strata[subtrahend]));
    }
    indices.push_back(std::move(index));
  }
  return indices;
}

}  // namespace gaitbench
