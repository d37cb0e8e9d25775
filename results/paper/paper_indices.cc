#include "results/paper/paper_indices.h"

#include <algorithm>
#include <cmath>

namespace gaitbench {
namespace {

double SmallestSize(const Interval& interval) {
  return interval.Contains(0) ? 0 : std::min(std::abs(interval.low), std::abs(interval.high));
}

double LargestSize(const Interval& interval) {
  return std::max(std::abs(interval.low), std::abs(interval.high));
}

struct Pair {
  size_t row, column, other_row, other_column;
};

PaperIndex LargerOf(const TwoByTwo& two_by_two, const std::string& name,
                    const std::array<Pair, 2>& pairs) {
  PaperIndex index{.environment = two_by_two.environment, .name = name};
  Interval largest{0, 0};
  bool known = true;
  for (const auto& [row, column, other_row, other_column] : pairs) {
    const MeanEstimate difference = two_by_two.DifferenceOf(row, column, other_row, other_column);
    index.value = std::max(index.value, std::abs(difference.value));
    index.terms.push_back({.name = two_by_two.DifferenceName(row, column, other_row, other_column),
                           .value = difference.value,
                           .interval = difference.interval(two_by_two.level)});
    const auto side = difference.interval(std::sqrt(two_by_two.level));
    known = known && side;
    if (!known) continue;
    largest.low = std::max(largest.low, SmallestSize(*side));
    largest.high = std::max(largest.high, LargestSize(*side));
  }
  if (known) index.interval = largest;
  return index;
}

}  // namespace

std::vector<PaperIndex> PaperIndices(const TwoByTwo& two_by_two) {
  const PaperIndex aai = LargerOf(two_by_two, "AAI", {Pair{0, 0, 1, 0}, Pair{0, 1, 1, 1}}),
                   acli = LargerOf(two_by_two, "ACLI", {Pair{0, 0, 0, 1}, Pair{1, 0, 1, 1}});
  return {aai,
          acli,
          {.environment = two_by_two.environment,
           .name = "ACLI - AAI",
           .value = two_by_two.excess,
           .interval = two_by_two.excess_interval,
           .terms = {{"ACLI", acli.value, acli.interval}, {"AAI", aai.value, aai.interval}}}};
}

std::vector<PaperIndex> PaperIndices(const std::vector<TwoByTwo>& all) {
  std::vector<PaperIndex> indices;
  for (const TwoByTwo& two_by_two : all) {
    for (PaperIndex& index : PaperIndices(two_by_two)) indices.push_back(std::move(index));
  }
  return indices;
}

}  // namespace gaitbench
