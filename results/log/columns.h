// What a run measured: columns of numbers, one value for each iteration. A learner declares its
// columns as a record, a struct of doubles with Fields (json_fields.h), and appends one record an
// iteration.
#pragma once

#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

inline constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();  // null in JSON

struct LogColumn {
  std::string name, unit;
  std::vector<double> values;
};

class LogColumns {
 public:
  LogColumns() = default;

  // The fields of Record, in their order, without values.
  template <class Record>
  static LogColumns Of() {
    LogColumns columns;
    const Record record;
    Record::Fields(record, [&](const char* name, double, const FieldInfo& info) {
      columns.columns_.push_back({name, std::string(info.unit), {}});
    });
    return columns;
  }

  // Record is the one that declared these columns.
  template <class Record>
  void Append(const Record& record) {
    auto column = columns_.begin();
    Record::Fields(record, [&](const char*, double value, const FieldInfo&) {
      (column++)->values.push_back(value);
    });
  }

  // Throws ConfigError at `where` if the length differs from the other columns'.
  void Add(LogColumn column, const std::string& where);

  // These columns with the values of `other`; what it does not have is not measured.
  LogColumns FilledFrom(const LogColumns& other) const;

  // Leaves out what is not wanted.
  void Keep(const std::function<bool(std::string_view name)>& is_wanted);

  size_t length() const { return columns_.empty() ? 0 : columns_.front().values.size(); }
  void Resize(size_t length);

  bool Has(std::string_view name) const;
  // Empty where there is no column of that name.
  std::span<const double> Values(std::string_view name) const;
  std::span<double> Values(std::string_view name);

  NamedValues<std::vector<double>> Named() const;

  double Last(std::string_view name) const;  // not measured where there is none

  auto begin() const { return columns_.begin(); }
  auto end() const { return columns_.end(); }

 private:
  std::vector<LogColumn> columns_;  // all of the same length
};

// The columns that every learner has, and the only ones that tables need.
inline constexpr std::string_view kEnvSteps = "env_steps", kMeanReturn = "mean_return",
                                  kNumEpisodes = "num_episodes",
                                  kMeanEpisodeLength = "mean_episode_length";

struct EpisodeRecord {
  double env_steps = kNotMeasured;
  double mean_return = kNotMeasured;
  double num_episodes = kNotMeasured;
  double mean_episode_length = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit(kEnvSteps.data(), self.env_steps, FieldInfo{"env steps taken so far", "env steps"});
    visit(kMeanReturn.data(), self.mean_return,
          FieldInfo{"mean undiscounted return of the episodes completed in this iteration",
                    "return"});
    visit(kNumEpisodes.data(), self.num_episodes,
          FieldInfo{"episodes completed in this iteration", "episodes"});
    visit(kMeanEpisodeLength.data(), self.mean_episode_length,
          FieldInfo{"of those episodes", "env steps"});
  }
};

// Columns of a learner that evaluates its policy while it trains, without noise and in
// environments of its own. Where a log has them, they are what the run is judged by.
inline constexpr std::string_view kEvaluationReturn = "evaluation_return";

struct EvaluationRecord {
  double mean_return = kNotMeasured;
  double mean_episode_length = kNotMeasured;
  double num_episodes = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit(kEvaluationReturn.data(), self.mean_return,
          FieldInfo{"mean undiscounted return of an evaluation's episodes after this iteration: "
                    "the policy without noise, in environments of its own",
                    "return"});
    visit("evaluation_episode_length", self.mean_episode_length,
          FieldInfo{"of those episodes", "env steps"});
    visit("evaluation_episodes", self.num_episodes,
          FieldInfo{"episodes of that evaluation", "episodes"});
  }
};

}  // namespace gaitbench
