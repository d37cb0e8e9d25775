// What a person sees while runs train: one line that renews itself on a terminal, a line now and
// then elsewhere.
#pragma once

#include <string>

#include "bench/runner.h"

namespace gaitbench {

// "12/20 runs, 61%, 37,120 env steps/s, 0:41 left"
std::string StatusLine(const Progress& progress);

class StatusPrinter {
 public:
  explicit StatusPrinter(bool quiet);

  double seconds_between_reports() const;
  void operator()(const Progress& progress);

 private:
  bool quiet_, terminal_;
};

}  // namespace gaitbench
