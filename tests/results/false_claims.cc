// Prints how often tables of equal variants claim something, by shape of the returns, variants and
// seeds, and how often studies of them that look several times decide something:
// results_false_claims [TABLES], 4,000 of each by default, which takes some minutes.
#include "tests/results/false_claims.h"

#include <charconv>
#include <iostream>
#include <string_view>

#include <fmt/ranges.h>

#include "tests/results/false_decisions.h"

int main(int argc, char** argv) {
  using namespace gaitbench;
  int64_t tables = 4000;
  if (argc > 1) {
    const std::string_view text = argv[1];
    const auto [end, error] = std::from_chars(text.begin(), text.end(), tables);
    if (argc > 2 || error != std::errc() || end != text.end() || tables < 1) {
      std::cerr << "usage: results_false_claims [TABLES]\n";
      return 2;
    }
  }
  constexpr std::pair<ReturnShape, const char*> kShapes[] = {
      {ReturnShape::kNormal, "normal"},
      {ReturnShape::kSkewed, "skewed"},
      {ReturnShape::kTwoHumped, "two humps"}};
  constexpr size_t kSeeds[] = {3, 5, 7, 10, 20};
  std::cout << "| returns | variants | seeds | a difference | some difference | some best |\n"
               "|:--|--:|--:|--:|--:|--:|\n";
  for (const auto& [shape, name] : kShapes) {
    for (const size_t variants : {size_t{5}, size_t{16}, size_t{30}}) {
      for (const size_t seeds : kSeeds) {
        const FalseClaims rates = CountFalseClaims(variants, seeds, shape, tables);
        std::cout << fmt::format("| {} | {} | {} | {:.3f} | {:.3f} | {:.3f} |\n", name, variants,
                                 seeds, rates.one_difference, rates.some_difference,
                                 rates.some_best)
                  << std::flush;
      }
    }
  }
  std::cout << "\n| returns | seeds | a cell beside the paper | some of 15 |\n|:--|--:|--:|--:|\n";
  for (const auto& [shape, name] : kShapes) {
    for (const size_t seeds : kSeeds) {
      const auto rates = CountFalseClaimsBesideThePaper(seeds, shape, tables);
      std::cout << fmt::format("| {} | {} | {:.3f} | {:.3f} |\n", name, seeds, rates.one_cell,
                               rates.some_cell)
                << std::flush;
    }
  }
  std::cout << "\n| returns | looks at seeds | decided | p of 0.05 or less at some look |\n"
               "|:--|:--|--:|--:|\n";
  for (const auto& [shape, name] : kShapes) {
    for (const std::vector<int64_t>& looks :
         {std::vector<int64_t>{3, 6, 9}, {4, 8, 12, 16, 20}, {5, 10, 15, 20, 25, 30}}) {
      const FalseDecisions rates = CountFalseDecisions(looks, shape, tables);
      std::cout << fmt::format("| {} | {} | {:.3f} | {:.3f} |\n", name, fmt::join(looks, ", "),
                               rates.decided, rates.peeking)
                << std::flush;
    }
  }
}
