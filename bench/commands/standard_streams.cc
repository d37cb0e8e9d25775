#include "bench/commands/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <iostream>

#include "results/log/printable.h"

namespace gaitbench {

void PrepareStandardStreams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // the lowest free number, which is this one
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDONLY);
  }
  std::cout.exceptions(std::ios_base::badbit);
}

void SayOnStderr(std::string_view sentence) {
  std::cout.exceptions(std::ios_base::goodbit);  // stderr flushes it first
  std::cerr << "gaitbench: " << Printable(sentence) << "\n";
}

}  // namespace gaitbench
