#include <fmt/format.h>

#include "results/compare/config_keys.h"
#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

TableRow RowOf(const std::string& name, const ContrastEstimate& estimate,
               const std::optional<double>& p_holm, bool holds) {
  TableRow row{.id = name, .title = name};
  row.cells = {Estimate{.value = estimate.value, .interval = estimate.interval, .best = holds},
               PCell(estimate.p), PCell(p_holm)};
  return row;
}

// Of the interactions that hold.
std::vector<SimpleEffect> ShownSimpleEffects(const Factorial& factorial) {
  std::vector<SimpleEffect> shown;
  for (const FactorialEffect& effect : factorial.effects) {
    if (effect.factors.size() == 1 || !effect.holds) continue;
    for (SimpleEffect& simple : factorial.SimpleEffectsOf(effect))
      shown.push_back(std::move(simple));
  }
  return shown;
}

}  // namespace

TableCell PCell(const std::optional<double>& p) { return p ? TableCell(PText(*p)) : TableCell(); }

Table EffectsTable(const Factorial& factorial, const ComparisonOptions& options) {
  Table table{.id = "effects_" + factorial.environment,
              .title = fmt::format("Effects of switches on {} [{} interval]", factorial.environment,
                                   PercentText(options.interval)),
              .row_header = "switch"};
  table.columns = {
      {"effect", "change of return", "return"}, {"p", "p", ""}, {"p_holm", "p, Holm", ""}};
  bool after_main_effect = false;
  for (const FactorialEffect& effect : factorial.effects) {
    table.rows.push_back(RowOf(effect.Name(), effect.estimate, effect.p_holm, effect.holds));
    const bool interaction = effect.factors.size() > 1;
    table.rows.back().after_rule = interaction && after_main_effect;
    after_main_effect = !interaction;
  }
  const std::vector<SimpleEffect> simple_effects = ShownSimpleEffects(factorial);
  for (const SimpleEffect& effect : simple_effects) {
    table.rows.push_back(RowOf(effect.Name(), effect.estimate, std::nullopt, false));
    table.rows.back().after_rule = &effect == &simple_effects.front();
  }
  table.notes.push_back(fmt::format(
      "{}, each with all {} configurations: mean return with the switch on minus with it off; "
      "a x b: half of what b changes in the effect of a; intervals and p by Student's t, the seeds "
      "as blocks; Holm over the main effects and interactions of all environments; bold: that p is at "
      "most {}",
      Counted(std::ssize(factorial.seeds), "seed"), size_t{1} << factorial.factors.size(),
      BoundText(1 - options.interval)));
  if (!simple_effects.empty())
    table.notes.push_back("a, b off: the effect of a where b is off; shown where a x b holds");
  for (const Factor& factor : factorial.factors) {
    if (!factor.on.is_boolean() || !factor.off.is_boolean())
      table.notes.push_back(fmt::format("{}: on is {}, off is {}", factor.Name(),
                                        ValueText(factor.on), ValueText(factor.off)));
  }
  for (const std::string& note : factorial.notes) table.notes.push_back(note);
  return table;
}

}  // namespace gaitbench
