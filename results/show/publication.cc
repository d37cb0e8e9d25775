#include "results/show/publication.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "results/compare/config_keys.h"
#include "results/compare/names.h"
#include "results/compare/speed.h"
#include "results/statistics/number_text.h"
#include "results/tables/markdown.h"
#include "results/tables/result_tables.h"
#include "results/tables/verdict.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr std::array kColumns = {"env_steps",
                                 "mean_return",
                                 "num_episodes",
                                 "mean_episode_length",
                                 "mean_kl",
                                 "max_ratio",
                                 "clip_fraction",
                                 "explained_variance",
                                 "heldout_mean_kl",
                                 "heldout_max_ratio",
                                 "evaluation_return",
                                 "evaluation_episode_length",
                                 "evaluation_episodes"};
constexpr std::array kTimings = {"physics", "total"};

bool HasEnded(const RunLog& log) {
  return log.diverged ||
         (log.num_iterations > 0 && std::cmp_equal(log.num_recorded(), log.num_iterations));
}

template <class Names>
ordered_json Only(const ordered_json& columns, const Names& names) {
  auto kept = ordered_json::object();
  for (const char* name : names) {
    const ordered_json column = columns.value(name, ordered_json::array());
    const bool measured = std::any_of(column.begin(), column.end(),
                                      [](const auto& value) { return !value.is_null(); });
    if (measured) kept[name] = column;
  }
  return kept;
}

struct SectionTitle {
  const char* id;
  const char* title;
};
constexpr SectionTitle kSections[] = {{"returns", "Figures: returns"},
                                      {"curves", "Figures: learning curves"},
                                      {"differences", "Figures: differences"},
                                      {"effects", "Figures: effects of switches"},
                                      {"sensitivity", "Figures: sensitivity to settings"},
                                      {"profiles", "Figures: performance profiles"},
                                      {"trust-region", "Figures: how far the policy moved"}};

std::string Figures(const std::vector<Chart>& charts) {
  std::string markdown;
  for (const auto& [id, title] : kSections) {
    bool first = true;
    for (const Chart& chart : charts) {
      if (chart.section != id) continue;
      if (first) markdown += fmt::format("\n## {}\n", title);
      first = false;
      const std::string name = MarkdownText(chart.title);
      markdown += fmt::format("\n**{}.** {}\n\n![{}](figures/{}.svg)\n", name,
                              MarkdownText(chart.text), name, chart.id);
    }
  }
  return markdown;
}

std::string Values(const ProvenanceSummary& provenance, const char* key) {
  std::string text;
  for (const ordered_json& value : provenance.Find(key))
    text += (text.empty() ? "" : ", ") + ValueText(value);
  return MarkdownText(text);
}

std::string Speeds(std::span<const RunLog> logs, const Comparison& comparison) {
  std::string markdown =
      "\n| environment | variant | env steps/s of a run | physics' share | core-hours |\n"
      "|:--|:--|--:|--:|--:|\n";
  double seconds = 0, env_steps = 0;
  for (const VariantSpeed& speed : SpeedsOf(logs, comparison)) {
    markdown += fmt::format("| {} | {} | {} | {} | {} |\n", MarkdownCell(speed.environment),
                            MarkdownCell(DisplayName(speed.variant)),
                            CountText(std::round(speed.env_steps_per_second)),
                            FixedText(speed.physics_share, 2), FixedText(speed.seconds / 3600, 2));
    seconds += speed.seconds;
    env_steps += speed.env_steps;
  }
  return fmt::format(
      "{} runs, {} env steps, {} core-hours (the sum of the runs' wall times, one thread each).\n{}",
      CountText(static_cast<double>(logs.size())), CountText(env_steps),
      FixedText(seconds / 3600, 2), markdown);
}

std::string HowItWasRun(std::span<const RunLog> logs, const Tables& tables,
                        const ReportText& text) {
  const ProvenanceSummary& provenance = tables.comparison.provenance;
  std::string markdown = "\n## How it was run\n\n";
  if (!text.command.empty()) markdown += "```sh\n" + text.command + "\n```\n\n";
  const std::array<std::pair<const char*, const char*>, 7> shown = {{{"commit", "Commit"},
                                                                     {"compiler", "compiler"},
                                                                     {"mujoco", "MuJoCo"},
                                                                     {"libtorch", "LibTorch"},
                                                                     {"cpu", "CPU"},
                                                                     {"num_cpus", "cores"},
                                                                     {"os", "system"}}};
  for (const auto& [key, name] : shown) {
    const std::string values = Values(provenance, key);
    if (!values.empty())
      markdown += fmt::format("{}{} {}", name == shown[0].second ? "" : "; ", name, values);
  }
  return markdown + ".\n\n" + Speeds(logs, tables.comparison);
}

}  // namespace

WholeCells TakeWholeCells(const std::vector<RunLog>& logs, const SeedCounts& num_seeds) {
  std::map<std::pair<std::string, std::string>, int64_t> ended;
  for (const RunLog& log : logs) ended[{log.environment, log.variant}] += HasEnded(log) ? 1 : 0;
  WholeCells cells;
  std::set<std::string> said;
  for (const RunLog& log : logs) {
    const int64_t count = ended.at({log.environment, log.variant});
    const int64_t needed = num_seeds.at(log.environment);
    if (count >= needed) {
      cells.logs.push_back(log);
      continue;
    }
    const std::string name = DisplayName(log.variant) + " on " + log.environment;
    if (said.insert(name).second)
      cells.left_out.push_back(
          fmt::format("{}: {} of {} seeds have finished", name, count, needed));
  }
  return cells;
}

ordered_json CompactJson(const RunLog& log) {
  RunLog kept = log;
  kept.columns.Keep([](std::string_view name) { return std::ranges::count(kColumns, name) > 0; });
  ordered_json json = ToJson(kept);
  json["units"] = WriteJson(UnitsOf(log));
  json["columns"] = Only(json["columns"], kColumns);
  json["timing"] = Only(json["timing"], kTimings);
  return json;
}

std::string ReportMarkdown(std::span<const RunLog> logs, const Tables& tables,
                           const std::vector<Chart>& charts, const ReportText& text,
                           const std::string& notes) {
  std::string markdown = "# " + MarkdownText(text.title) + "\n\n";
  if (!text.question.empty()) markdown += MarkdownText(text.question) + "\n\n";
  markdown += "## Verdict\n\n";
  for (const std::string& sentence : Verdict(tables))
    markdown += "- " + MarkdownText(sentence) + "\n";
  for (const std::string& warning : Warnings(tables.comparison))
    markdown += "- _" + MarkdownText(warning) + "_\n";
  if (!notes.empty()) markdown += "\n" + notes;
  markdown += "\n## Tables\n\n" + ToMarkdown(tables.tables);
  if (const auto settings = SettingsTables(logs, tables.comparison); !settings.empty())
    markdown += "\n## What differs\n\n" + ToMarkdown(settings);
  return markdown + HowItWasRun(logs, tables, text) + Figures(charts);
}

}  // namespace gaitbench
