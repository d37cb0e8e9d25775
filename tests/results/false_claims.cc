// Prints how often tables of equal variants claim something, how often intervals hold the truth and
// how often tests find what is there, by shape of the returns and number of seeds:
// results_false_claims [TABLES], 4,000 of each by default, which takes some minutes.
#include "tests/results/false_claims.h"

#include <charconv>
#include <iostream>
#include <string_view>

#include <fmt/ranges.h>

#include "tests/results/coverage.h"
#include "tests/results/false_claims_beside_the_paper.h"
#include "tests/results/false_claims_of_factors.h"
#include "tests/results/false_decisions.h"
#include "tests/results/power.h"
#include "tests/results/uncorrected_claims.h"

namespace gaitbench {
namespace {

constexpr size_t kSeeds[] = {3, 5, 7, 10, 20}, kFewerSeeds[] = {3, 5, 10, 20};

template <class... Cells>
void PrintRow(const Cells&... cells) {
  std::cout << "|";
  const auto print = [](const auto& cell) {
    if constexpr (std::is_same_v<std::decay_t<decltype(cell)>, double>) {
      std::cout << fmt::format(" {:.3f} |", cell);
    } else {
      std::cout << fmt::format(" {} |", cell);
    }
  };
  (print(cells), ...);
  std::cout << "\n" << std::flush;
}

// `num_words` columns of words, then numbers.
void PrintHead(const std::string& title, size_t num_words, const std::vector<const char*>& names) {
  std::cout << fmt::format("\n## {}\n\n| {} |\n|", title, fmt::join(names, " | "));
  for (size_t i = 0; i < names.size(); ++i) std::cout << (i < num_words ? ":--|" : "--:|");
  std::cout << "\n";
}

template <class Print>
void ForEachShape(const Print& print) {
  for (const auto& [shape, name] : Names(ReturnShape{})) print(shape, name);
}

void PrintFalseClaimsOfTables(int64_t tables) {
  PrintHead("False claims: tables of equal variants", 1,
            {"returns", "environments", "variants", "seeds", "a difference", "some difference",
             "some best"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const auto& [environments, variants] :
         {std::pair{1, 5}, {1, 16}, {1, 30}, {3, 2}, {3, 5}, {3, 16}}) {
      for (const size_t seeds : kSeeds) {
        const MadeUpTable table = {static_cast<size_t>(environments), static_cast<size_t>(variants),
                                   seeds, shape};
        const FalseClaims rates = CountFalseClaims(table, tables);
        PrintRow(name, environments, variants, seeds, rates.one_difference, rates.some_difference,
                 rates.some_best);
      }
    }
  });
}

void PrintUncorrectedClaims(int64_t tables) {
  PrintHead("What is claimed of equal variants where bootstrap intervals are read one by one", 1,
            {"returns", "variants", "seeds", "some difference"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const size_t seeds : kFewerSeeds) {
      const MadeUpTable table = {.num_variants = 16, .num_seeds = seeds, .shape = shape};
      PrintRow(name, table.num_variants, seeds, CountUncorrectedClaims(table, tables));
    }
  });
}

void PrintFalseClaimsOfFactors(int64_t tables) {
  PrintHead(
      "False claims: S, C and I of a 2x2 that are nothing, and which factor makes more where neither "
      "does",
      1,
      {"returns", "seeds", "S on one environment", "some of S, C, I on three", "makes more on one",
       "on some of three"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const size_t seeds : kSeeds) {
      const auto rates = CountFalseClaimsOfTwoByTwos(
          {.num_environments = 3, .num_seeds = seeds, .shape = shape}, tables);
      PrintRow(name, seeds, rates.one_contrast, rates.some_contrast, rates.one, rates.some);
    }
  });
  PrintHead("False claims: pages of a 2^3 grid of equal variants on two environments", 1,
            {"returns", "seeds", "an effect", "some effect on the first", "some effect on either",
             "some effect, difference to the first, or best one"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const size_t seeds : kSeeds) {
      const auto rates = CountFalseClaimsOfGrids(2, seeds, shape, tables);
      PrintRow(name, seeds, rates.one_effect, rates.some_of_one, rates.some_of_all,
               rates.some_statement);
    }
  });
}

void PrintFalseClaimsBesideThePaper(int64_t tables) {
  PrintHead("False claims: here - the paper, of its own agents trained again", 1,
            {"returns", "seeds", "a cell", "some of 15 cells", "an effect", "some of 8 effects"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const size_t seeds : kSeeds) {
      const auto cells = CountFalseCellsBesideThePaper(seeds, shape, tables),
                 effects = CountFalseEffectsBesideThePaper(seeds, shape, tables);
      PrintRow(name, seeds, cells.one, cells.some, effects.one, effects.some);
    }
  });
}

