#include "bench/status.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace gaitbench {
namespace {

std::string WithCommas(int64_t number) {
  std::string text = std::to_string(number);
  for (int64_t i = static_cast<int64_t>(text.size()) - 3; i > 0; i -= 3) text.insert(i, ",");
  return text;
}

// "1:02:03", "4:05"
std::string Duration(double seconds) {
  const auto whole = static_cast<int64_t>(std::ceil(seconds));
  char text[64];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  }
  return text;
}

}  // namespace

std::string StatusLine(const Progress& progress) {
  const int64_t done = progress.num_runs_there + progress.num_runs_done;
  std::string line = std::to_string(done) + "/" + std::to_string(progress.num_runs) + " runs";
  if (progress.num_env_steps == 0) return line + ", all there already";
  const double rate = static_cast<double>(progress.num_env_steps_taken) / progress.seconds;
  const int64_t left = progress.num_env_steps - progress.num_env_steps_taken;
  line += ", " + std::to_string(100 * progress.num_env_steps_taken / progress.num_env_steps) + "%";
  line += ", " + WithCommas(std::llround(rate)) + " env steps/s";
  if (left == 0) return line + ", " + Duration(progress.seconds) + " in all";
  return rate > 0 ? line + ", " + Duration(static_cast<double>(left) / rate) + " left" : line;
}

StatusPrinter::StatusPrinter(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) != 0) {}

double StatusPrinter::seconds_between_reports() const { return terminal_ ? 0.5 : 30; }

void StatusPrinter::operator()(const Progress& progress) {
  if (quiet_) return;
  const bool last = progress.num_env_steps_taken == progress.num_env_steps;
  const std::string line = StatusLine(progress);
  if (terminal_) {
    std::fprintf(stderr, "\r\033[K%s%s", line.c_str(), last ? "\n" : "");
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

}  // namespace gaitbench
