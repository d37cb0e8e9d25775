// The three files that whoever starts the program leaves open for it, or does not.
#pragma once

#include <memory>
#include <string_view>

namespace gaitbench {

// To be made first. A file opened later would get the number of a closed standard stream, and be
// written into; /dev/null takes its place, for reading, so that what is printed there fails. While
// this is there, printing to std::cout throws std::ios_base::failure where it fails, errno says
// why, and nothing that is printed to std::cout or std::cerr drives a terminal
// (results/log/printable.h): names and texts in it are other people's.
class StandardStreams {
 public:
  StandardStreams();
  StandardStreams(const StandardStreams&) = delete;
  StandardStreams& operator=(const StandardStreams&) = delete;
  ~StandardStreams();

 private:
  class PrintableBuffer;
  std::unique_ptr<PrintableBuffer> out_, error_;
};

// "gaitbench: <sentence>" on stderr, on one line.
void SayOnStderr(std::string_view sentence);

}  // namespace gaitbench
