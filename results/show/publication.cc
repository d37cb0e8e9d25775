#include "results/show/publication.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/ranges.h>

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

constexpr std::array<std::string_view, 13> kColumns = {"env_steps",
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
constexpr std::array<std::string_view, 2> kTimings = {"physics", "total"};

// Of {name: values}.
template <class Names>
void KeepOnly(const Names& names, ordered_json& columns) {
  std::vector<std::string> dropped;
  for (const auto& [name, values] : columns.items()) {
    const bool measured =
        std::ranges::any_of(values, [](const ordered_json& value) { return !value.is_null(); });
    if (!measured || std::ranges::find(names, name) == names.end()) dropped.push_back(name);
  }
  for (const std::string& name : dropped) columns.erase(name);
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
  for (const auto& [name, count] : provenance.many_values) {
    if (name == key) text = fmt::format("{} different ones", count);
  }
  return MarkdownText(text);
}

std::string Speeds(std::span<const RunLog> logs) {
  std::string markdown =
      "\n| environment | variant | env steps/s of a run | physics' share | core-hours |\n"
      "|:--|:--|--:|--:|--:|\n";
  double seconds = 0, env_steps = 0;
  for (const VariantSpeed& speed : SpeedsOf(logs)) {
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
  std::vector<std::string> parts;
  for (const auto& [key, name] : shown) {
    const std::string values = Values(provenance, key);
    if (!values.empty()) parts.push_back(fmt::format("{} {}", name, values));
  }
  return fmt::format("{}{}.\n\n{}", markdown, fmt::join(parts, "; "), Speeds(logs));
}

}  // namespace

WholeCells TakeWholeCells(std::span<const RunLog> logs, const SeedCounts& num_seeds) {
  WholeCells whole;
  for (LogCell& cell : CellsOf(logs)) {
    const auto ended = std::ranges::count_if(cell.runs, [](auto* run) { return HasEnded(*run); });
    const int64_t needed = num_seeds.at(std::string(cell.environment));
    if (ended >= needed) {
      whole.cells.push_back(std::move(cell));
    } else {
      whole.left_out.push_back(fmt::format("{} on {}: {} of {} seeds have finished",
                                           DisplayName(std::string(cell.variant)), cell.environment,
                                           ended, needed));
    }
  }
  return whole;
}

ordered_json CompactJson(ordered_json log) {
  KeepOnly(kColumns, log["columns"]);
  KeepOnly(kTimings, log["timing"]);
  return log;
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
  for (const std::string& choice : text.choices) markdown += "- " + MarkdownText(choice) + "\n";
  if (!notes.empty()) markdown += "\n" + notes;
  markdown += "\n## Tables\n\n" + ToMarkdown(tables.tables);
  if (const auto settings = SettingsTables(logs); !settings.empty())
    markdown += "\n## What differs\n\n" + ToMarkdown(settings);
  return markdown + HowItWasRun(logs, tables, text) + Figures(charts);
}

}  // namespace gaitbench
