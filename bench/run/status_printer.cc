#include "bench/run/status_printer.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "bench/run/terminal.h"
#include "results/compare/names.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

// "1:02:03", "4:05"
std::string Duration(double seconds) {
  const auto whole = static_cast<int64_t>(std::ceil(seconds));
  return whole >= 3600 ? fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
                       : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

constexpr double kRateWindow = 15;  // s

constexpr double kMost = 0.5;  // of the work that is left

// "Hopper-v4  PPO"
std::string NameOf(const VariantProgress& variant) {
  return variant.environment + "  " + DisplayName(variant.variant);
}

// What a line says of a variant beside its name, of the same width in all lines.
struct Details {
  std::string in_words, in_short, rate;
};

std::vector<Details> DetailsOf(const Progress& progress, const std::vector<size_t>& order,
                               const std::vector<double>& rates) {
  std::vector<std::string> runs;
  size_t width = 0;
  for (size_t v : order) {
    const VariantProgress& variant = progress.variants[v];
    runs.push_back(fmt::format("{}/{}", variant.num_runs_done, variant.num_runs));
    width = std::max(width, runs.back().size());
  }
  std::vector<Details> details;
  for (size_t i = 0; i < order.size(); ++i) {
    const VariantProgress& variant = progress.variants[order[i]];
    const std::string value =
        std::isnan(variant.mean_return) ? "-" : CountText(std::round(variant.mean_return));
    const std::string curve = Sparkline(variant.curve);
    details.push_back(
        {.in_words =
             fmt::format("  {:>{}} runs  {}  mean return {:>7}", runs[i], width, curve, value),
         .in_short = fmt::format("  {:>{}}  {}  return {:>7}", runs[i], width, curve, value),
         .rate = variant.num_working > 0
                     ? fmt::format("  {} env steps/s", CountText(std::round(rates[order[i]])))
                     : ""});
  }
  return details;
}

// Characters of the longest of them.
template <class Text>
size_t Widest(const std::vector<Details>& details, const Text& text) {
  size_t width = 0;
  for (const Details& one : details) width = std::max(width, Width(text(one)));
  return width;
}

// Parts joined by commas, as many as fit; the first is always there.
std::string Joined(const std::vector<std::string>& parts, size_t columns) {
  std::string line = parts.front();
  for (size_t i = 1; i < parts.size(); ++i) {
    if (Width(line) + 2 + Width(parts[i]) > columns) break;
    line += ", " + parts[i];
  }
  return line;
}

}  // namespace

std::string StatusLine(const Progress& progress, size_t columns) {
  const int64_t done = progress.num_runs_there + progress.num_runs_done;
  std::vector<std::string> parts = {fmt::format("{}/{} runs", done, progress.num_runs)};
  if (progress.num_runs_there == progress.num_runs) return parts[0] + ", all there already";
  if (progress.num_runs_elsewhere > 0)
    parts[0] += fmt::format(" ({} elsewhere)", progress.num_runs_elsewhere);
  parts.push_back(fmt::format("{}%", static_cast<int64_t>(100 * progress.share_done)));
  const double share_since = progress.share_done - progress.share_at_start;
  if (progress.env_steps_taken == 0 || share_since <= 0) return Joined(parts, columns);
  const double rate = static_cast<double>(progress.env_steps_taken) / progress.seconds;
  const double left = progress.seconds * (1 - progress.share_done) / share_since;
  parts.push_back(progress.share_done >= 1 ? Duration(progress.seconds) + " in all"
                                           : Duration(left) + " left");
  parts.push_back(fmt::format("{} env steps/s", CountText(std::round(rate))));
  return Joined(parts, columns);
}

std::string SlowLine(const Progress& progress, size_t columns) {
  const auto has_rest = [](const VariantProgress& variant) { return variant.share_of_rest > 0; };
  if (std::ranges::count_if(progress.variants, has_rest) < 2) return "";
  const VariantProgress& slow = *std::ranges::max_element(progress.variants, std::ranges::less(),
                                                          &VariantProgress::share_of_rest);
  if (slow.share_of_rest < kMost) return "";
  const std::string begin = "most of what is left: ";
  const std::string end = fmt::format(", {:.0f}%", 100 * slow.share_of_rest);
  return begin + Shortened(NameOf(slow), columns - begin.size() - end.size()) + end;
}

