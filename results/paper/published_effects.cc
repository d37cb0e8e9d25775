#include "results/paper/published_effects.h"

#include <algorithm>
#include <cmath>

#include "results/compare/config_keys.h"
#include "results/compare/names.h"

namespace gaitbench {
namespace {

// The cell of a variant that a grid named; none if it is not of this grid.
std::optional<size_t> CellOf(const std::string& variant, const std::vector<Factor>& factors) {
  const auto values = AxisValues(variant);
  if (values.size() != factors.size()) return std::nullopt;
  size_t cell = 0;
  for (size_t i = 0; i < factors.size(); ++i) {
    const auto found = values.find(factors[i].Name());
    if (found == values.end()) return std::nullopt;
    if (found->second == factors[i].on_label) {
      cell |= size_t{1} << i;
    } else if (found->second != factors[i].off_label) {
      return std::nullopt;
    }
  }
  return cell;
}

// The source's results of the grid's cells; none if it lacks one.
std::optional<std::vector<const PublishedResult*>> CellsOf(const PublishedSource& source,
                                                           const Factorial& factorial) {
  std::vector<const PublishedResult*> cells(size_t{1} << factorial.factors.size(), nullptr);
  for (const PublishedResult& result : source.results) {
    if (RobotOf(result.environment) != RobotOf(factorial.environment)) continue;
    if (const auto cell = CellOf(result.variant, factorial.factors)) cells[*cell] = &result;
  }
  if (std::ranges::find(cells, nullptr) != cells.end()) return std::nullopt;
  return cells;
}

std::vector<size_t> NumbersOf(const std::vector<std::string>& names,
                              const std::vector<Factor>& factors) {
  std::vector<size_t> numbers;
  for (const std::string& name : names)
    numbers.push_back(std::ranges::find(factors, name, &Factor::Name) - factors.begin());
  return numbers;
}

}  // namespace

std::vector<PublishedEffects> EffectsBesidePublished(const std::vector<Factorial>& factorials) {
  std::vector<PublishedEffects> beside;
  for (const Factorial& factorial : factorials) {
    for (const PublishedSource& source : PublishedSources()) {
      const auto cells = CellsOf(source, factorial);
      if (!cells || factorial.effects.empty()) continue;
      PublishedEffects of_source{.environment = factorial.environment,
                                 .source = source.source,
                                 .citation = source.citation,
                                 .statistic = source.statistic,
                                 .note = source.note,
                                 .their_environment = cells->front()->environment,
                                 .their_env_steps = cells->front()->env_steps};
      std::vector<double> means;
      for (const PublishedResult* cell : *cells) means.push_back(cell->mean);
      for (const FactorialEffect& effect : factorial.effects) {
        const std::vector<size_t> factors = NumbersOf(effect.factors, factorial.factors);
        of_source.effects.push_back({.name = effect.Name(),
                                     .here = effect.estimate.value,
                                     .published = ContrastOf({means}, factors).value,
                                     .here_interval = effect.estimate.interval});
      }
      beside.push_back(std::move(of_source));
    }
  }
  return beside;
}

}  // namespace gaitbench
