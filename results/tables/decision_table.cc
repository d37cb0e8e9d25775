#include <fmt/format.h>

#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

TableCell BoundedP(const std::optional<double>& p) {
  return p ? TableCell(fmt::format("{:.2g}", *p)) : TableCell();
}

TableRow RowOf(const Look& look, size_t number, const Decision& decision) {
  const std::string name = std::to_string(number);
  TableRow row{.id = name, .title = name};
  row.cells = {look.num_seeds, FixedText(look.bound.z, 3), BoundedP(look.bound.p), {}, {}, {}};
  if (!look.finding) return row;
  const bool decides = decision.state == DecisionState::kDecided && number == decision.num_looked();
  row.cells[3] = BoundedP(look.finding->p);
  row.cells[4] = look.finding->name;
  if (const auto& value = look.finding->value)
    row.cells[5] = Estimate{.value = *value, .interval = look.interval(), .best = decides};
  return row;
}

}  // namespace

Table DecisionTable(const Decision& decision) {
  Table table{.id = "decision_" + decision.environment,
              .title = fmt::format("{} on {}: {}", decision.question, decision.environment,
                                   DecisionText(decision)),
              .row_header = "look"};
  table.columns = {{"seeds", "seeds", "seeds"},   {"bound_z", "bound of z", ""},
                   {"bound_p", "bound of p", ""}, {"p", "p", ""},
                   {"estimate", "estimate", ""},  {"value", "[repeated interval]", "return"}};
  for (size_t k = 0; k < decision.looks.size(); ++k)
    table.rows.push_back(RowOf(decision.looks[k], k + 1, decision));
  return table;
}

std::vector<std::string> DecisionNotes(const Decision& decision) {
  const std::string shared =
      decision.num_environments == 1
          ? ""
          : fmt::format(
                ", {:.3g} shared evenly by {} environments, each of which decides by itself",
                decision.level * static_cast<double>(decision.num_environments),
                decision.num_environments);
  const bool by_pairs =
      decision.test == QuestionTest::kDifference || decision.test == QuestionTest::kRanking;
  return {
      fmt::format(
          "decided where p, two-sided by {}, is at most its bound: O'Brien & Fleming's at level "
          "{:.3g}{}, so that all looks together claim something of nothing that often; at least {} "
          "seeds of each, {}",
          TestText(decision.test), decision.level, shared, kFewestSeeds,
          by_pairs ? "of the better one none diverged" : "none diverged"),
      "repeated intervals cover at all looks together, so they may be read where one stopped; "
      "other intervals and p values of these runs allow for one look, at a number of seeds fixed "
      "in advance"};
}

}  // namespace gaitbench