std::string Sparkline(const std::vector<double>& values) {
  constexpr const char* kBars[] = {"\u2581", "\u2582", "\u2583", "\u2584",
                                   "\u2585", "\u2586", "\u2587", "\u2588"};
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (double value : values) {
    if (std::isnan(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  std::string line;
  for (double value : values) {
    const double level = high > low ? (value - low) / (high - low) : 0;
    line += std::isnan(value) ? " " : kBars[std::lround(7 * level)];
  }
  return line;
}

std::vector<std::string> VariantLines(const Progress& progress, const std::vector<double>& rates,
                                      const TerminalSize& size) {
  const size_t most = size.rows;
  std::vector<size_t> order(progress.variants.size());
  std::iota(order.begin(), order.end(), 0);
  const auto rank = [&](size_t v) {  // training, then begun, then finished, then waiting
    const VariantProgress& variant = progress.variants[v];
    if (variant.num_working > 0) return 0;
    return variant.num_runs_done == 0 ? 3 : variant.num_runs_done < variant.num_runs ? 1 : 2;
  };
  if (order.size() > most) {
    std::ranges::stable_sort(order, [&](size_t a, size_t b) { return rank(a) < rank(b); });
    order.resize(most);
  }
  const std::vector<Details> details = DetailsOf(progress, order, rates);
  size_t width = 0;
  for (size_t v : order) width = std::max(width, Width(NameOf(progress.variants[v])));
  const size_t in_words = Widest(details, [](const Details& one) { return one.in_words; });
  const size_t in_short = Widest(details, [](const Details& one) { return one.in_short; });
  const size_t rate = Widest(details, [](const Details& one) { return one.rate; });
  const bool words_fit = width + in_words + rate <= size.columns;
  const bool rate_fits = words_fit || width + in_short + rate <= size.columns;
  if (!words_fit && width + in_short > size.columns)
    width = size.columns - std::min(size.columns, in_short);
  std::vector<std::string> lines;
  for (size_t i = 0; i < order.size(); ++i) {
    const std::string name = Shortened(NameOf(progress.variants[order[i]]), width);
    lines.push_back(name + std::string(width - Width(name), ' ') +
                    (words_fit ? details[i].in_words : details[i].in_short) +
                    (rate_fits ? details[i].rate : ""));
  }
  return lines;
}

StatusPrinter::StatusPrinter(bool quiet) : quiet_(quiet), terminal_(MovesCursor(STDERR_FILENO)) {}

double StatusPrinter::seconds_between_reports() const { return terminal_ ? 0.5 : 30; }

std::vector<double> StatusPrinter::Rates(const Progress& progress) {
  Sample sample = {.seconds = progress.seconds, .env_steps = {}};
  for (const VariantProgress& variant : progress.variants)
    sample.env_steps.push_back(variant.env_steps_taken);
  while (samples_.size() > 1 && samples_.front().seconds < sample.seconds - kRateWindow)
    samples_.pop_front();
  const Sample first = samples_.empty() ? Sample{0, std::vector<int64_t>(sample.env_steps.size())}
                                        : samples_.front();
  std::vector<double> rates;
  for (size_t v = 0; v < sample.env_steps.size(); ++v) {
    rates.push_back(static_cast<double>(sample.env_steps[v] - first.env_steps[v]) /
                    std::max(sample.seconds - first.seconds, 1e-3));
  }
  samples_.push_back(std::move(sample));
  return rates;
}

void StatusPrinter::operator()(const Progress& progress) {
  if (quiet_) return;
  if (!terminal_) return void(std::fprintf(stderr, "%s\n", StatusLine(progress).c_str()));
  const TerminalSize size = SizeOfTerminal(STDERR_FILENO);
  const size_t columns = size.columns - 1;  // in the last one some terminals begin a line
  const std::string line = StatusLine(progress, columns);
  std::string block;
  if (num_lines_ > 0) block += fmt::format("\033[{}A", num_lines_);
  block += "\r\033[J";
  std::vector<std::string> lines =
      VariantLines(progress, Rates(progress), {size.rows > 5 ? size.rows - 4 : 1, columns});
  if (const std::string slow = SlowLine(progress, columns); !slow.empty()) lines.push_back(slow);
  lines.push_back(line);
  for (const std::string& text : lines) block += Shortened(text, columns) + "\n";
  std::fputs(block.c_str(), stderr);
  num_lines_ = lines.size();
}

void StatusPrinter::End(const RunnerResult& result) {
  if (quiet_ || result.outcome != RunnerOutcome::kDone || !(result.idle_share > 0)) return;
  std::fprintf(stderr, "workers waited for the last one: %.1f%% of their time\n",
               100 * result.idle_share);
}

}  // namespace gaitbench
