// The three files that whoever starts the program leaves open for it, or does not.
#pragma once

#include <string_view>

namespace gaitbench {

// To be called first. A file opened later would get the number of a closed standard stream, and be
// written into; /dev/null takes its place, for reading, so that what is printed there fails. From
// then on printing to std::cout throws std::ios_base::failure where it fails, errno says why.
void PrepareStandardStreams();

// "gaitbench: <sentence>" on stderr, on one line.
void SayOnStderr(std::string_view sentence);

}  // namespace gaitbench
