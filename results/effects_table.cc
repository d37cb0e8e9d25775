#include <algorithm>

#include "results/number_text.h"
#include "results/paper_figure_1.h"
#include "results/table_parts.h"

namespace gaitbench {
namespace {

std::string Title(const FactorialEffect& effect) {
  std::string title;
  for (const std::string& factor : effect.factors) title += (title.empty() ? "" : " x ") + factor;
  return title;
}

TableCell PCell(const std::optional<double>& p) {
  constexpr double kSmallest = 1e-4;
  if (!p) return {};
  return *p < kSmallest ? TableCell(std::string("< 0.0001")) : TableCell(FixedText(*p, 4));
}

}  // namespace

Table EffectsTable(const Factorial& factorial, const ComparisonOptions& options) {
  Table table{.id = "effects_" + factorial.environment,
              .title = "Effects of switches on " + factorial.environment + " [" +
                       PercentText(options.interval) + " interval]",
              .row_header = "switch"};
  table.columns = {
      {"effect", "change of return", "return"}, {"p", "p", ""}, {"p_holm", "p, Holm", ""}};
  const auto in_paper = [&](const FactorialEffect& effect) -> TableCell {
    if (effect.factors.size() > 1) return {};
    const auto paper = EffectInFigure1(factorial.environment, effect.factors[0]);
    return paper ? TableCell(*paper) : TableCell();
  };
  const bool beside_the_paper =
      options.published &&
      std::any_of(factorial.effects.begin(), factorial.effects.end(),
                  [&](const auto& effect) { return in_paper(effect).index() != 0; });
  if (beside_the_paper) table.columns.push_back({"paper", "the paper", "return"});
  bool interactions = false;
  for (const FactorialEffect& effect : factorial.effects) {
    TableRow row{.id = Title(effect), .title = Title(effect)};
    row.after_rule = !interactions && effect.factors.size() > 1;
    interactions |= effect.factors.size() > 1;
    row.cells = {Estimate{.value = effect.value, .interval = effect.interval}, PCell(effect.p),
                 PCell(effect.p_holm)};
    if (beside_the_paper) row.cells.push_back(in_paper(effect));
    table.rows.push_back(std::move(row));
  }
  const std::string grid = std::to_string(size_t{1} << factorial.factors.size());
  table.notes.push_back(
      std::to_string(factorial.seeds.size()) + " seeds, each with all " + grid +
      " configurations; effects paired by seed: mean return with the switch on minus with it off; "
      "a x b: half of what b changes in the effect of a; p by Student's t, Holm over all rows");
  for (const Factor& factor : factorial.factors) {
    if (factor.on.is_string())
      table.notes.push_back(factor.Name() + ": on is " + factor.on.get<std::string>() +
                            ", off is " + factor.off.get<std::string>());
  }
  if (beside_the_paper)
    table.notes.push_back("the paper: " + ThePapersFigure1().source + ", " +
                          ThePapersFigure1().citation + "; means of the bins' middles; " +
                          ThePapersFigure1().note);
  for (const std::string& note : factorial.notes) table.notes.push_back(note);
  return table;
}

}  // namespace gaitbench
