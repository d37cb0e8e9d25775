#include "bench/study/sequential.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "results/compare/names.h"

namespace gaitbench {
namespace {

using VariantNames = std::vector<std::string>;

void CheckAmong(const VariantNames& names, const VariantNames& of, const std::string& path) {
  for (const std::string& name : of) {
    if (!std::ranges::count(names, name))
      throw ConfigError(path, "\"" + name + "\" is not among the variants");
  }
  if (std::set<std::string>(of.begin(), of.end()).size() != of.size())
    throw ConfigError(path, "names a variant twice");
}

void CheckNumber(const VariantNames& of, size_t fewest, size_t most, const std::string& what,
                 const std::string& path) {
  if (of.size() < fewest || of.size() > most)
    throw ConfigError(path, fmt::format("expected {}, got {}", what, ShownJson(of)));
}

// An effect is a contrast of a grid whose axes have two values each.
void CheckEffect(const Study& study, const VariantNames& of, const std::string& where,
                 const std::string& path) {
  CheckNumber(of, 1, 2, "one axis of the grid or two", path);
  for (const auto& [axis, values] : study.grid.items()) {
    if (values.size() != 2)
      throw ConfigError(
          where + ".grid." + axis,
          fmt::format("has {} values; an effect asks for two on each axis", values.size()));
  }
  for (const std::string& axis : of) {
    if (!study.grid.contains(axis))
      throw ConfigError(path, "\"" + axis + "\" is not an axis of the grid");
  }
  if (of.size() == 2 && of[0] == of[1]) throw ConfigError(path, "names an axis twice");
  if (study.variants.size() > 1)
    throw ConfigError(where + ".variants",
                      "are several; an effect asks for the grid of one variant");
}

void CheckLooks(const Study& study, const std::vector<int64_t>& looks, const std::string& where,
                const std::string& path) {
  if (std::ranges::adjacent_find(looks, std::greater_equal<>()) != looks.end())
    throw ConfigError(path, "expected ascending numbers of seeds, got " + ShownJson(looks));
  int64_t most = 0;
  for (const std::string& environment : study.environments) {
    const int64_t cap = study.seeds.Of(environment, where).count;
    if (cap < static_cast<int64_t>(kFewestSeeds))
      throw ConfigError(where + ".seeds",
                        fmt::format("has {} for {}; a decision asks for {} or more", cap,
                                    environment, kFewestSeeds));
    most = std::max(most, cap);
  }
  if (!looks.empty() && looks.back() > most)
    throw ConfigError(path,
                      fmt::format("{} is more than the study's {} seeds", looks.back(), most));
  constexpr size_t kMostLooks = 20;
  const size_t count = looks.size() + (looks.empty() || looks.back() < most ? 1 : 0);
  if (count > kMostLooks)
    throw ConfigError(
        path, fmt::format("are {} with the last, at all seeds; allowed are {}", count, kMostLooks));
}

VariantNames VariantsOf(const Question& question, const TwoByTwoDesign& design,
                        const VariantNames& names) {
  switch (question.test) {
    case QuestionTest::kDifference:
      return question.of;
    case QuestionTest::kTwoByTwo:
      return {design.corner(0, 0), design.corner(0, 1), design.corner(1, 0), design.corner(1, 1)};
    case QuestionTest::kEffect:
      return names;
    case QuestionTest::kRanking:
      return question.of.empty() ? names : question.of;
  }
  throw std::logic_error("a question without variants");
}

}  // namespace

void CheckQuestion(const Study& study, const VariantNames& names, const std::string& where) {
  const Question& question = *study.decide;
  const std::string path = where + ".decide", of_path = path + ".of";
  CheckLooks(study, question.looks, where, path + ".looks");
  if (study.compare.statistic == Metric::kEvaluationMeanReturn)
    throw ConfigError(where + ".compare.statistic",
                      "evaluation_mean_return is measured after training; a decision asks for a "
                      "number that training leaves");
  if (question.test == QuestionTest::kEffect) {
    CheckEffect(study, question.of, where, of_path);
    return;
  }
  if (question.test == QuestionTest::kDifference)
    CheckNumber(question.of, 2, 2, "two variants", of_path);
  if (question.test == QuestionTest::kTwoByTwo)
    CheckNumber(question.of, 0, 0, "nothing, as compare.two_by_two names the variants", of_path);
  const VariantNames variants = VariantsOf(question, study.compare.two_by_two, names);
  CheckAmong(names, variants, of_path);
  if (variants.size() < 2) throw ConfigError(of_path, "expected two variants or more");
}

std::optional<SequentialDesign> SequentialDesignOf(const Study& study, const std::string& where) {
  if (!study.decide) return std::nullopt;
  VariantNames names;
  for (const StudyCell& cell : StudyCells(study, where)) names.push_back(cell.name);
  SequentialDesign design{.question = *study.decide,
                          .compare = study.compare,
                          .variants = VariantsOf(*study.decide, study.compare.two_by_two, names)};
  for (const std::string& environment : study.environments) {
    const SeedRange seeds = study.seeds.Of(environment, where);
    EnvironmentLooks looks{.environment = environment, .first_seed = seeds.first};
    for (const int64_t look : study.decide->looks) {
      if (look < seeds.count) looks.looks.push_back(look);
    }
    looks.looks.push_back(seeds.count);
    design.environments.push_back(std::move(looks));
  }
  return design;
}

}  // namespace gaitbench
