#include "results/decide/expected_seeds.h"

#include <algorithm>

#include "results/compare/names.h"
#include "results/statistics/resampling.h"

namespace gaitbench {
namespace {

// Of the variants, true means that make the effect.
std::vector<double> TrueMeans(const SequentialDesign& design, double effect) {
  const size_t count = design.variants.size();
  std::vector<double> means(count);
  for (size_t i = 0; i < count; ++i) {
    switch (design.question.test) {
      case QuestionTest::kDifference:
        means[i] = i == 0 ? effect : 0;
        break;
      case QuestionTest::kTwoByTwo:  // y00 - y11 and y10 - y01: the columns make it all
        means[i] = i % 2 == 0 ? effect : 0;
        break;
      case QuestionTest::kRanking:
        means[i] = effect * static_cast<double>(i);
        break;
      case QuestionTest::kEffect: {
        const auto values = AxisValues(design.variants[i]);
        const auto first = AxisValues(design.variants[0]);
        means[i] = effect / 2;
        for (const std::string& axis : design.question.of)
          means[i] *= values.at(axis) == first.at(axis) ? 1 : -1;
        break;
      }
    }
  }
  return means;
}

}  // namespace

std::vector<ExpectedSeeds> ExpectSeeds(const SequentialDesign& design,
                                       const EnvironmentLooks& looks,
                                       const std::vector<double>& effects, int64_t num_studies) {
  const std::vector<SequentialBound> bounds = BoundsOf(looks, LevelOf(design));
  const double share = 1 / static_cast<double>(num_studies);
  Resampler random(design.compare.seed);
  std::vector<ExpectedSeeds> expected;
  for (const double effect : effects) {
    const std::vector<double> means = TrueMeans(design, effect);
    ExpectedSeeds& outcome = expected.emplace_back(ExpectedSeeds{.effect = effect});
    for (int64_t study = 0; study < num_studies; ++study) {
      std::vector<VariantResult> results;
      for (const std::string& variant : design.variants) results.push_back({.variant = variant});
      size_t look = 0;
      for (bool decided = false; look < bounds.size() && !decided; ++look) {
        for (size_t i = 0; i < results.size(); ++i) {
          VariantResult& result = results[i];
          while (std::cmp_less(result.seeds.size(), looks.looks[look])) {
            result.seeds.push_back(static_cast<int64_t>(result.seeds.size()));
            result.returns.push_back(means[i] + random.Normal());
          }
          result.mean = Mean(result.returns);
        }
        const Finding finding = FindingOf(design.question, design.compare.two_by_two, results);
        decided = finding.may_claim && finding.p.value_or(1) <= bounds[look].p;
        if (decided) outcome.decided += share;
      }
      outcome.expected_seeds += share * static_cast<double>(looks.looks[look - 1]);
    }
  }
  return expected;
}

}  // namespace gaitbench
