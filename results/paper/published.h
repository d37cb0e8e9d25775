// Returns that others published, to stand beside ours: reference/*.json, transcribed by hand with
// their sources. The same label hides different environment versions, lengths and statistics, so
// each number keeps all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/score_scale.h"
#include "results/log/json_fields.h"
#include "results/statistics/welch.h"

namespace gaitbench {

struct PublishedResult {
  std::string environment{};  // "Hopper-v2"
  std::string variant{};      // our id, or "AAI", "ACLI"
  double mean = 0;
  double interval_low = kNone, interval_high = kNone;
  double standard_deviation = kNone;
  std::optional<int64_t> seeds{};  // none: not said
  int64_t env_steps = 0;

  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::optional<Interval> interval() const;

  // With the error that a normal 95 % interval of this width has; none without interval or seeds.
  std::optional<MeanEstimate> estimate() const;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("variant", self.variant);
    visit("mean", self.mean);
    visit("interval_low", self.interval_low);
    visit("interval_high", self.interval_high);
    visit("standard_deviation", self.standard_deviation);
    visit("seeds", self.seeds, FieldInfo{"null: not said"});
    visit("env_steps", self.env_steps);
  }
};

struct PublishedSource {
  std::string id{};  // the file's name: "engstrom_2020"
  std::string source{}, citation{}, statistic{}, note{};
  std::vector<PublishedResult> results{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr bool kWriting = std::is_const_v<Self>;
    if constexpr (kWriting) visit("id", self.id);
    visit("source", self.source);
    visit("citation", self.citation);
    visit("statistic", self.statistic);
    visit("note", self.note);
    if constexpr (kWriting) visit("unit", FixedWord("return"));
    visit("results", self.results);
  }
};

inline constexpr std::string_view kPaperId = "engstrom_2020";

// The paper first, then the others by id.
const std::vector<PublishedSource>& PublishedSources();

// Whether a result is of our variant; a study may call sac SAC.
bool IsOfVariant(const PublishedResult& result, const std::string& variant);

// What stands beside a comparison of these: results of its robots and variants, and of the paper's.
std::vector<PublishedSource> PublishedBeside(const std::vector<std::string>& environments,
                                             const std::vector<std::string>& variants);

// The paper's number for the same robot, on v2; null where it has none.
const PublishedResult* FindInPaper(const std::string& environment, const std::string& variant);

}  // namespace gaitbench
