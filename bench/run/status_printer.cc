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

// The first characters of UTF-8 text.
std::string Cut(const std::string& text, size_t characters) {
  size_t end = 0;
  for (size_t count = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (begins && count++ == characters) break;
  }
  return text.substr(0, end);
}

}  // namespace

std::string StatusLine(const Progress& progress) {
  const int64_t done = progress.num_runs_there + progress.num_runs_done;
  std::string line = fmt::format("{}/{} runs", done, progress.num_runs);
  if (progress.num_runs_there == progress.num_runs) return line + ", all there already";
  if (progress.num_runs_elsewhere > 0)
    line += fmt::format(" ({} in another process)", progress.num_runs_elsewhere);
  line += fmt::format(", {}%", static_cast<int64_t>(100 * progress.share_done));
  if (progress.env_steps_taken == 0) return line;
  const double rate = static_cast<double>(progress.env_steps_taken) / progress.seconds;
  line += fmt::format(", {} env steps/s", CountText(std::round(rate)));
  if (progress.share_done >= 1) return line + ", " + Duration(progress.seconds) + " in all";
  const double left = progress.seconds * (1 / progress.share_done - 1);
  return line + ", " + Duration(left) + " left";
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
                                      size_t most) {
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
  std::vector<std::string> names;
  size_t width = 0;
  for (size_t v : order) {
    names.push_back(progress.variants[v].environment + "  " +
                    DisplayName(progress.variants[v].variant));
    width = std::max(width, names.back().size());
  }
  std::vector<std::string> lines;
  for (size_t i = 0; i < order.size(); ++i) {
    const VariantProgress& variant = progress.variants[order[i]];
    const bool known = !std::isnan(variant.mean_return);
    lines.push_back(fmt::format("{:{}}  {:3}/{} runs  {}  mean return {:>7}", names[i], width,
                                variant.num_runs_done, variant.num_runs, Sparkline(variant.curve),
                                known ? CountText(std::round(variant.mean_return)) : "-"));
    if (variant.num_working > 0)
      lines.back() += fmt::format("  {} env steps/s", CountText(std::round(rates[order[i]])));
  }
  return lines;
}

StatusPrinter::StatusPrinter(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) != 0) {}

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
  const std::string line = StatusLine(progress);
  if (!terminal_) return void(std::fprintf(stderr, "%s\n", line.c_str()));
  const TerminalSize size = SizeOfTerminal(STDERR_FILENO);
  const size_t most = size.rows > 4 ? size.rows - 3 : 1;
  std::string block;
  if (num_lines_ > 0) block += fmt::format("\033[{}A", num_lines_);
  block += "\r\033[J";
  const std::vector<std::string> variants = VariantLines(progress, Rates(progress), most);
  for (const std::string& variant : variants) block += Cut(variant, size.columns - 1) + "\n";
  block += Cut(line, size.columns - 1) + "\n";
  std::fputs(block.c_str(), stderr);
  num_lines_ = variants.size() + 1;
}

void StatusPrinter::End(const RunnerResult& result) {
  if (quiet_ || result.outcome != RunnerOutcome::kDone || !(result.idle_share > 0)) return;
  std::fprintf(stderr, "workers waited for the last one: %.1f%% of their time\n",
               100 * result.idle_share);
}

}  // namespace gaitbench
