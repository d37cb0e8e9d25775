// What a person sees while runs train: on a terminal a block that renews itself, with a line for
// each variant; elsewhere a line now and then.
#pragma once

#include <deque>
#include <string>

#include "bench/run/runner.h"
#include "bench/run/terminal.h"

namespace gaitbench {

// "12/20 runs, 61%, 0:41 left, 37,120 env steps/s", of the study, or as much of it as fits.
std::string StatusLine(const Progress& progress, size_t columns = 100);

// "most of what is left: Humanoid-v5  TRPO, 71%"; empty where no variant is that.
std::string SlowLine(const Progress& progress, size_t columns);

// A bar for each value between the lowest and the highest, a space where it is NaN: "▁▃▅█"
std::string Sparkline(const std::vector<double>& values);

// A line for each variant, as many as `size` has rows: those that are training first. What does
// not fit its columns is said in short; then rates go, then the middle of names. `rates`: env
// steps/s of each variant.
std::vector<std::string> VariantLines(const Progress& progress, const std::vector<double>& rates,
                                      const TerminalSize& size);

class StatusPrinter {
 public:
  explicit StatusPrinter(bool quiet);

  double seconds_between_reports() const;
  void operator()(const Progress& progress);

  // Says for how much of their time workers waited for the last one.
  void End(const RunnerResult& result);

 private:
  std::vector<double> Rates(const Progress& progress);

  bool quiet_, terminal_;
  size_t num_lines_ = 0;  // of the block on the terminal
  struct Sample {
    double seconds;
    std::vector<int64_t> env_steps;  // one per variant
  };
  std::deque<Sample> samples_;  // of the last seconds
};

}  // namespace gaitbench