void PrintFalseDecisions(int64_t tables) {
  PrintHead("False decisions: studies of two equal variants that look several times", 2,
            {"returns", "looks at seeds", "decided", "p of 0.05 or less at some look"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const std::vector<int64_t>& looks :
         {std::vector<int64_t>{3, 6, 9}, {4, 8, 12, 16, 20}, {5, 10, 15, 20, 25, 30}}) {
      const FalseDecisions rates = CountFalseDecisions(looks, shape, tables);
      PrintRow(name, fmt::format("{}", fmt::join(looks, ", ")), rates.decided, rates.peeking);
    }
  });
}

void PrintCoverage(int64_t samples) {
  PrintHead("Coverage of 95 % intervals", 1,
            {"returns", "seeds", "mean: t", "bootstrap", "difference: t", "bootstrap",
             "difference, sd 1:2: t", "bootstrap", "effect of a 2^3 grid: t"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const size_t seeds : kFewerSeeds) {
      const Coverage rates = CountCoverage(seeds, shape, samples);
      PrintRow(name, seeds, rates.mean, rates.mean_percentile, rates.difference,
               rates.difference_percentile, rates.unlike, rates.unlike_percentile, rates.effect);
    }
  });
  PrintHead("Coverage of 95 % intervals of a 2x2", 2,
            {"returns", "in truth", "seeds", "S, C, I", "ACLI - AAI", "AAI", "ACLI"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const TrueTwoByTwo& truth : kTrueTwoByTwos) {
      for (const size_t seeds : kFewerSeeds) {
        const TwoByTwoCoverage rates = CountTwoByTwoCoverage(truth, seeds, shape, samples);
        PrintRow(name, truth.name, seeds, rates.contrasts, rates.excess, rates.aai, rates.acli);
      }
    }
  });
}

void PrintPower(int64_t samples) {
  PrintHead("Power at the level 0.05, by true effect in standard deviations of a run's return", 2,
            {"test", "returns", "seeds", "0.5", "1", "1.5", "2"});
  constexpr std::pair<const char*, Power::ByEffect Power::*> kTests[] = {
      {"difference", &Power::difference},
      {"difference, sd 1:2", &Power::unlike},
      {"S of a 2x2", &Power::contrast},
      {"the columns make more", &Power::claim},
      {"effect of a 2^3 grid", &Power::grid}};
  std::vector<std::pair<std::string, std::vector<Power>>> rows;  // by number of seeds
  const auto add = [&](const char* name, const auto& power_of) {
    std::vector<Power>& by_seeds = rows.emplace_back(name, std::vector<Power>{}).second;
    for (const size_t seeds : kFewerSeeds) by_seeds.push_back(power_of(seeds));
  };
  ForEachShape([&](ReturnShape shape, const char* name) {
    add(name, [&](size_t seeds) { return CountPower(seeds, shape, samples); });
  });
  add("normal, as planned", PlannedPower);
  for (const auto& [test, member] : kTests) {
    for (const auto& [name, by_seeds] : rows) {
      for (size_t i = 0; i < by_seeds.size(); ++i) {
        const Power::ByEffect& power = by_seeds[i].*member;
        if (power.back() > 0)
          PrintRow(test, name, kFewerSeeds[i], power[0], power[1], power[2], power[3]);
      }
    }
  }
}

void PrintSequentialOutcomes(int64_t studies) {
  PrintHead("Studies of one difference that stop where it is decided", 2,
            {"returns", "looks at seeds", "true difference, sd", "decided", "mean seeds",
             "repeated interval covers where one stopped", "at all looks",
             "95 % interval covers where one stopped"});
  ForEachShape([&](ReturnShape shape, const char* name) {
    for (const std::vector<int64_t>& looks :
         {std::vector<int64_t>{3, 6, 9}, {5, 10, 15, 20}, {5, 10, 15, 20, 25, 30}}) {
      for (const double effect : {0.0, 0.5, 1.0, 1.5, 2.0}) {
        const auto rates = CountSequentialOutcomes(looks, effect, shape, studies);
        PrintRow(name, fmt::format("{}", fmt::join(looks, ", ")), fmt::format("{}", effect),
                 rates.decided, fmt::format("{:.1f}", rates.mean_seeds), rates.covered,
                 rates.covered_always, rates.naive_covered);
      }
    }
  });
}

}  // namespace
}  // namespace gaitbench

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
  std::cout << fmt::format(
      "# What the statistics claim of nothing, cover and find\n\n"
      "Printed by `results_false_claims {}`: shares of as many made-up tables, samples or studies "
      "each; the standard\nerror of 0.05 or 0.95 is {:.3f}. Returns: normal; skewed, a lognormal's "
      "negative, most runs near the best; two humps,\nthree of ten runs fail, five standard "
      "deviations below. Percentile bootstrap with 1,000 resamples, as the paper.\n",
      tables, std::sqrt(0.05 * 0.95 / static_cast<double>(tables)));
  for (const auto print : {PrintFalseClaimsOfTables, PrintUncorrectedClaims,
                           PrintFalseClaimsOfFactors, PrintFalseClaimsBesideThePaper,
                           PrintFalseDecisions, PrintCoverage, PrintPower, PrintSequentialOutcomes})
    print(tables);
}
