#include "results/compare/seed_notes.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "results/compare/config_keys.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

std::vector<int64_t> SeedsOf(std::span<const SeedNote> notes) {
  std::vector<int64_t> seeds;
  for (const SeedNote& note : notes) seeds.push_back(note.seed);
  return seeds;
}

// "seed 3 at iteration 12: the policy's parameters are not finite"; of many, the seeds alone
std::string Notes(std::span<const SeedNote> notes) {
  return notes.size() == 1 && !notes[0].note.empty()
             ? SeedList(SeedsOf(notes)) + " " + notes[0].note
             : SeedList(SeedsOf(notes));
}

bool HaveSameSettings(const LogCell& some, const LogCell& others) {
  const RunLog& first = *some.runs.front();
  const nlohmann::ordered_json acting = ActingConfig(first);
  const auto is_same = [&](const RunLog* run) {
    return ActingConfig(*run) == acting && run->environment_options == first.environment_options &&
           run->num_iterations == first.num_iterations;
  };
  return std::ranges::all_of(some.runs, is_same) && std::ranges::all_of(others.runs, is_same);
}

bool HaveSameReturns(const VariantResult& a, const VariantResult& b) {
  return !a.returns.empty() && a.seeds == b.seeds && a.returns == b.returns;
}

}  // namespace

std::string SeedList(std::span<const int64_t> seeds) {
  std::string list = seeds.size() == 1 ? "seed " : "seeds ";
  for (size_t first = 0; first < seeds.size();) {
    size_t last = first;
    while (last + 1 < seeds.size() && seeds[last + 1] == seeds[last] + 1) ++last;
    if (first > 0) list += ", ";
    list += std::to_string(seeds[first]);
    if (last > first) list += (last == first + 1 ? ", " : " to ") + std::to_string(seeds[last]);
    first = last + 1;
  }
  return list;
}

std::vector<std::string> SeedFlags(const VariantResult& result, int64_t enough_seeds) {
  std::vector<std::string> flags;
  const auto begun = static_cast<int64_t>(result.seeds.size() + result.diverged.size() +
                                          result.unfinished.size() + result.unmeasured.size());
  const auto left_out = [&](std::span<const SeedNote> notes, const std::string& one,
                            const std::string& many) {
    if (notes.empty()) return;
    flags.push_back(fmt::format("{} of {} runs {} not in the mean ({})", notes.size(), begun,
                                notes.size() == 1 ? one : many, Notes(notes)));
  };
  left_out(result.diverged, "diverged and is", "diverged and are");
  left_out(result.unfinished, "is unfinished and", "are unfinished and");
  if (result.statistic == Metric::kEvaluationMeanReturn) {
    left_out(result.unmeasured, "has no evaluation, which gaitbench evaluate DIR makes, and is",
             "have no evaluation, which gaitbench evaluate DIR makes, and are");
  } else {
    left_out(result.unmeasured, "has no episode and is", "have no episode and are");
  }
  if (!result.missing.empty()) {
    const bool one = result.missing.size() == 1;
    flags.push_back(fmt::format("{} {} missing, other variants of {} have {}",
                                SeedList(SeedsOf(result.missing)), one ? "is" : "are",
                                result.environment, one ? "it" : "them"));
  }
  const auto n = static_cast<int64_t>(result.seeds.size());
  if (n == 1) {
    flags.push_back("1 seed: no interval");
  } else if (n > 0 && n < enough_seeds) {
    flags.push_back(std::to_string(n) + " seeds: too few to show what happens seldom");
  }
  return flags;
}

std::vector<std::string> ConfigFlags(std::span<const RunLog* const> runs) {
  std::vector<std::string> flags;
  std::set<int64_t> lengths;
  std::set<std::string> keys;
  const RunLog* first = nullptr;
  for (const RunLog* run : runs) {
    if (run->num_recorded() == 0) continue;
    lengths.insert(run->num_iterations);
    if (!first) first = run;
    if (run->config != first->config)
      AddDifferingKeys(ActingConfig(*first), ActingConfig(*run), "", keys);
    AddDifferingKeys(first->environment_options, run->environment_options, "environment_options",
                     keys);
  }
  if (lengths.size() > 1)
    flags.push_back(fmt::format("runs of {} and of {} iterations are mixed", *lengths.begin(),
                                *lengths.rbegin()));
  if (!keys.empty())
    flags.push_back(fmt::format("the seeds' configs differ in {}", fmt::join(keys, ", ")));
  return flags;
}

void AddSameReturnsFlags(std::span<VariantResult> results, std::span<const LogCell> cells) {
  for (size_t i = 0; i < results.size(); ++i) {
    VariantResult& result = results[i];
    std::optional<size_t> same_returns, same_run;  // the first of each before it
    for (size_t j = 0; j < i && !same_run; ++j) {
      if (!HaveSameReturns(result, results[j])) continue;
      if (!same_returns) same_returns = j;
      if (HaveSameSettings(cells[i], cells[j])) same_run = j;
    }
    if (same_run) {
      result.same_run_as = results[*same_run].variant;
      result.flags.push_back(
          fmt::format("the same run as {}: no setting that acts differs between them",
                      DisplayName(result.same_run_as)));
    } else if (same_returns) {
      result.flags.push_back(fmt::format(
          "on every seed the return of {}: the same runs, settings that had no effect yet, or a "
          "task's best return",
          DisplayName(results[*same_returns].variant)));
    }
  }
}

const std::string& FirstOfSameRun(const VariantResult& result) {
  return result.same_run_as.empty() ? result.variant : result.same_run_as;
}

bool AreSameRun(const VariantResult& a, const VariantResult& b) {
  return FirstOfSameRun(a) == FirstOfSameRun(b);
}

void AddLengthFlags(std::span<VariantResult> results) {
  double longest = 0;
  for (const VariantResult& result : results) longest = std::fmax(longest, result.env_steps);
  for (VariantResult& result : results) {
    if (result.returns.empty() || !(result.env_steps < longest)) continue;
    result.flags.push_back(fmt::format("trained for {} env steps, another variant of {} for {}",
                                       CountText(result.env_steps), result.environment,
                                       CountText(longest)));
  }
}

}  // namespace gaitbench
