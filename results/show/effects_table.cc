#include "results/show/result_tables.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

TableCell PCell(const std::optional<double>& p) {
  constexpr double kSmallest = 1e-4;
  if (!p) return {};
  return *p < kSmallest ? TableCell(std::string("< 0.0001")) : TableCell(FixedText(*p, 4));
}

enum class Kind { kMain, kInteraction, kSimple };

Kind KindOf(const FactorialEffect& effect) {
  if (effect.given) return Kind::kSimple;
  return effect.factors.size() > 1 ? Kind::kInteraction : Kind::kMain;
}

// Simple effects only where the interaction holds.
std::vector<FactorialEffect> ShownEffects(const Factorial& factorial,
                                          const ComparisonOptions& options) {
  std::vector<FactorialEffect> shown = factorial.effects;
  for (const FactorialEffect& effect : factorial.effects) {
    if (KindOf(effect) != Kind::kInteraction || !effect.Holds(options.interval)) continue;
    for (const FactorialEffect& simple : factorial.SimpleEffectsOf(effect)) shown.push_back(simple);
  }
  return shown;
}

}  // namespace

Table EffectsTable(const Factorial& factorial, const ComparisonOptions& options) {
  Table table{.id = "effects_" + factorial.environment,
              .title = "Effects of switches on " + factorial.environment + " [" +
                       PercentText(options.interval) + " interval]",
              .row_header = "switch"};
  table.columns = {
      {"effect", "change of return", "return"}, {"p", "p", ""}, {"p_holm", "p, Holm", ""}};
  Kind kind = Kind::kMain;
  for (const FactorialEffect& effect : ShownEffects(factorial, options)) {
    TableRow row{.id = effect.Name(), .title = effect.Name()};
    row.after_rule = !table.rows.empty() && KindOf(effect) != kind;
    kind = KindOf(effect);
    row.cells = {Estimate{.value = effect.estimate.value, .interval = effect.estimate.interval},
                 PCell(effect.estimate.p), PCell(effect.p_holm)};
    table.rows.push_back(std::move(row));
  }
  const std::string grid = std::to_string(size_t{1} << factorial.factors.size());
  table.notes.push_back(
      std::to_string(factorial.seeds.size()) + " seeds, each with all " + grid +
      " configurations: mean return with the switch on minus with it off; a x b: half of what b "
      "changes in the effect of a; intervals and p by Student's t, the seeds as blocks; Holm over "
      "main effects and interactions");
  if (kind == Kind::kSimple)
    table.notes.push_back("a, b off: the effect of a where b is off; shown where a x b holds");
  for (const Factor& factor : factorial.factors) {
    if (factor.on.is_string())
      table.notes.push_back(factor.Name() + ": on is " + factor.on.get<std::string>() +
                            ", off is " + factor.off.get<std::string>());
  }
  for (const std::string& note : factorial.notes) table.notes.push_back(note);
  return table;
}

}  // namespace gaitbench
