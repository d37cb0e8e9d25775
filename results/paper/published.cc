#include "results/paper/published.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "results/compare/names.h"
#include "results/log/embedded.h"
#include "results/log/json_text.h"
#include "results/paper/paper_figure_1.h"
#include "results/statistics/distributions.h"

namespace gaitbench {
namespace {

constexpr std::string_view kFolder = "reference/", kSuffix = ".json";

template <class T>
T ReadEmbedded(std::string_view name) {
  T value{};
  ReadJson(ParseJsonFile(std::string(EmbeddedContents(name)), std::string(name)), value,
           std::string(name));
  return value;
}

std::vector<PublishedSource> ReadSources() {
  std::vector<PublishedSource> sources;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.name.starts_with(kFolder) || file.name == kPaperFigure1) continue;
    auto source = ReadEmbedded<PublishedSource>(file.name);
    source.id =
        file.name.substr(kFolder.size(), file.name.size() - kFolder.size() - kSuffix.size());
    sources.push_back(std::move(source));
  }
  std::sort(sources.begin(), sources.end(), [](const PublishedSource& a, const PublishedSource& b) {
    return std::pair(a.id != kPaperId, a.id) < std::pair(b.id != kPaperId, b.id);
  });
  return sources;
}

std::string Lowercase(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

std::optional<Interval> PublishedResult::interval() const {
  if (std::isnan(interval_low) || std::isnan(interval_high)) return std::nullopt;
  return Interval{interval_low, interval_high};
}

std::optional<MeanEstimate> PublishedResult::estimate() const {
  if (!interval() || !seeds) return std::nullopt;
  const double deviations = 2 * NormalQuantile(0.975);  // from end to end
  return MeanEstimate{.value = mean,
                      .error = (interval_high - interval_low) / deviations,
                      .degrees_of_freedom = static_cast<double>(*seeds - 1)};
}

const std::vector<PublishedSource>& PublishedSources() {
  static const std::vector<PublishedSource> sources = ReadSources();
  return sources;
}

bool IsOfVariant(const PublishedResult& result, const std::string& variant) {
  return Lowercase(result.variant) == Lowercase(variant);
}

std::vector<PublishedSource> PublishedBeside(const std::vector<std::string>& environments,
                                             const std::vector<std::string>& variants) {
  std::set<std::string> robots, known;
  for (const std::string& variant : variants) known.insert(Lowercase(variant));
  for (const std::string& environment : environments) robots.insert(RobotOf(environment));
  for (const PublishedResult& result : PublishedSources().front().results) {
    robots.insert(RobotOf(result.environment));
    known.insert(Lowercase(result.variant));
  }
  std::vector<PublishedSource> sources = PublishedSources();
  for (PublishedSource& source : sources) {
    std::erase_if(source.results, [&](const PublishedResult& result) {
      return !robots.contains(RobotOf(result.environment)) ||
             !known.contains(Lowercase(result.variant));
    });
  }
  std::erase_if(sources, [](const PublishedSource& source) { return source.results.empty(); });
  return sources;
}

const PublishedResult* FindInPaper(const std::string& environment, const std::string& variant) {
  const std::vector<PublishedResult>& results = PublishedSources().front().results;
  const auto found =
      std::find_if(results.begin(), results.end(), [&](const PublishedResult& result) {
        return RobotOf(result.environment) == RobotOf(environment) && IsOfVariant(result, variant);
      });
  return found == results.end() ? nullptr : &*found;
}

}  // namespace gaitbench
